package chat.files.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.cluster.StoreUnavailableException;
import chat.core.file.FileStore;
import chat.core.file.StoredFile;
import chat.core.file.Upload;
import chat.core.testing.FileStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryFileStoreTest extends FileStoreContract {
  @TempDir Path data;

  private Path directory() {
    return data.resolve("files");
  }

  @Override
  protected FileStore open(InstantSource clock) {
    return new DirectoryFileStore(directory(), clock);
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> paths = Files.walk(directory())) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }

  private Path find(String ending) throws IOException {
    return all().stream()
        .filter(path -> path.toString().endsWith(ending))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void nothingIsCreatedBeforeTheFirstUpload() {
    store.size();
    store.discardIdleUploads(Duration.ZERO);
    assertThat(directory()).doesNotExist();
  }

  @Test
  void onlyTheOwnerMayReadAnything() throws IOException {
    Upload upload = begin(10);
    store.putThumbnail(keep(10).id(), bytes(4));
    // As a program writes a file that knows nothing of the store.
    store.complete(stored(upload, 7), Files.write(data.resolve("cleaned"), bytes(7)));
    begin(10);
    try (Stream<Path> paths = Files.walk(directory())) {
      assertThat(paths)
          .hasSizeGreaterThan(6)
          .allSatisfy(path ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                  .endsWith("------"));
    }
  }

  @Test
  void leftoversOfACrashAreErased() throws IOException {
    StoredFile file = keep(10);
    Path shard = find(file.id().value()).getParent();
    String other = "A".repeat(22);
    Files.write(shard.resolve(other), bytes(100));
    Files.write(shard.resolve(other + ".thumbnail"), bytes(100));
    Files.write(shard.resolve(file.id().value() + ".record.123.new"), bytes(100));
    Upload upload = begin(20);
    append(upload, 0, bytes(5));
    Files.write(directory().resolve("uploads").resolve(other), bytes(100));
    Files.write(directory().resolve("uploads").resolve("B".repeat(22) + ".record"), bytes(100));

    store = open(clock);
    assertThat(store.size()).isEqualTo(30);
    assertThat(all()).hasSize(4);
    assertThat(store.find(file.id())).contains(file);
    assertThat(store.findUpload(upload.id())).isPresent();
  }

  @Test
  void uploadWhoseFileIsThereIsALeftover() throws IOException {
    StoredFile file = keep(10);
    Path uploads = Files.createDirectories(directory().resolve("uploads"));
    Files.write(uploads.resolve(file.id().value()), bytes(10));
    Files.writeString(
        uploads.resolve(file.id().value() + ".record"),
        "chat upload 1\nroom lobby\nmember ann\nname a\nsize 10\n");

    store = open(clock);
    assertThat(store.size()).isEqualTo(10);
    assertThat(store.findUpload(file.id())).isEmpty();
    assertThat(store.find(file.id())).contains(file);
  }

  @Test
  void damagedRecordIsNoFileAndOthersWork() throws IOException {
    for (String damage : List.of("", "chat file 1\nroom lobby\n", "\0\0\0\0", "\u00e9\n")) {
      StoredFile file = keep(10);
      StoredFile other = keep(10);
      Path record = find(file.id().value() + ".record");
      Files.write(record, damage.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));

      assertThat(store.find(file.id())).isEmpty();
      assertThat(store.use(file.id())).isEmpty();
      assertThat(store.find(other.id())).contains(other);
      store.delete(file.id());
      assertThat(Files.exists(record)).isFalse();
    }
  }

  @Test
  void fileWhoseBytesWereCutIsNone() throws IOException {
    StoredFile file = keep(10);
    Files.write(find(file.id().value()), bytes(9));
    assertThat(store.find(file.id())).isEmpty();
  }

  @Test
  void directoryThatCannotBeWrittenIsNamedInASentence() throws IOException {
    Files.writeString(directory(), "a file in its place");
    assertThatThrownBy(() -> begin(10))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessage("files cannot be written");
  }
}

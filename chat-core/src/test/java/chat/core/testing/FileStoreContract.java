package chat.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.file.FileId;
import chat.core.file.FileName;
import chat.core.file.FileStore;
import chat.core.file.FileUsage;
import chat.core.file.StoredFile;
import chat.core.file.Upload;
import chat.core.name.RoomName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of every file store. */
public abstract class FileStoreContract {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final FileName NAME = new FileName("图 1.png");

  protected final ManualClock clock = new ManualClock();
  protected FileStore store;

  @TempDir Path temporary;

  /** Opens the store of this test; called again, it has what was kept before. */
  protected abstract FileStore open(InstantSource clock) throws Exception;

  @BeforeEach
  void openStore() throws Exception {
    store = open(clock);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  private void reopen() throws Exception {
    store.close();
    store = open(clock);
  }

  protected static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (i * 31);
    }
    return bytes;
  }

  protected Upload begin(int size) {
    Upload upload = Upload.begun(RoomName.LOBBY, "ann", NAME, size);
    store.begin(upload);
    return upload;
  }

  protected boolean append(Upload upload, int offset, byte[] bytes) {
    return store.append(upload.id(), offset, ByteBuffer.wrap(bytes));
  }

  protected static StoredFile stored(Upload upload, int size) {
    return new StoredFile(
        upload.id(), upload.room(), upload.memberId(), upload.name(), "image/png", size, 4, 3);
  }

  /** A file that was uploaded and completed. */
  protected StoredFile keep(int size) throws IOException {
    Upload upload = begin(size);
    assertThat(append(upload, 0, bytes(size))).isTrue();
    StoredFile file = stored(upload, size);
    store.complete(file, local(upload));
    return file;
  }

  private Path local(Upload upload) throws IOException {
    return store.localUpload(upload.id(), temporary.resolve(upload.id().value()));
  }

  private byte[] read(FileId id, int offset) throws IOException {
    try (InputStream in = store.open(id, offset)) {
      return in.readAllBytes();
    }
  }

  @Test
  void uploadGrowsByWhatIsAppendedAtItsOffset() throws Exception {
    Upload upload = begin(10);
    assertThat(store.findUpload(upload.id())).contains(upload);
    assertThat(append(upload, 0, bytes(4))).isTrue();
    assertThat(append(upload, 4, bytes(5))).isTrue();

    assertThat(store.findUpload(upload.id()).orElseThrow().offset()).isEqualTo(9);
    try (InputStream in = store.openUpload(upload.id())) {
      assertThat(in.readAllBytes()).startsWith(bytes(4)).endsWith(bytes(5)).hasSize(9);
    }
    assertThat(store.find(upload.id())).isEmpty();
  }

  @Test
  void nothingIsAppendedAtAnotherOffsetOrBeyondTheSize() {
    Upload upload = begin(10);
    assertThat(append(upload, 0, bytes(4))).isTrue();

    assertThat(append(upload, 0, bytes(4))).isFalse();
    assertThat(append(upload, 5, bytes(1))).isFalse();
    assertThat(append(upload, 4, bytes(7))).isFalse();
    assertThat(append(Upload.begun(RoomName.LOBBY, "ann", NAME, 10), 0, bytes(1))).isFalse();
    assertThat(store.findUpload(upload.id()).orElseThrow().offset()).isEqualTo(4);
  }

  @Test
  void ofTwoThatAppendAtOneOffsetOneSucceeds() throws Exception {
    for (int round = 0; round < 20; round++) {
      Upload upload = begin(2_000);
      var appended = new AtomicInteger();
      TranscriptFixture.inParallel(
          4,
          i -> {
            if (append(upload, 0, bytes(1_000))) {
              appended.incrementAndGet();
            }
          });
      assertThat(appended).hasValue(1);
      assertThat(store.findUpload(upload.id()).orElseThrow().offset()).isEqualTo(1_000);
    }
  }

  @Test
  void uploadIsResumedAfterTheStoreWasOpenedAgain() throws Exception {
    Upload upload = begin(10);
    append(upload, 0, bytes(4));
    reopen();

    Upload found = store.findUpload(upload.id()).orElseThrow();
    assertThat(found)
        .isEqualTo(new Upload(upload.id(), upload.room(), upload.memberId(), upload.name(), 10, 4));
    assertThat(append(upload, 4, bytes(6))).isTrue();
    assertThat(store.findUpload(upload.id()).orElseThrow().isComplete()).isTrue();
  }

  @Test
  void uploadIsReplacedByTheFileThatItHasBecome() throws Exception {
    Upload upload = begin(10);
    append(upload, 0, bytes(10));
    Path cleaned = Files.write(temporary.resolve("cleaned"), bytes(7));
    StoredFile file = stored(upload, 7);
    store.complete(file, cleaned);

    assertThat(store.findUpload(upload.id())).isEmpty();
    assertThat(store.find(file.id())).contains(file);
    assertThat(read(file.id(), 0)).isEqualTo(bytes(7));
    reopen();
    assertThat(store.findUpload(upload.id())).isEmpty();
    assertThat(store.find(file.id())).contains(file);
    assertThat(read(file.id(), 0)).isEqualTo(bytes(7));
  }

  @Test
  void fileIsReadFromAnyOffset() throws Exception {
    StoredFile file = keep(300_000);
    byte[] all = bytes(300_000);

    assertThat(read(file.id(), 299_999)).containsExactly(all[299_999]);
    assertThat(read(file.id(), 300_000)).isEmpty();
    assertThat(read(file.id(), 123_456)).hasSize(300_000 - 123_456).startsWith(all[123_456]);
  }

  @Test
  void onlyAnUploadIsCompleted() throws Exception {
    Upload unknown = Upload.begun(RoomName.LOBBY, "ann", NAME, 7);
    Path content = Files.write(temporary.resolve("content"), bytes(7));

    assertThatThrownBy(() -> store.complete(stored(unknown, 7), content))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(store.find(unknown.id())).isEmpty();
  }

  @Test
  void unknownFileIsNotThere() {
    FileId unknown = FileId.random();
    assertThat(store.find(unknown)).isEmpty();
    assertThat(store.use(unknown)).isEmpty();
    assertThat(store.findUpload(unknown)).isEmpty();
    assertThat(store.thumbnail(unknown)).isEmpty();
    assertThatThrownBy(() -> store.open(unknown, 0)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> store.openUpload(unknown)).isInstanceOf(NoSuchFileException.class);
    store.discard(unknown);
    store.delete(unknown);
    store.putThumbnail(unknown, bytes(3));
    assertThat(store.thumbnail(unknown)).isEmpty();
    assertThat(store.size()).isZero();
  }

  @Test
  void discardedUploadIsGone() throws Exception {
    Upload upload = begin(10);
    append(upload, 0, bytes(10));
    store.discard(upload.id());

    assertThat(store.findUpload(upload.id())).isEmpty();
    assertThat(append(upload, 10, bytes(0))).isFalse();
    assertThatThrownBy(() -> store.openUpload(upload.id())).isInstanceOf(NoSuchFileException.class);
    assertThat(store.size()).isZero();
  }

  @Test
  void uploadThatWasNotContinuedIsErased() throws Exception {
    Upload given = begin(10);
    Upload continued = begin(10);
    clock.pass(HOUR);
    append(continued, 0, bytes(4));
    reopen();
    store.discardIdleUploads(HOUR);
    assertThat(store.findUpload(given.id())).isEmpty();
    assertThat(store.findUpload(continued.id())).isPresent();

    clock.pass(HOUR.minusSeconds(1));
    store.discardIdleUploads(HOUR);
    assertThat(store.findUpload(continued.id())).isPresent();
    clock.passSeconds(1);
    store.discardIdleUploads(HOUR);
    assertThat(store.findUpload(continued.id())).isEmpty();
  }

  @Test
  void thumbnailIsKeptWithItsFile() throws Exception {
    StoredFile file = keep(10);
    assertThat(store.thumbnail(file.id())).isEmpty();
    store.putThumbnail(file.id(), bytes(5));
    store.putThumbnail(file.id(), bytes(6));
    reopen();

    assertThat(store.thumbnail(file.id()).orElseThrow()).isEqualTo(bytes(6));
    store.delete(file.id());
    assertThat(store.thumbnail(file.id())).isEmpty();
  }

  @Test
  void deletedFileIsGone() throws Exception {
    StoredFile file = keep(10);
    StoredFile other = keep(10);
    store.delete(file.id());

    assertThat(store.find(file.id())).isEmpty();
    assertThatThrownBy(() -> store.open(file.id(), 0)).isInstanceOf(NoSuchFileException.class);
    assertThat(store.find(other.id())).contains(other);
    reopen();
    assertThat(store.find(file.id())).isEmpty();
    assertThat(store.find(other.id())).contains(other);
  }

  @Test
  void fileIsUnusedAfterATime() throws Exception {
    StoredFile file = keep(10);
    assertThat(store.unused(HOUR, Optional.empty(), 10)).isEmpty();
    clock.pass(HOUR);
    assertThat(store.unused(HOUR, Optional.empty(), 10)).containsExactly(file.id());
    reopen();
    assertThat(store.unused(HOUR, Optional.empty(), 10)).containsExactly(file.id());

    assertThat(store.use(file.id())).contains(file);
    assertThat(store.unused(HOUR, Optional.empty(), 10)).isEmpty();
  }

  @Test
  void usageIsThatOfEachMemberInEachRoom() throws Exception {
    keep(10);
    keep(20);
    begin(1_000);
    Upload other = new Upload(FileId.random(), new RoomName("garden"), "ben", NAME, 50, 0);
    store.begin(other);
    append(other, 0, bytes(50));
    store.complete(stored(other, 50), local(other));

    assertThat(store.usage())
        .containsExactly(
            new FileUsage(new RoomName("garden"), "ben", 1, 50),
            new FileUsage(RoomName.LOBBY, "ann", 2, 30));
  }

  @Test
  void unusedFilesArePagedWithoutGapsAndRepetitions() throws Exception {
    List<FileId> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      all.add(keep(1).id());
    }
    clock.pass(HOUR);
    FileId used = all.remove(3);
    store.use(used);

    List<FileId> paged = new ArrayList<>();
    List<FileId> page = store.unused(HOUR, Optional.empty(), 2);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(2);
      paged.addAll(page);
      // A file that is swept meanwhile does not disturb the next page.
      store.deleteUnused(page.getFirst(), HOUR);
      page = store.unused(HOUR, Optional.of(page.getLast()), 2);
    }
    assertThat(paged).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void onlyAnUnusedFileIsErasedAsSuch() throws Exception {
    StoredFile file = keep(10);
    clock.pass(HOUR.minusSeconds(1));
    store.deleteUnused(file.id(), HOUR);
    assertThat(store.find(file.id())).isPresent();
    clock.passSeconds(1);
    store.deleteUnused(file.id(), HOUR);
    assertThat(store.find(file.id())).isEmpty();
  }

  @Test
  void fileThatIsUsedMeanwhileIsNotErased() throws Exception {
    for (int round = 0; round < 50; round++) {
      FileId file = keep(1).id();
      clock.pass(HOUR);
      var found = new AtomicInteger();
      TranscriptFixture.inParallel(
          2,
          i -> {
            if (i == 0) {
              store.deleteUnused(file, HOUR);
            } else if (store.use(file).isPresent()) {
              found.incrementAndGet();
            }
          });
      assertThat(store.find(file).isPresent()).isEqualTo(found.get() == 1);
    }
  }

  @Test
  void sizeIsThatOfAllFilesAndOfWhatUploadsAreToHave() throws Exception {
    assertThat(store.size()).isZero();
    Upload upload = begin(1_000);
    StoredFile file = keep(10);
    assertThat(store.size()).isEqualTo(1_010);
    reopen();
    assertThat(store.size()).isEqualTo(1_010);

    append(upload, 0, bytes(500));
    assertThat(store.size()).isEqualTo(1_010);
    store.complete(stored(upload, 400), Files.write(temporary.resolve("content"), bytes(400)));
    assertThat(store.size()).isEqualTo(410);
    store.delete(file.id());
    store.delete(file.id());
    assertThat(store.size()).isEqualTo(400);
    clock.pass(HOUR);
    store.deleteUnused(upload.id(), HOUR);
    assertThat(store.size()).isZero();
  }

  @Test
  void emptyFileIsAFile() throws Exception {
    Upload upload = begin(0);
    assertThat(upload.isComplete()).isTrue();
    store.complete(stored(upload, 0), local(upload));
    assertThat(store.find(upload.id())).isPresent();
    assertThat(read(upload.id(), 0)).isEmpty();
  }
}

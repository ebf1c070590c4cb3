package chat.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is created or replaced atomically, for its owner alone. */
class AtomicFileTest {
  @TempDir Path directory;

  private Path path() {
    return directory.resolve("keys");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void createsAFileThatOnlyItsOwnerMayRead() throws IOException {
    assertThat(new AtomicFile(path()).createIfAbsent("a key\nü\n")).isTrue();
    assertThat(path()).hasContent("a key\nü\n");
    assertThat(mode(path())).isEqualTo("rw-------");
    assertThat(names()).containsExactly("keys");
  }

  @Test
  void createsAnEmptyFile() throws IOException {
    assertThat(new AtomicFile(path()).createIfAbsent("")).isTrue();
    assertThat(path()).isEmptyFile();
    assertThat(mode(path())).isEqualTo("rw-------");
  }

  @Test
  void aFileThatExistsIsNotCreatedAgain() throws IOException {
    Files.writeString(path(), "first");
    assertThat(new AtomicFile(path()).createIfAbsent("second")).isFalse();
    assertThat(path()).hasContent("first");
    assertThat(names()).containsExactly("keys");
  }

  @Test
  void ofManyWhoCreateAtOnceOneDoes() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var start = new CountDownLatch(1);
      List<Future<Boolean>> created = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String content = "of " + i;
        Callable<Boolean> create =
            () -> {
              start.await();
              return new AtomicFile(path()).createIfAbsent(content);
            };
        created.add(threads.submit(create));
      }
      start.countDown();
      List<Integer> winners = new ArrayList<>();
      for (int i = 0; i < created.size(); i++) {
        if (created.get(i).get()) {
          winners.add(i);
        }
      }
      assertThat(winners).hasSize(1);
      assertThat(path()).hasContent("of " + winners.getFirst());
      assertThat(names()).containsExactly("keys");
    }
  }

  @Test
  void replacesTheContentAndThePermissions() throws IOException {
    Files.writeString(path(), "a longer content than the new one");
    Files.setPosixFilePermissions(path(), PosixFilePermissions.fromString("rw-r--r--"));
    new AtomicFile(path()).replace("new");
    assertThat(path()).hasContent("new");
    assertThat(mode(path())).isEqualTo("rw-------");
    assertThat(names()).containsExactly("keys");
  }

  @Test
  void replacesAFileThatDoesNotExist() throws IOException {
    new AtomicFile(path()).replace("new");
    assertThat(path()).hasContent("new");
  }

  @Test
  void aReaderSeesTheOldContentOrTheNewOne() throws Exception {
    String old = "a".repeat(100_000);
    String next = "b".repeat(200_000);
    var file = new AtomicFile(path());
    file.replace(old);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> writer =
          threads.submit(() -> {
            for (int i = 0; i < 20; i++) {
              file.replace(i % 2 == 0 ? next : old);
            }
            return null;
          });
      int reads = 0;
      while (!writer.isDone() || reads == 0) {
        String read = Files.readString(path());
        assertThat(read.equals(old) || read.equals(next)).as("%d chars", read.length()).isTrue();
        reads++;
      }
      writer.get();
    }
  }

  @Test
  void theDirectoryHasToExist() {
    var file = new AtomicFile(directory.resolve("missing/keys"));
    assertThatThrownBy(() -> file.replace("")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> file.createIfAbsent("")).isInstanceOf(NoSuchFileException.class);
  }

  /** Records which path is forced to the disk, and whether the file had its content by then. */
  private final class RecordingDisk implements AtomicFile.Disk {
    private final List<String> forced = new ArrayList<>();

    @Override
    public void force(Path forcedPath, FileChannel channel) throws IOException {
      boolean isDirectory = Files.isDirectory(forcedPath);
      String content = isDirectory ? "" : Files.readString(forcedPath);
      String found = Files.exists(path()) ? Files.readString(path()) : "nothing";
      forced.add((isDirectory ? "directory" : content) + " while there is " + found);
    }
  }

  @Test
  void theContentIsForcedBeforeTheFileHasItsNameAndTheDirectoryAfterwards() throws IOException {
    var disk = new RecordingDisk();
    var file = new AtomicFile(path(), disk);
    assertThat(file.createIfAbsent("one")).isTrue();
    file.replace("two");
    assertThat(disk.forced)
        .containsExactly(
            "one while there is nothing",
            "directory while there is one",
            "two while there is one",
            "directory while there is two");
  }

  @Test
  void aDiskThatFailsLeavesTheOldContentAndNoTemporaryFile() throws IOException {
    Files.writeString(path(), "old");
    var file =
        new AtomicFile(
            path(),
            new AtomicFile.Disk() {
              @Override
              public void force(Path forced, FileChannel channel) throws IOException {
                throw new IOException("disk full");
              }
            });
    assertThatThrownBy(() -> file.replace("new")).hasMessage("disk full");
    assertThat(path()).hasContent("old");
    assertThat(names()).containsExactly("keys");
  }

  private AtomicFile withoutLinks(FileSystemException reason) {
    return new AtomicFile(
        path(),
        new AtomicFile.Disk() {
          @Override
          public void link(Path path, Path existing) throws IOException {
            // Two processes at once: the other one is quicker than the check for the name.
            if (reason.getReason().equals("late")) {
              Files.writeString(path, "theirs");
            }
            throw reason;
          }
        });
  }

  @Test
  void aFileSystemWithoutHardLinksHasTheFileToo() throws IOException {
    var file = withoutLinks(new FileSystemException("keys", null, "Operation not permitted"));
    assertThat(file.createIfAbsent("mine")).isTrue();
    assertThat(path()).hasContent("mine");
    assertThat(mode(path())).isEqualTo("rw-------");
    assertThat(names()).containsExactly("keys");
  }

  @Test
  void withoutHardLinksAnotherProcessesFileStays() throws IOException {
    var file = withoutLinks(new FileSystemException("keys", null, "late"));
    assertThat(file.createIfAbsent("mine")).isFalse();
    assertThat(path()).hasContent("theirs");
    assertThat(names()).containsExactly("keys");
  }

  @Test
  void aFileSystemWithoutPosixPermissionsHasTheFileToo() throws IOException {
    Path archive = directory.resolve("archive.zip");
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      assertThat(zip.supportedFileAttributeViews()).doesNotContain("posix");
      Path inside = OwnerOnly.createDirectories(zip.getPath("/data")).resolve("keys");
      var file = new AtomicFile(inside);
      assertThat(file.createIfAbsent("one")).isTrue();
      assertThat(file.createIfAbsent("two")).isFalse();
      assertThat(Files.readString(inside)).isEqualTo("one");
      file.replace("three");
      assertThat(Files.readString(inside)).isEqualTo("three");
    }
  }

  @Test
  void temporaryFilesThatWereLeftBehindAreDeleted() throws IOException {
    FileTime past =
        FileTime.from(Files.getLastModifiedTime(directory).toInstant().minusSeconds(601));
    for (String name : List.of("keys.123.new", "keys.old", "other.123.new")) {
      Files.setLastModifiedTime(Files.createFile(directory.resolve(name)), past);
    }
    Files.createFile(directory.resolve("keys.456.new"));
    new AtomicFile(path()).replace("");
    assertThat(names()).containsExactly("keys", "keys.456.new", "keys.old", "other.123.new");
  }
}

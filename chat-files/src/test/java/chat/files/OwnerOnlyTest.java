package chat.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories for their owner alone. */
class OwnerOnlyTest {
  @TempDir Path directory;

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void createsADirectoryAndItsParents() throws IOException {
    Path created = OwnerOnly.createDirectories(directory.resolve("a/b"));
    assertThat(mode(created)).isEqualTo("rwx------");
    assertThat(mode(created.getParent())).isEqualTo("rwx------");
  }

  @Test
  void aDirectoryThatExistsKeepsItsPermissions() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));
    assertThat(OwnerOnly.createDirectories(directory)).isEqualTo(directory);
    assertThat(mode(directory)).isEqualTo("rwxr-x---");
  }

  @Test
  void aSymbolicLinkToADirectoryIsADirectory() throws IOException {
    Path real = Files.createDirectory(directory.resolve("real"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), real);
    assertThat(OwnerOnly.createDirectories(link)).isEqualTo(link);
  }

  @Test
  void aFileIsNoDirectory() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> OwnerOnly.createDirectories(file))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void filesThatOthersMayReadAreClosedToThemAndNamed() throws IOException {
    Path open = Files.createFile(directory.resolve("open"));
    Path closed = Files.createFile(directory.resolve("closed"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rw-------"));
    assertThat(OwnerOnly.restrictFiles(directory)).containsExactly(open);
    assertThat(mode(open)).isEqualTo("rw-------");
    assertThat(OwnerOnly.restrictFiles(directory)).isEmpty();
  }
}

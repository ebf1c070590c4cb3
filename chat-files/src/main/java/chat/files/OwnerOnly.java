package chat.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Permissions for the owner alone: mode 0600 for files, 0700 for directories. A file system without
 * POSIX permissions gives its own defaults.
 */
public final class OwnerOnly {
  private OwnerOnly() {}

  /** Creates a directory and its missing parents; one that exists stays as it is. */
  public static Path createDirectories(Path directory) throws IOException {
    // createDirectories would refuse a symbolic link to a directory.
    return Files.isDirectory(directory)
        ? directory
        : Files.createDirectories(directory, permissions(directory, "rwx------"));
  }

  static FileAttribute<?>[] file(Path path) {
    return permissions(path, "rw-------");
  }

  private static FileAttribute<?>[] permissions(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}

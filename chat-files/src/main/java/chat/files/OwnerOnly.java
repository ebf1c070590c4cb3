package chat.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Permissions for the owner alone: mode 0600 for files, 0700 for directories. A file system without
 * POSIX permissions gives its own defaults.
 */
public final class OwnerOnly {
  private static final Set<PosixFilePermission> OWNER =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private OwnerOnly() {}

  /** Creates a directory and its missing parents; one that exists stays as it is. */
  public static Path createDirectories(Path directory) throws IOException {
    // createDirectories would refuse a symbolic link to a directory.
    return Files.isDirectory(directory)
        ? directory
        : Files.createDirectories(directory, permissions(directory, "rwx------"));
  }

  /**
   * Takes the permissions of others from the files of a directory.
   *
   * @return the files that others could read or write
   */
  public static List<Path> restrictFiles(Path directory) throws IOException {
    List<Path> restricted = new ArrayList<>();
    if (!hasPermissions(directory)) {
      return restricted;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, Files::isRegularFile)) {
      for (Path file : files) {
        if (restrict(file)) {
          restricted.add(file);
        }
      }
    }
    return restricted;
  }

  /** Takes the permissions of others from a file; returns whether they had any. */
  public static boolean restrict(Path file) throws IOException {
    if (!hasPermissions(file)) {
      return false;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    boolean had = permissions.retainAll(OWNER);
    if (had) {
      Files.setPosixFilePermissions(file, permissions);
    }
    return had;
  }

  /** The attributes of a new file. */
  public static FileAttribute<?>[] file(Path path) {
    return permissions(path, "rw-------");
  }

  private static FileAttribute<?>[] permissions(Path path, String permissions) {
    return hasPermissions(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean hasPermissions(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}

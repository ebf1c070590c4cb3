package chat.sqlite.db;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only the owner of the server may read: what is said is nobody else's business. */
public final class OwnerOnlyFile {
  private OwnerOnlyFile() {}

  /** Makes an empty file where there is none. SQLite gives its journal the same permissions. */
  public static Path file(Path file) throws IOException {
    try {
      return Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      return file;
    } catch (UnsupportedOperationException e) {
      return Files.exists(file) ? file : Files.createFile(file);
    }
  }
}

package chat.sqlite;

import chat.core.TranscriptProvider.CannotOpen;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite itself, which the driver unpacks into a file before it can be loaded: into the data
 * directory, which can be written, where /tmp need not be. The file is gone as soon as it is
 * loaded, so that none is left behind by a process that is killed.
 */
final class NativeLibrary {
  private static final String UNPACK_INTO = "org.sqlite.tmpdir";
  private static final String READY_IN = "org.sqlite.lib.path";

  private NativeLibrary() {}

  /**
   * Loads SQLite; a second time does nothing.
   *
   * @param directory held by this process alone
   */
  static void load(Path directory) throws IOException {
    if (System.getProperty(UNPACK_INTO) != null || System.getProperty(READY_IN) != null) {
      initialize(directory);
      return;
    }
    Path unpacked = directory.resolve("sqlite-unpacked");
    Files.createDirectories(unpacked);
    System.setProperty(UNPACK_INTO, unpacked.toString());
    try {
      initialize(directory);
    } finally {
      System.clearProperty(UNPACK_INTO);
      remove(unpacked);
    }
  }

  private static void initialize(Path directory) {
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception | LinkageError e) {
      throw new CannotOpen(
          "SQLite, which keeps the log, cannot be loaded from "
              + directory
              + " ("
              + e.getMessage()
              + "); a directory from which programs may be run can be given with CHAT_JAVA_OPTS=-D"
              + UNPACK_INTO
              + "=DIR.",
          e);
    }
  }

  private static void remove(Path unpacked) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(unpacked)) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(unpacked);
    } catch (java.nio.file.FileSystemException e) {
      // Windows keeps what is loaded; the next start removes it.
    }
  }
}

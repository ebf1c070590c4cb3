package chat.sqlite.db;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import chat.core.log.TranscriptProvider.OpenException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.OSInfo;

/**
 * Loads SQLite's native library, which has to be a file for that. It is unpacked into the data
 * directory, because /tmp need not be writable, and deleted as soon as it is loaded, so that a
 * process that is killed leaves none behind. (The driver's own way leaves a file behind at each
 * such end, and compares what it has unpacked byte by byte, which delays the start.)
 */
public final class NativeLibrary {
  private static final String DIRECTORY = "org.sqlite.lib.path";
  private static final String NAME = "org.sqlite.lib.name";
  private static final String DRIVER_TEMPORARY = "org.sqlite.tmpdir";

  private static boolean loaded;

  private NativeLibrary() {}

  /**
   * Loads SQLite; a second call does nothing. The driver's system properties that name a directory
   * take precedence.
   *
   * @param directory locked by this process
   */
  public static synchronized void load(Path directory) throws IOException {
    if (loaded) {
      return;
    }
    if (System.getProperty(DIRECTORY) != null || System.getProperty(DRIVER_TEMPORARY) != null) {
      initialize();
    } else {
      unpack(directory);
    }
    loaded = true;
  }

  private static void unpack(Path directory) throws IOException {
    try {
      loadFrom(Files.createDirectories(directory.resolve("sqlite-unpacked")));
    } catch (OpenException e) {
      loadFromTemporary(e);
    }
  }

  private static void loadFromTemporary(OpenException reason) {
    try {
      loadFrom(Files.createTempDirectory("chat-sqlite-unpacked"));
    } catch (OpenException | IOException e) {
      reason.addSuppressed(e);
      throw reason;
    }
  }

  private static void loadFrom(Path directory) throws IOException {
    String name = System.mapLibraryName("sqlitejdbc");
    String packed = "/org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS();
    Map<String, String> properties =
        Map.of(DIRECTORY, directory.toString(), NAME, name, DRIVER_TEMPORARY, directory.toString());
    try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(packed + "/" + name)) {
      if (library != null) {
        Files.copy(library, directory.resolve(name), REPLACE_EXISTING);
      }
      properties.forEach(System::setProperty);
      initialize();
    } finally {
      properties.keySet().forEach(System::clearProperty);
      delete(directory);
    }
  }

  private static void initialize() {
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception | LinkageError e) {
      throw new OpenException(
          "SQLite, which keeps the log, cannot be loaded ("
              + e.getMessage()
              + "); programs must be allowed to run from the data directory or from /tmp.",
          e);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(directory);
    } catch (FileSystemException e) {
      // Windows cannot delete a library that is loaded; the next start does.
    }
  }
}

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
 * SQLite itself, which has to be a file before it can be loaded. It is unpacked into the data
 * directory, which can be written, where /tmp need not be; and it is gone as soon as it is loaded,
 * so that none is left behind by a process that is killed. (The driver's own way leaves one behind
 * at each such end, and compares what it has unpacked byte by byte, while the owner waits.)
 */
public final class NativeLibrary {
  private static final String FOLDER = "org.sqlite.lib.path";
  private static final String NAME = "org.sqlite.lib.name";
  private static final String DRIVERS_FOLDER = "org.sqlite.tmpdir";

  private static boolean loaded;

  private NativeLibrary() {}

  /**
   * Loads SQLite; a second time does nothing. Where the owner has said where it lies, that counts.
   *
   * @param directory held by this process alone
   */
  public static synchronized void load(Path directory) throws IOException {
    if (loaded) {
      return;
    }
    if (System.getProperty(FOLDER) != null || System.getProperty(DRIVERS_FOLDER) != null) {
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
      tryFromTemporary(e);
    }
  }

  private static void tryFromTemporary(OpenException reason) {
    try {
      loadFrom(Files.createTempDirectory("chat-sqlite-unpacked"));
    } catch (OpenException | IOException e) {
      reason.addSuppressed(e);
      throw reason;
    }
  }

  private static void loadFrom(Path folder) throws IOException {
    String name = System.mapLibraryName("sqlitejdbc");
    String packed = "/org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS();
    Map<String, String> properties =
        Map.of(FOLDER, folder.toString(), NAME, name, DRIVERS_FOLDER, folder.toString());
    try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(packed + "/" + name)) {
      if (library != null) {
        Files.copy(library, folder.resolve(name), REPLACE_EXISTING);
      }
      properties.forEach(System::setProperty);
      initialize();
    } finally {
      properties.keySet().forEach(System::clearProperty);
      remove(folder);
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

  private static void remove(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (FileSystemException e) {
      // Windows keeps what is loaded; the next start removes it.
    }
  }
}

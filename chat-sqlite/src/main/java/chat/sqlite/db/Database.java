package chat.sqlite.db;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;

/**
 * Opens connections to the database file. No part of the file is mapped into memory, because a disk
 * that fails then gives an error, where a mapped page would end the process.
 */
public class Database {
  private static final System.Logger LOG = System.getLogger(Database.class.getName());

  private final Path file;
  private final Settings settings;

  /**
   * Limits of connections.
   *
   * @param busyTimeout how long a connection waits for the lock of another one
   * @param writerCacheKib memory for pages of the writer
   * @param readerCacheKib the same for each reader
   * @param journalPages the journal starts anew once it has so many pages of 4 KiB and all are
   *     copied
   */
  public record Settings(
      Duration busyTimeout, int writerCacheKib, int readerCacheKib, int journalPages) {
    public static final Settings DEFAULTS =
        new Settings(Duration.ofSeconds(5), 8 * 1024, 2 * 1024, 4_000);
  }

  public Database(Path file, Settings settings) {
    this.file = file;
    this.settings = settings;
  }

  public Path file() {
    return file;
  }

  /** The size of the file in bytes; 0 when it cannot be told. */
  public long size() {
    return size(file);
  }

  /** The size of the journal beside the file, in bytes. */
  public long journalSize() {
    return size(file.resolveSibling(file.getFileName() + "-wal"));
  }

  private static long size(Path path) {
    return path.toFile().length();
  }

  /** The free space of the disk in bytes; 0 when it cannot be told. */
  public long freeSpace() {
    return file.toAbsolutePath().getParent().toFile().getUsableSpace();
  }

  /** A connection for the one thread that writes. Nothing takes effect before a commit. */
  public Connection openWriter() throws SQLException {
    SQLiteConfig config = config(settings.busyTimeout(), settings.writerCacheKib());
    config.setJournalMode(JournalMode.WAL);
    config.setWalAutocheckpoint(settings.journalPages());
    // Overwrites deleted text with zeros.
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    return connect(config, file);
  }

  /**
   * A connection for a thread that erases beside the one that writes. Its commits do not wait for
   * the disk, and what is lost of them is erased again.
   */
  public Connection openEraser() throws SQLException {
    SQLiteConfig config = config(settings.busyTimeout(), settings.readerCacheKib());
    config.setSynchronous(SynchronousMode.NORMAL);
    config.setJournalMode(JournalMode.WAL);
    config.setWalAutocheckpoint(0);
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    return connect(config, file);
  }

  /** A connection for a thread that reads. It sees one snapshot until it rolls back. */
  public Connection openReader() throws SQLException {
    SQLiteConfig config = config(settings.busyTimeout(), settings.readerCacheKib());
    config.setReadOnly(true);
    return connect(config, file);
  }

  /**
   * A connection that reads a file which nobody writes, and which has no journal: none is created
   * beside it.
   */
  public Connection openUnchanging() throws SQLException {
    SQLiteConfig config = config(settings.busyTimeout(), settings.readerCacheKib());
    config.setReadOnly(true);
    String uri = "jdbc:sqlite:file:" + file.toAbsolutePath().toUri().getRawPath();
    Connection connection = config.createConnection(uri + "?immutable=1");
    connection.setAutoCommit(false);
    return connection;
  }

  /**
   * A connection for the thread that copies the journal into the file. It never waits for a lock:
   * while it waited for readers, the writer would wait for it.
   */
  public Connection openCheckpointer() throws SQLException {
    return config(Duration.ZERO, settings.readerCacheKib()).createConnection(url(file));
  }

  /** Leaves the whole log in one file: closing the last connection copies the journal. */
  public void mergeJournal() {
    try {
      openWriter().close();
    } catch (SQLException e) {
      // Nothing is lost: the journal stays beside the file, and is read again at the next start.
      LOG.log(Level.WARNING, "the journal stays beside the log", e);
    }
  }

  /** A connection that is in a transaction from the first statement on. */
  public static Connection connect(SQLiteConfig config, Path file) throws SQLException {
    Connection connection = config.createConnection(url(file));
    try {
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static String url(Path file) {
    // Absolute, because the driver gives some beginnings of a name a meaning, such as "file:".
    return "jdbc:sqlite:" + file.toAbsolutePath();
  }

  private static SQLiteConfig config(Duration busyTimeout, int cacheKib) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(Math.toIntExact(busyTimeout.toMillis()));
    config.setCacheSize(-cacheKib);
    // A commit returns after the fsync of the journal.
    config.setSynchronous(SynchronousMode.FULL);
    config.setTempStore(TempStore.MEMORY);
    // Without this the driver asks for the last row's key after each insert.
    config.setGetGeneratedKeys(false);
    return config;
  }
}

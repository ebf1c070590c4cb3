package chat.sqlite.db;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;

/**
 * The file, and how connections to it behave. No part of it is mapped into memory: a disk that
 * fails then gives an error, where a mapped page would end the process.
 */
public class Database {
  private static final System.Logger LOG = System.getLogger(Database.class.getName());

  /** In pages of 4 KiB: the journal starts anew once it is this long and all of it is copied. */
  private static final int JOURNAL_PAGES = 4_000;

  private static final int PATIENCE_MILLIS = 5_000;
  private static final int WRITER_CACHE_KIB = 8 * 1024;
  private static final int READER_CACHE_KIB = 2 * 1024;

  private final Path file;

  public Database(Path file) {
    this.file = file;
  }

  public Path file() {
    return file;
  }

  /** For the one thread that writes. Nothing takes effect before a commit. */
  public Connection toWrite() throws SQLException {
    SQLiteConfig config = config(PATIENCE_MILLIS, WRITER_CACHE_KIB);
    config.setJournalMode(JournalMode.WAL);
    config.setWalAutocheckpoint(JOURNAL_PAGES);
    // Of what is taken back nothing must remain: zeros are written over it, wherever it lay.
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    return begin(config, file);
  }

  /** For a thread that reads. What it sees is of one moment until it rolls back. */
  public Connection toRead() throws SQLException {
    SQLiteConfig config = config(PATIENCE_MILLIS, READER_CACHE_KIB);
    config.setReadOnly(true);
    return begin(config, file);
  }

  /**
   * For the thread that copies the journal into the file. It never waits: while it waited for
   * readers the writer would wait for it.
   */
  public Connection toCheckpoint() throws SQLException {
    return config(0, READER_CACHE_KIB).createConnection("jdbc:sqlite:" + file);
  }

  /** Leaves the whole log in one file: the last connection that is closed copies the journal. */
  public void gather() {
    try {
      toWrite().close();
    } catch (SQLException e) {
      // Nothing is lost: the journal stays beside the file, and is read again at the next start.
      LOG.log(Level.WARNING, "the journal stays beside the log", e);
    }
  }

  /** A connection that is in a transaction from the first statement on. */
  public static Connection begin(SQLiteConfig config, Path file) throws SQLException {
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    try {
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static SQLiteConfig config(int patienceMillis, int cacheKib) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(patienceMillis);
    config.setCacheSize(-cacheKib);
    // Each commit is on the disk before it is called one.
    config.setSynchronous(SynchronousMode.FULL);
    config.setTempStore(TempStore.MEMORY);
    // Without this the driver asks for the last row's key after each insert.
    config.setGetGeneratedKeys(false);
    return config;
  }
}

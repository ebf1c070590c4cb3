package chat.sqlite.search;

import chat.files.AtomicFile;
import chat.sqlite.db.Database;
import chat.sqlite.db.PreparedQuery;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;

/**
 * Opens connections to the full-text index, a file beside the database. It has nothing that the log
 * does not have: where it is missing, damaged, of another version or of another epoch, it is built
 * anew.
 */
final class SearchIndex {
  private static final System.Logger LOG = System.getLogger(SearchIndex.class.getName());

  static final String FILE = "search.db";

  /** 2 since accents and width do not count, 3 since Ł is found by l. */
  private static final int VERSION = 3;

  private static final int CACHE_KIB = 2 * 1024;

  /** In pages of 4 KiB. Copying a long journal would keep the disk from the log for long. */
  private static final int JOURNAL_PAGES = 500;

  /** For other programs that use the file; the threads here do not wait for one another. */
  private static final int BUSY_TIMEOUT_MILLIS = 2_000;

  private static final List<String> FILES = List.of(FILE, FILE + "-wal", FILE + "-shm");

  // The present texts, folded already, so that both sides of a comparison are folded by the same
  // rule. The terms are trigrams, so that any part of a text in any script is found. Deleted text
  // is overwritten at once, both in the texts and in the terms.
  private static final String TABLES =
      """
      CREATE TABLE log (epoch TEXT NOT NULL) STRICT;
      CREATE TABLE progress (room INTEGER PRIMARY KEY, seq INTEGER NOT NULL) STRICT;
      CREATE VIRTUAL TABLE text USING fts5(folded, tokenize = 'trigram case_sensitive 1');
      INSERT INTO text (text, rank) VALUES ('secure-delete', 1);
      CREATE VIRTUAL TABLE term USING fts5vocab(text, row);
      """;

  /** Appended to each text, so that its last characters begin a trigram as well. */
  static final String END = "\1\1";

  private final Path directory;
  private final String epoch;

  /**
   * Creates no file yet.
   *
   * @param directory of the log
   * @param epoch of the log
   */
  SearchIndex(Path directory, String epoch) {
    this.directory = directory;
    this.epoch = epoch;
  }

  /** Creates an empty index where there is none that can be used. */
  void prepare() throws SQLException, IOException {
    if (!isUsable()) {
      if (Files.exists(file())) {
        LOG.log(Level.INFO, "{0} cannot be used; it is built anew", FILE);
      }
      discard();
      var _ = new AtomicFile(file()).createIfAbsent("");
      create();
    }
  }

  private Path file() {
    return directory.resolve(FILE);
  }

  private boolean isUsable() {
    if (!Files.exists(file())) {
      return false;
    }
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        var row =
            statement.executeQuery("SELECT epoch, user_version FROM log, pragma_user_version")) {
      return row.next() && row.getString(1).equals(epoch) && row.getInt(2) == VERSION;
    } catch (SQLException e) {
      return false;
    }
  }

  private void create() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(TABLES);
      new PreparedQuery(connection, "INSERT INTO log VALUES (?)").update(epoch);
      statement.executeUpdate("PRAGMA user_version = " + VERSION);
      connection.commit();
    }
  }

  /** Deletes the files; there may be no connection. */
  void discard() throws IOException {
    for (String name : FILES) {
      Files.deleteIfExists(directory.resolve(name));
    }
  }

  /** A connection that sees one snapshot until it commits or rolls back. */
  Connection connect() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.setCacheSize(-CACHE_KIB);
    config.setTempStore(TempStore.MEMORY);
    config.setJournalMode(JournalMode.WAL);
    config.setWalAutocheckpoint(JOURNAL_PAGES);
    // No fsync after a commit, which would delay those of the log: what a loss of power takes is
    // read from the log again.
    config.setSynchronous(SynchronousMode.NORMAL);
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    config.setGetGeneratedKeys(false);
    return Database.connect(config, file());
  }
}

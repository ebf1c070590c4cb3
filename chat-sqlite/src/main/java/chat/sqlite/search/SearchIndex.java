package chat.sqlite.search;

import chat.files.AtomicFile;
import chat.sqlite.db.Database;
import chat.sqlite.db.PreparedQuery;
import java.io.IOException;
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
 * The file beside the log by which words are found, and how connections to it behave. It has
 * nothing that the log has not: where it is missing, spoilt, of another version or of another
 * numbering, it is made anew.
 */
final class SearchIndex {
  static final String FILE = "search.db";

  private static final int VERSION = 1;
  private static final int CACHE_KIB = 2 * 1024;

  /**
   * In pages of 4 KiB. To copy a long journal is to keep the disk, which the log needs, for long.
   */
  private static final int JOURNAL_PAGES = 500;

  /** With somebody else at the file: nobody here waits for another. */
  private static final int PATIENCE_MILLIS = 2_000;

  private static final List<String> FILES = List.of(FILE, FILE + "-wal", FILE + "-shm");

  // The texts as they stand, folded already, so that both sides of a comparison are folded by the
  // same rule; by each three characters in a row, so that any part of any script is found. What is
  // taken back goes at once, from the texts and from the index. The terms are those threes.
  private static final String TABLES =
      """
      CREATE TABLE log (epoch TEXT NOT NULL) STRICT;
      CREATE TABLE progress (room INTEGER PRIMARY KEY, seq INTEGER NOT NULL) STRICT;
      CREATE VIRTUAL TABLE text USING fts5(folded, tokenize = 'trigram case_sensitive 1');
      INSERT INTO text (text, rank) VALUES ('secure-delete', 1);
      CREATE VIRTUAL TABLE term USING fts5vocab(text, row);
      """;

  /** Behind each text, so that its last characters are the beginning of three as well. */
  static final String END = "\1\1";

  private final Path directory;
  private final String epoch;

  /**
   * @param directory of the log
   * @param epoch names the numbering that places are of
   */
  SearchIndex(Path directory, String epoch) {
    this.directory = directory;
    this.epoch = epoch;
  }

  /** Sees to it that there is a file that can be used; an empty one where there was none. */
  void prepare() throws SQLException, IOException {
    if (!isUsable()) {
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
      new PreparedQuery(connection, "INSERT INTO log VALUES (?)").run(epoch);
      statement.executeUpdate("PRAGMA user_version = " + VERSION);
      connection.commit();
    }
  }

  /** Throws the files away; nobody may be connected. */
  void discard() throws IOException {
    for (String name : FILES) {
      Files.deleteIfExists(directory.resolve(name));
    }
  }

  /** What a connection sees is of one moment until it commits or rolls back. */
  Connection connect() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(PATIENCE_MILLIS);
    config.setCacheSize(-CACHE_KIB);
    config.setTempStore(TempStore.MEMORY);
    config.setJournalMode(JournalMode.WAL);
    config.setWalAutocheckpoint(JOURNAL_PAGES);
    // No commit waits for the disk, which is the log's: what a loss of power takes is read from
    // the log again.
    config.setSynchronous(SynchronousMode.NORMAL);
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    config.setGetGeneratedKeys(false);
    return Database.begin(config, file());
  }
}

package chat.sqlite;

import chat.core.Entry;
import chat.core.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * The texts as they stand, by each three characters in a row, so that any part of any script is
 * found. A file of its own beside the log, which can be made anew from the log at any time: it is
 * thrown away when it is of another numbering, another version, or spoilt. One thread writes,
 * others search.
 */
final class SearchIndex implements AutoCloseable {
  static final String FILE = "search.db";

  /** The index knows nothing shorter. In code points. */
  static final int SHORTEST = 3;

  private static final int VERSION = 1;
  private static final int CACHE_KIB = 4 * 1024;
  private static final int PATIENCE_MILLIS = 5_000;
  private static final List<String> FILES = List.of(FILE, FILE + "-wal", FILE + "-shm");

  // Folded already, so that both sides of a comparison are folded by the same rules. What is taken
  // back is rid of at once, from the texts and from the index.
  private static final String TABLES =
      """
      CREATE TABLE log (epoch TEXT NOT NULL) STRICT;
      CREATE TABLE progress (room INTEGER PRIMARY KEY, seq INTEGER NOT NULL) STRICT;
      CREATE VIRTUAL TABLE text USING fts5(folded, tokenize = 'trigram case_sensitive 1');
      INSERT INTO text (text, rank) VALUES ('secure-delete', 1);
      """;

  private final Connection writing;
  private final Connection reading;
  private final Prepared progress;
  private final Prepared advance;
  private final Prepared put;
  private final Prepared remove;
  private final Prepared places;

  private SearchIndex(Connection writing, Connection reading) throws SQLException {
    this.writing = writing;
    this.reading = reading;
    progress = new Prepared(writing, "SELECT seq FROM progress WHERE room = ?");
    advance = new Prepared(writing, "INSERT OR REPLACE INTO progress VALUES (?, ?)");
    put = new Prepared(writing, "INSERT OR REPLACE INTO text (rowid, folded) VALUES (?, ?)");
    remove = new Prepared(writing, "DELETE FROM text WHERE rowid = ?");
    places =
        new Prepared(
            reading,
            "SELECT rowid FROM text WHERE text MATCH ? AND rowid > ? AND rowid < ?"
                + " ORDER BY rowid DESC LIMIT ?");
    // Preparing has begun to read; the journal could not be emptied as long as that lasts.
    reading.rollback();
  }

  /**
   * Opens the index of a numbering; an empty one where there is none that can be used.
   *
   * @param directory of the log
   */
  static SearchIndex open(Path directory, String epoch) throws SQLException, IOException {
    Path file = directory.resolve(FILE);
    if (!isUsable(file, epoch)) {
      discard(directory);
      OwnerOnly.file(file);
      create(file, epoch);
    }
    Connection writing = connect(file);
    try {
      return new SearchIndex(writing, connect(file));
    } catch (SQLException e) {
      writing.close();
      throw e;
    }
  }

  private static boolean isUsable(Path file, String epoch) {
    if (!Files.exists(file)) {
      return false;
    }
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement();
        var row =
            statement.executeQuery("SELECT epoch, user_version FROM log, pragma_user_version")) {
      return row.next() && row.getString(1).equals(epoch) && row.getInt(2) == VERSION;
    } catch (SQLException e) {
      return false;
    }
  }

  private static void create(Path file, String epoch) throws SQLException {
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(TABLES);
      new Prepared(connection, "INSERT INTO log VALUES (?)").run(epoch);
      statement.executeUpdate("PRAGMA user_version = " + VERSION);
      connection.commit();
    }
  }

  /** Throws the files away; the next start makes them anew. */
  static void discard(Path directory) throws IOException {
    for (String name : FILES) {
      Files.deleteIfExists(directory.resolve(name));
    }
  }

  private static Connection connect(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(PATIENCE_MILLIS);
    config.setCacheSize(-CACHE_KIB);
    config.setJournalMode(JournalMode.WAL);
    // What a crash takes is read from the log again.
    config.setSynchronous(SynchronousMode.NORMAL);
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    config.setGetGeneratedKeys(false);
    Connection connection = config.createConnection("jdbc:sqlite:" + file);
    try {
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** The last entry of a room that is in the index. */
  long progress(long room) throws SQLException {
    return progress.one(row -> row.getLong(1), room).orElse(0L);
  }

  /** Takes the next entries of a room in, all of them or none. */
  void add(long room, List<Entry> entries) throws SQLException {
    for (Entry entry : entries) {
      switch (entry) {
        case Entry.Said said when !said.deleted() ->
            put.run(Place.of(room, said.seq()), Words.fold(said.text()));
        case Entry.Edited edited when !edited.deleted() ->
            put.run(Place.of(room, edited.of()), Words.fold(edited.text()));
        case Entry.Deleted deleted -> remove.run(Place.of(room, deleted.of()));
        case Entry.Said gone -> {}
        case Entry.Edited gone -> {}
        case Entry.Reacted reacted -> {}
      }
    }
    advance.run(room, entries.getLast().seq());
    writing.commit();
  }

  /** Empties the journal, in which texts that are gone may still stand; false: not now. */
  boolean tidy() throws SQLException {
    writing.rollback();
    writing.setAutoCommit(true);
    try (Statement statement = writing.createStatement();
        var row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
      return row.next() && row.getInt(1) == 0;
    } finally {
      writing.setAutoCommit(false);
    }
  }

  /**
   * Where in a room, between two places, words may be found, the newest first. Empty where the
   * index cannot tell, because all of them are too short.
   */
  synchronized Optional<List<Long>> places(Words words, long after, long before, int most)
      throws SQLException {
    String query =
        words.folded().stream()
            .filter(word -> word.codePointCount(0, word.length()) >= SHORTEST)
            .map(word -> '"' + word.replace("\"", "\"\"") + '"')
            .collect(Collectors.joining(" AND "));
    if (query.isEmpty()) {
      return Optional.empty();
    }
    try {
      // What was seen when the statement was prepared, or last, is not what there is now.
      reading.rollback();
      return Optional.of(places.all(row -> row.getLong(1), query, after, before, most));
    } finally {
      reading.rollback();
    }
  }

  @Override
  public void close() throws SQLException {
    synchronized (this) {
      reading.close();
    }
    writing.close();
  }
}

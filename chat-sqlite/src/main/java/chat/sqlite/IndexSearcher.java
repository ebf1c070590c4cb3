package chat.sqlite;

import chat.core.Words;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;

/** Asks the index where words are. What it says until it rests is of one moment. */
final class IndexSearcher implements AutoCloseable {
  static final String PROGRESS = "SELECT seq FROM progress WHERE room = ?";

  /** The index knows nothing shorter. In code points. */
  private static final int SHORTEST = 3;

  private final Connection connection;
  private final Prepared progress;
  private final Prepared places;

  static IndexSearcher open(SearchIndex index) throws SQLException {
    Connection connection = index.connect();
    try {
      return new IndexSearcher(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private IndexSearcher(Connection connection) throws SQLException {
    this.connection = connection;
    progress = new Prepared(connection, PROGRESS);
    places =
        new Prepared(
            connection,
            "SELECT rowid FROM text WHERE text MATCH ? AND rowid > ? AND rowid < ?"
                + " ORDER BY rowid DESC LIMIT ?");
    // To prepare a statement on a full-text table is to read: until this the journal could not be
    // emptied.
    rest();
  }

  /** Whether the index can help to find these words: one of them has to be long enough. */
  static boolean knows(Words words) {
    return words.folded().stream().anyMatch(IndexSearcher::isLongEnough);
  }

  private static boolean isLongEnough(String word) {
    return word.codePointCount(0, word.length()) >= SHORTEST;
  }

  /** The last entry of a room that is in the index. */
  long progress(long room) throws SQLException {
    return progress.one(row -> row.getLong(1), room).orElse(0L);
  }

  /** Looks at a place and says whether to go on to the next. */
  interface Glance {
    boolean at(long place) throws SQLException;
  }

  /** Goes through the places between two others where all words that it knows are, newest first. */
  void places(Words words, long after, long before, int most, Glance glance) throws SQLException {
    String query =
        words.folded().stream()
            .filter(IndexSearcher::isLongEnough)
            .map(word -> '"' + word.replace("\"", "\"\"") + '"')
            .collect(Collectors.joining(" AND "));
    places.each(row -> glance.at(row.getLong(1)), query, after, before, most);
  }

  /** Lets go of the moment that was read, which the journal had to keep. */
  void rest() throws SQLException {
    connection.rollback();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}

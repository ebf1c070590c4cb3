package chat.sqlite.search;

import chat.core.log.SearchQuery;
import chat.sqlite.db.PreparedQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks the index where words are. What it says until it rests is of one moment. */
final class IndexSearcher implements AutoCloseable {
  static final String PROGRESS = "SELECT seq FROM progress WHERE room = ?";

  /** In code points: the index has each of so many in a row. */
  private static final int LENGTH = 3;

  /** Of a shorter word all that the index has of its beginnings are looked for, if not too many. */
  private static final int MOST_BEGINNINGS = 500;

  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  /** In no text. */
  private static final String NOWHERE = "\1".repeat(LENGTH);

  private final Connection connection;
  private final PreparedQuery progress;
  private final PreparedQuery beginnings;
  private final PreparedQuery places;

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
    progress = new PreparedQuery(connection, PROGRESS);
    beginnings =
        new PreparedQuery(connection, "SELECT term FROM term WHERE term >= ? AND term < ? LIMIT ?");
    places =
        new PreparedQuery(
            connection,
            "SELECT rowid FROM text WHERE text MATCH ? AND rowid > ? AND rowid < ?"
                + " ORDER BY rowid DESC LIMIT ?");
    // To prepare a statement on a full-text table is to read: until this the journal could not be
    // emptied.
    rest();
  }

  /** The last entry of a room that is in the index. */
  long progress(long room) throws SQLException {
    return progress.one(row -> row.getLong(1), room).orElse(0L);
  }

  /** Looks at a place and says whether to go on to the next. */
  interface KeyVisitor {
    boolean at(long place) throws SQLException;
  }

  /**
   * What finds all texts with these words, and perhaps some without; empty where all are so short,
   * and go on in so many ways, that the index is no help.
   */
  Optional<String> query(SearchQuery words) throws SQLException {
    List<String> parts = new ArrayList<>();
    for (String word : words.folded()) {
      if (word.codePointCount(0, word.length()) >= LENGTH) {
        parts.add(quoted(word));
      } else {
        anyBeginning(word).ifPresent(parts::add);
      }
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", parts));
  }

  private Optional<String> anyBeginning(String word) throws SQLException {
    List<String> found =
        beginnings.all(row -> row.getString(1), word, word + LAST, MOST_BEGINNINGS + 1);
    if (found.isEmpty()) {
      return Optional.of(quoted(NOWHERE));
    }
    return found.size() > MOST_BEGINNINGS
        ? Optional.empty()
        : Optional.of(
            found.stream()
                .map(IndexSearcher::quoted)
                .collect(Collectors.joining(" OR ", "(", ")")));
  }

  private static String quoted(String word) {
    return '"' + word.replace("\"", "\"\"") + '"';
  }

  /** Goes through the places between two others that a query finds, the newest first. */
  void places(String query, long after, long before, int most, KeyVisitor glance)
      throws SQLException {
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

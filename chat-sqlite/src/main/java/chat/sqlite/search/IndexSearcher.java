package chat.sqlite.search;

import chat.core.log.SearchQuery;
import chat.sqlite.db.ConnectionOwner;
import chat.sqlite.db.PreparedQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A connection that searches the index. The results of all calls until {@link #endSnapshot} are of
 * one snapshot.
 */
final class IndexSearcher extends ConnectionOwner {
  static final String PROGRESS = "SELECT seq FROM progress WHERE room = ?";

  /** The length of the terms of the index (trigrams), in code points. */
  private static final int LENGTH = 3;

  /** A shorter word is replaced by the terms that begin with it, if these are at most 500. */
  private static final int MAX_TERMS = 500;

  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  /** A term that no text has. */
  private static final String NO_TERM = "\1".repeat(LENGTH);

  private final PreparedQuery progress;
  private final PreparedQuery terms;
  private final PreparedQuery matches;

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
    super(connection);
    progress = new PreparedQuery(connection, PROGRESS);
    terms =
        new PreparedQuery(connection, "SELECT term FROM term WHERE term >= ? AND term < ? LIMIT ?");
    matches =
        new PreparedQuery(
            connection,
            "SELECT rowid FROM text WHERE text MATCH ? AND rowid > ? AND rowid < ?"
                + " ORDER BY rowid DESC LIMIT ?");
    // Preparing a statement on a full-text table begins a snapshot, which would keep the journal.
    endSnapshot();
  }

  /** The last entry of a room that is in the index. */
  long progress(long room) throws SQLException {
    return progress.queryOne(row -> row.getLong(1), room).orElse(0L);
  }

  /** Visits the key of a message; returns whether to go on to the next. */
  interface KeyVisitor {
    boolean visit(long key) throws SQLException;
  }

  /**
   * The full-text query that matches all texts with these words, and perhaps some without; empty
   * where all words are so short, and have so many terms, that the index is no help.
   */
  Optional<String> matchQuery(SearchQuery query) throws SQLException {
    List<String> parts = new ArrayList<>();
    for (String word : query.folded()) {
      if (word.codePointCount(0, word.length()) >= LENGTH) {
        parts.add(quoted(word));
      } else {
        anyTerm(word).ifPresent(parts::add);
      }
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", parts));
  }

  private Optional<String> anyTerm(String word) throws SQLException {
    List<String> found = terms.queryAll(row -> row.getString(1), word, word + LAST, MAX_TERMS + 1);
    if (found.isEmpty()) {
      return Optional.of(quoted(NO_TERM));
    }
    return found.size() > MAX_TERMS
        ? Optional.empty()
        : Optional.of(
            found.stream()
                .map(IndexSearcher::quoted)
                .collect(Collectors.joining(" OR ", "(", ")")));
  }

  private static String quoted(String word) {
    return '"' + word.replace("\"", "\"\"") + '"';
  }

  /** Visits the keys between two others that a full-text query matches, newest first. */
  void visitMatches(String matchQuery, long after, long before, int max, KeyVisitor visitor)
      throws SQLException {
    matches.visit(row -> visitor.visit(row.getLong(1)), matchQuery, after, before, max);
  }

  /** Ends the snapshot, for which the journal had to be kept. */
  void endSnapshot() throws SQLException {
    connection.rollback();
  }
}

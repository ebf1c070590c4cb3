package chat.postgres.search;

import chat.core.file.AttachmentText;
import chat.core.name.RoomName;
import chat.postgres.entry.Reader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Writes the index for searching: the parts of the words of each message in its latest wording. */
final class IndexWriter {
  private static final String BEGIN =
      """
      INSERT INTO indexed SELECT no, 0 FROM room WHERE name = ? AND last > 0 ON CONFLICT DO NOTHING
      """;

  /** A room that another server indexes at this moment is left to it. */
  private static final String PROGRESS =
      """
      SELECT r.no, r.last, i.seq FROM room r JOIN indexed i ON i.room = r.no
        WHERE r.name = ? FOR UPDATE OF i SKIP LOCKED
      """;

  /**
   * The messages that were said or edited, locked against a deletion: either it comes first and the
   * message is left out, or it waits and then finds the row of the index. Each is looked up by its
   * number, because the planner would read the whole room, and all edits of it, once for a batch.
   */
  private static final String MESSAGES =
      """
      SELECT m.seq, coalesce(edit.text, m.text), m.files
        FROM (SELECT DISTINCT CASE e.kind WHEN 0 THEN e.seq ELSE e.target END AS seq FROM entry e
            WHERE e.room = ? AND e.seq > ? AND e.seq <= ? AND e.kind IN (0, 1) ORDER BY 1) changed
          CROSS JOIN LATERAL (SELECT x.room, x.seq, x.text, x.files FROM entry x
            WHERE x.room = ? AND x.seq = changed.seq AND x.kind = 0 AND x.text IS NOT NULL
            FOR SHARE) m
          LEFT JOIN LATERAL (SELECT x.text FROM entry x
            WHERE x.room = m.room AND x.target = m.seq AND x.kind > 0 AND x.kind = 1
            ORDER BY x.seq DESC LIMIT 1) edit ON true
      """;

  private static final String ADD =
      """
      INSERT INTO gram VALUES (?, ?, ?)
        ON CONFLICT (room, message) DO UPDATE SET grams = excluded.grams
      """;

  private IndexWriter() {}

  private record Progress(long room, long last, long seq) {}

  private record Wording(long message, String text) {}

  /**
   * Indexes the next entries of a room in one transaction; returns whether there are more.
   *
   * @param max how many entries
   */
  static boolean update(Connection connection, RoomName room, int max) throws SQLException {
    connection.setAutoCommit(false);
    try {
      boolean more = updateRoom(connection, room, max);
      connection.commit();
      return more;
    } finally {
      // Rolls back what was not committed.
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static boolean updateRoom(Connection connection, RoomName room, int max)
      throws SQLException {
    Optional<Progress> found = progress(connection, room);
    if (found.isEmpty() || found.get().seq == found.get().last) {
      return false;
    }
    Progress progress = found.get();
    long to = Math.min(progress.last, progress.seq + max);
    add(connection, progress.room, wordings(connection, progress, to));
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE indexed SET seq = ? WHERE room = ?")) {
      update.setLong(1, to);
      update.setLong(2, progress.room);
      update.executeUpdate();
    }
    return to < progress.last;
  }

  private static Optional<Progress> progress(Connection connection, RoomName room)
      throws SQLException {
    try (PreparedStatement begin = connection.prepareStatement(BEGIN)) {
      begin.setString(1, room.value());
      begin.executeUpdate();
    }
    List<Progress> found =
        Reader.all(
            connection,
            PROGRESS,
            row -> new Progress(row.getLong(1), row.getLong(2), row.getLong(3)),
            room.value());
    return found.stream().findFirst();
  }

  private static List<Wording> wordings(Connection connection, Progress progress, long to)
      throws SQLException {
    return Reader.all(
        connection, MESSAGES, IndexWriter::wording, progress.room, progress.seq, to, progress.room);
  }

  private static Wording wording(ResultSet row) throws SQLException {
    return new Wording(
        row.getLong(1),
        AttachmentText.searchedText(row.getString(2), AttachmentText.parse(row.getString(3))));
  }

  private static void add(Connection connection, long room, List<Wording> wordings)
      throws SQLException {
    try (PreparedStatement add = connection.prepareStatement(ADD)) {
      for (Wording wording : wordings) {
        add.setLong(1, room);
        add.setLong(2, wording.message);
        add.setArray(3, connection.createArrayOf("text", Grams.sorted(Grams.of(wording.text))));
        add.addBatch();
      }
      add.executeBatch();
    }
  }
}

package chat.postgres.log;

import chat.core.file.FileId;
import chat.core.log.LogUnavailableException;
import chat.core.name.RoomName;
import chat.postgres.db.ConnectionPool;
import chat.postgres.db.Connector;
import chat.postgres.db.Database;
import chat.postgres.db.FailureReason;
import chat.postgres.db.Query;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Erases old messages a few at a time, so that nobody waits long for the lock of a room. Several
 * servers may do so at once.
 */
public final class Eraser {
  /** 1,000 messages at once are looked at. */
  private static final int PART = 1_000;

  private static final String MESSAGES =
      """
      SELECT e.room, e.seq, e.at, e.text IS NULL FROM entry e
        WHERE e.room = (SELECT no FROM room WHERE name = ?) AND e.kind = 0 AND e.seq > ?
        ORDER BY e.seq LIMIT ?
      """;

  private static final String DETACH =
      """
      UPDATE attachment SET detached = true
        WHERE room = ? AND message = ANY (?) AND NOT detached RETURNING file
      """;

  /** As the function keep does for a deletion. */
  private static final List<String> ERASURES =
      List.of(
          "UPDATE entry SET text = NULL, files = NULL WHERE room = ? AND seq = ANY (?) AND kind = 0",
          "UPDATE entry SET text = NULL WHERE room = ? AND target = ANY (?) AND kind > 0 AND kind = 1",
          "DELETE FROM gram WHERE room = ? AND message = ANY (?)",
          "DELETE FROM reaction WHERE room = ? AND message = ANY (?)",
          "DELETE FROM kind WHERE room = ? AND message = ANY (?)",
          "DELETE FROM pin WHERE room = ? AND message = ANY (?)");

  private final ConnectionPool readers;
  private final Connector database;
  // The last message of those that are erased, one after the other.
  private final Map<RoomName, Long> erasedUpTo = new ConcurrentHashMap<>();

  public Eraser(ConnectionPool readers, Connector database) {
    this.readers = readers;
    this.database = database;
  }

  /** Messages that were erased, and the files that they had. */
  public record Erased(int messages, List<FileId> files) {}

  /** As {@link chat.core.log.Transcripts#erase} says. */
  public Erased erase(RoomName name, Instant before, int max) {
    List<Row> old = readers.run(connection -> find(connection, name, before, max));
    if (old.isEmpty()) {
      return new Erased(0, List.of());
    }
    Long[] messages = old.stream().map(Row::seq).toArray(Long[]::new);
    return new Erased(messages.length, erase(old.getFirst().room, messages));
  }

  private record Row(long room, long seq, long at, boolean erased) {}

  private List<Row> find(Connection connection, RoomName name, Instant before, int max)
      throws SQLException {
    List<Row> found = new ArrayList<>();
    List<Row> part;
    do {
      long after = erasedUpTo.getOrDefault(name, 0L);
      part =
          Query.of(MESSAGES, name.value(), after, PART)
              .rows(
                  connection,
                  row -> new Row(row.getLong(1), row.getLong(2), row.getLong(3), row.getBoolean(4)))
              .stream()
              .takeWhile(row -> row.at < before.toEpochMilli())
              .toList();
      part.stream().filter(row -> !row.erased).limit(max).forEach(found::add);
      if (found.isEmpty() && !part.isEmpty()) {
        erasedUpTo.put(name, part.getLast().seq);
      }
    } while (found.isEmpty() && part.size() == PART);
    return found;
  }

  private List<FileId> erase(long room, Long... messages) {
    Connection connection = null;
    try {
      connection = database.connect();
      connection.setAutoCommit(false);
      List<String> files =
          Query.of(DETACH, room, messages).rows(connection, row -> row.getString(1));
      for (String sql : ERASURES) {
        update(connection, sql, room, messages);
      }
      connection.commit();
      return files.stream().map(FileId::new).toList();
    } catch (SQLException e) {
      throw new LogUnavailableException(FailureReason.of(e));
    } finally {
      // Rolls back what was not committed.
      Database.close(connection);
    }
  }

  private static void update(Connection connection, String sql, long room, Long... messages)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, room);
      statement.setObject(2, messages);
      statement.executeUpdate();
    }
  }
}

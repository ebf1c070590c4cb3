package chat.sqlite.write;

import chat.core.file.FileId;
import chat.core.log.LogUnavailableException;
import chat.core.name.RoomName;
import chat.sqlite.db.Database;
import chat.sqlite.db.EntryKey;
import chat.sqlite.db.FailureReason;
import chat.sqlite.db.PreparedQuery;
import chat.sqlite.db.RoomTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Erases old messages on a connection of its own, so that it never keeps the committer's thread; a
 * commit waits for the few milliseconds of one call at most. For one thread at a time.
 */
public final class Eraser {
  private final Database database;
  // By the rooms' numbers: the last message of those that are erased, one after the other.
  private final Map<Long, Long> erasedUpTo = new HashMap<>();

  public Eraser(Database database) {
    this.database = database;
  }

  /**
   * The next messages of a room that were said before a time and are not deleted, by their keys.
   *
   * @param max how many at most
   */
  public List<Long> find(RoomName name, Instant before, int max) {
    try (Connection connection = database.openReader()) {
      long room = new RoomTable(connection).head(name).room();
      return room == 0 ? List.of() : find(connection, room, before, max);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private List<Long> find(Connection connection, long room, Instant before, int max)
      throws SQLException {
    List<Long> found = new ArrayList<>();
    new PreparedQuery(
            connection,
            "SELECT place, at, text IS NULL FROM said WHERE place > ? AND place < ? ORDER BY place")
        .visit(
            row -> {
              boolean isOld = row.getLong(2) < before.toEpochMilli();
              if (isOld && !row.getBoolean(3)) {
                found.add(row.getLong(1));
              } else if (isOld && found.isEmpty()) {
                erasedUpTo.put(room, row.getLong(1));
              }
              return isOld && found.size() < max;
            },
            erasedUpTo.getOrDefault(room, EntryKey.of(room, 0)),
            EntryKey.of(room + 1, 0));
    return found;
  }

  /** Erases messages, and returns the files that they had. */
  public List<FileId> erase(List<Long> messages) {
    try (Connection connection = database.openEraser()) {
      var writer = new EntryWriter(connection);
      for (long message : messages) {
        writer.erase(message);
      }
      connection.commit();
      return writer.takeDetached();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static LogUnavailableException failure(SQLException e) {
    return new LogUnavailableException(FailureReason.of(e).text());
  }
}

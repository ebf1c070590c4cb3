package chat.sqlite.db;

import chat.core.name.RoomName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads which rooms there are, and the head of each. */
public final class RoomTable {
  private final PreparedQuery names;
  private final PreparedQuery number;
  private final PreparedQuery lastSaid;
  private final PreparedQuery lastChanged;

  public RoomTable(Connection connection) throws SQLException {
    names = new PreparedQuery(connection, "SELECT name FROM room");
    number = new PreparedQuery(connection, "SELECT no FROM room WHERE name = ?");
    lastSaid = new PreparedQuery(connection, last("said"));
    lastChanged = new PreparedQuery(connection, last("changed"));
  }

  private static String last(String table) {
    return "SELECT place, at FROM "
        + table
        + " WHERE place > ? AND place < ? ORDER BY place DESC LIMIT 1";
  }

  /** All rooms with at least one entry. */
  public List<RoomName> all() throws SQLException {
    return names.queryAll(row -> new RoomName(row.getString(1)));
  }

  public RoomHead head(RoomName name) throws SQLException {
    Optional<Long> room = number.queryOne(row -> row.getLong(1), name.value());
    return room.isEmpty() ? RoomHead.EMPTY : head(room.get());
  }

  private RoomHead head(long room) throws SQLException {
    RoomHead said = last(lastSaid, room);
    RoomHead changed = last(lastChanged, room);
    return said.last() > changed.last() ? said : changed;
  }

  private static RoomHead last(PreparedQuery query, long room) throws SQLException {
    return query
        .queryOne(
            row ->
                new RoomHead(
                    room, EntryKey.seq(row.getLong(1)), Instant.ofEpochMilli(row.getLong(2))),
            EntryKey.of(room, 0),
            EntryKey.of(room + 1, 0))
        .orElse(new RoomHead(room, 0, Instant.EPOCH));
  }
}

package chat.sqlite;

import chat.core.RoomName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How far each room has come, as the file has it. */
final class Rooms {
  private final Prepared names;
  private final Prepared number;
  private final Prepared lastSaid;
  private final Prepared lastChanged;

  Rooms(Connection connection) throws SQLException {
    names = new Prepared(connection, "SELECT name FROM room");
    number = new Prepared(connection, "SELECT no FROM room WHERE name = ?");
    lastSaid = new Prepared(connection, last("said"));
    lastChanged = new Prepared(connection, last("changed"));
  }

  private static String last(String table) {
    return "SELECT place, at FROM "
        + table
        + " WHERE place > ? AND place < ? ORDER BY place DESC LIMIT 1";
  }

  /** All in which something was ever said. */
  List<RoomName> all() throws SQLException {
    return names.all(row -> new RoomName(row.getString(1)));
  }

  Standing standing(RoomName name) throws SQLException {
    Optional<Long> room = number.one(row -> row.getLong(1), name.value());
    return room.isEmpty() ? Standing.EMPTY : standing(room.get());
  }

  private Standing standing(long room) throws SQLException {
    Standing said = last(lastSaid, room);
    Standing changed = last(lastChanged, room);
    return said.last() > changed.last() ? said : changed;
  }

  private static Standing last(Prepared query, long room) throws SQLException {
    return query
        .one(
            row ->
                new Standing(room, Place.seq(row.getLong(1)), Instant.ofEpochMilli(row.getLong(2))),
            Place.of(room, 0),
            Place.of(room + 1, 0))
        .orElse(new Standing(room, 0, Instant.EPOCH));
  }
}

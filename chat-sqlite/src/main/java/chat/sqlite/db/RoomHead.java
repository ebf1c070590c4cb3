package chat.sqlite.db;

import chat.core.name.RoomName;
import java.sql.SQLException;
import java.time.Instant;

/**
 * The last entry of a room.
 *
 * @param room the number of the room; 0 while it has no entry
 * @param last the sequence number of the last entry
 * @param at when it was kept
 */
public record RoomHead(long room, long last, Instant at) {
  static final RoomHead EMPTY = new RoomHead(0, 0, Instant.EPOCH);

  /** Reads the head of a room from the database. */
  public interface Source {
    RoomHead head(RoomName room) throws SQLException;
  }
}

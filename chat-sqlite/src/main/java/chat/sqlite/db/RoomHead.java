package chat.sqlite.db;

import java.time.Instant;

/**
 * How far a room has come.
 *
 * @param room its number; 0 while nothing was ever said in it
 * @param last the last entry
 * @param at when that was
 */
public record RoomHead(long room, long last, Instant at) {
  static final RoomHead EMPTY = new RoomHead(0, 0, Instant.EPOCH);

  /** The place of a number, where the room has come so far; else 0, at which there is nothing. */
  long place(long seq) {
    return seq < 1 || seq > last ? 0 : EntryKey.of(room, seq);
  }
}

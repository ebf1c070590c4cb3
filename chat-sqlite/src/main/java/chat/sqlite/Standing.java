package chat.sqlite;

import java.time.Instant;

/**
 * How far a room has come.
 *
 * @param room its number; 0 while nothing was ever said in it
 * @param last the last entry
 * @param at when that was
 */
record Standing(long room, long last, Instant at) {
  static final Standing EMPTY = new Standing(0, 0, Instant.EPOCH);

  /** The place of a number, where the room has come so far; else 0, at which there is nothing. */
  long place(long seq) {
    return seq < 1 || seq > last ? 0 : Place.of(room, seq);
  }
}

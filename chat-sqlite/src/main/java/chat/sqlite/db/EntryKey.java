package chat.sqlite.db;

/**
 * Where an entry lies: its room and its number in one integer. As the key of a table it keeps the
 * entries of a room together and in order, costs one comparison of integers on the way down, and is
 * what a full-text index can point at.
 */
public final class EntryKey {
  // A million a second would take twelve days to use this up in one room; eight million rooms
  // remain.
  private static final int SEQ_BITS = 40;

  private EntryKey() {}

  public static long of(long room, long seq) {
    if (seq < 0 || seq >>> SEQ_BITS != 0) {
      throw new IllegalArgumentException("no number of an entry: " + seq);
    }
    return room << SEQ_BITS | seq;
  }

  /** The number in the room. */
  public static long seq(long place) {
    return place & (1L << SEQ_BITS) - 1;
  }
}

package chat.sqlite.db;

/**
 * The key of an entry: the number of its room and its sequence number in one integer. In the tables
 * the column is called {@code place}. It keeps the entries of a room together and in order, costs
 * one comparison of integers in the index, and can be the rowid of a full-text index.
 */
public final class EntryKey {
  // A million entries a second in one room would take twelve days to use this up; 8 million rooms
  // remain.
  private static final int SEQ_BITS = 40;

  private EntryKey() {}

  public static long of(long room, long seq) {
    if (seq < 0 || seq >>> SEQ_BITS != 0) {
      throw new IllegalArgumentException("no sequence number of an entry: " + seq);
    }
    return room << SEQ_BITS | seq;
  }

  /** The sequence number in the room. */
  public static long seq(long key) {
    return key & (1L << SEQ_BITS) - 1;
  }
}

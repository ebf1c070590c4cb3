package chat.core.log;

import java.util.List;

/** Hears what a transcript has kept, in the order of the numbers and without a hole. */
public interface Follower {
  /**
   * These are kept now. Never called by two threads at once. The receipts are for the follower to
   * honour, so that an author is not told before the entry has its place in the room's order.
   */
  void kept(List<Kept> batch);

  /**
   * Called after {@link #kept}, when the transcript holds no lock any more: time to wake others.
   */
  void flushed();

  /** An entry together with the receipt of its author. */
  record Kept(Entry entry, Receipt receipt) {}
}

package chat.core.log;

import java.util.List;

/** Is notified of the entries that a transcript has kept, in their order and without a hole. */
public interface Follower {
  /** Ignores the entries, and only answers their authors. */
  Follower NONE =
      new Follower() {
        @Override
        public void kept(List<Kept> batch) {
          batch.forEach(kept -> kept.receipt().kept(kept.entry().seq()));
        }

        @Override
        public void flushed() {}
      };

  /**
   * Called with entries that are kept now, never by two threads at once. The follower calls the
   * receipts, so that no author is answered before the entry has its place in the room's order.
   */
  void kept(List<Kept> batch);

  /** Called after {@link #kept}, when the transcript holds no lock: time to wake readers. */
  void flushed();

  /**
   * Called when the numbering has ended, because entries of which followers were notified are lost.
   * There are no further calls of any method; the log is opened anew, with another epoch.
   */
  default void epochEnded() {}

  /** An entry together with the receipt of its author. */
  record Kept(Entry entry, Receipt receipt) {}
}

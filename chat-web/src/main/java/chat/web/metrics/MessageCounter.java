package chat.web.metrics;

import chat.core.RoomListener;
import chat.core.log.Entry;
import java.util.concurrent.atomic.LongAdder;

/** Counts what was said in all rooms. It is called under the lock of each, and adds one number. */
public final class MessageCounter implements RoomListener {
  private final LongAdder messages = new LongAdder();

  MessageCounter() {}

  @Override
  public void broadcast(Entry entry) {
    if (entry instanceof Entry.Said) {
      messages.increment();
    }
  }

  public long count() {
    return messages.sum();
  }
}

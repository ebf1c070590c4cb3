package chat.web.session;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Counts frames of a client, such as those over its rate, up to a limit in each period. */
final class ViolationCounter {
  private final int max;
  private final long period;
  private final LongSupplier nanoClock;
  private long periodStart;
  private int count;

  ViolationCounter(int max, Duration period, LongSupplier nanoClock) {
    this.max = max;
    this.period = period.toNanos();
    this.nanoClock = nanoClock;
    periodStart = nanoClock.getAsLong();
  }

  /** Counts one more; the log refuses on a thread of its own. Returns whether they are too many. */
  synchronized boolean add() {
    long now = nanoClock.getAsLong();
    if (now - periodStart > period) {
      periodStart = now;
      count = 0;
    }
    return ++count > max;
  }
}

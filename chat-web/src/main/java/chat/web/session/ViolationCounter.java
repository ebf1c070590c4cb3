package chat.web.session;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Counts a client's messages over its rate; a client with too many in a period is closed. */
final class ViolationCounter {
  /** 60, because a client that ignores so many refusals in a minute does not read them. */
  static final int MAX = 60;

  private final long period;
  private final LongSupplier nanoClock;
  private long periodStart;
  private int count;

  ViolationCounter(Duration period, LongSupplier nanoClock) {
    this.period = period.toNanos();
    this.nanoClock = nanoClock;
    periodStart = nanoClock.getAsLong();
  }

  /** Counts one more. Returns whether they are too many. */
  boolean add() {
    long now = nanoClock.getAsLong();
    if (now - periodStart > period) {
      periodStart = now;
      count = 0;
    }
    return ++count > MAX;
  }
}

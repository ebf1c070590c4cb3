package chat.web.metrics;

import java.time.Duration;

/**
 * Measures one delivery, from being appended to the stream until one connection had it written. One
 * connection at a time has one, so that measuring costs the others nothing.
 */
public final class LatencySample {
  private static final long NOT_YET = Long.MAX_VALUE;
  private long begunAt;
  // Written last and read first.
  private volatile long end = NOT_YET;

  /** Something is being appended, up to this byte of the stream. */
  public void begin(long newEnd) {
    begunAt = System.nanoTime();
    end = newEnd;
  }

  /** Whether something was appended since. */
  public boolean isUnderWay() {
    return end != NOT_YET;
  }

  /** Whether what was appended lies before a position. */
  public boolean isBehind(long position) {
    return end <= position;
  }

  public void report(ServerMetrics tally) {
    tally.deliveryTimes().add(Duration.ofNanos(System.nanoTime() - begunAt));
  }
}

package chat.web;

import java.time.Duration;

/**
 * Measures one delivery, from being appended to the stream until one connection had it written. One
 * connection at a time has one, so that measuring costs the others nothing.
 */
final class Probe {
  private static final long NOT_YET = Long.MAX_VALUE;
  private long begunAt;
  // Written last and read first.
  private volatile long end = NOT_YET;

  /** Something is being appended, up to this byte of the stream. */
  void begin(long newEnd) {
    begunAt = System.nanoTime();
    end = newEnd;
  }

  /** Whether something was appended since. */
  boolean isUnderWay() {
    return end != NOT_YET;
  }

  /** Whether what was appended lies before a position. */
  boolean isBehind(long position) {
    return end <= position;
  }

  void report(Tally tally) {
    tally.deliveries().add(Duration.ofNanos(System.nanoTime() - begunAt));
  }
}

package chat.web.metrics;

import java.time.Duration;

/**
 * Measures the time of one delivery, from the append to the stream until one connection has written
 * it. One connection at a time has a sample, so that the others pay nothing.
 */
public final class LatencySample {
  private static final long NONE = Long.MAX_VALUE;
  private long startedAt;
  // Written last and read first.
  private volatile long end = NONE;

  /** Starts a measurement: bytes are appended up to a position of the stream. */
  public void begin(long newEnd) {
    startedAt = System.nanoTime();
    end = newEnd;
  }

  /** Whether a measurement has started. */
  public boolean isUnderWay() {
    return end != NONE;
  }

  /** Whether the bytes that are measured lie before a position. */
  public boolean isBehind(long position) {
    return end <= position;
  }

  /** Ends the measurement. */
  public void report(ServerMetrics metrics) {
    metrics.deliveryTimes().add(Duration.ofNanos(System.nanoTime() - startedAt));
  }
}

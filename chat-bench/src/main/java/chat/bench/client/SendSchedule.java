package chat.bench.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The schedule of an open-loop load: each message is due at a fixed time, independent of the
 * server. Latency counts from that time, so that neither a server that stalls nor a late client
 * hides it (coordinated omission).
 *
 * <p>A selector waits in whole milliseconds, as long as a delivery takes here; therefore a thread
 * that only sleeps wakes the selector in time.
 */
public final class SendSchedule implements AutoCloseable {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String MICROSECOND = Long.toString(TimeUnit.MICROSECONDS.toNanos(1));

  private final long start;
  private final double interval;
  private final Runnable wake;
  private final Thread thread =
      Thread.ofPlatform().daemon().name("send schedule").unstarted(this::run);
  private long next;

  /**
   * @param start the time at which the first message is due, by {@link System#nanoTime}
   * @param wake called by the schedule's thread when a message is due
   */
  public SendSchedule(double perSecond, long start, Runnable wake) {
    this.start = start;
    this.interval = NANOS_PER_SECOND / perSecond;
    this.wake = wake;
  }

  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  /** The number of the next message. */
  public long next() {
    return next;
  }

  /** The time at which the next message is due. */
  public long due() {
    return due(next);
  }

  public boolean isDue(long now) {
    return now - due() >= 0;
  }

  /** Moves on to the message after it. */
  public void advance() {
    next++;
  }

  private long due(long number) {
    return start + (long) (number * interval);
  }

  private void run() {
    lowerTimerSlack();
    for (long number = 0; !thread.isInterrupted(); number++) {
      for (long wait = due(number) - System.nanoTime();
          wait > 0 && !thread.isInterrupted();
          wait = due(number) - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      wake.run();
    }
  }

  // By default, Linux may extend each sleep of a thread by 50 µs (its timer slack); 1 µs is set
  // here.
  private static void lowerTimerSlack() {
    try {
      Path thread = Path.of("/proc/thread-self").toRealPath().getFileName();
      Files.writeString(Path.of("/proc").resolve(thread).resolve("timerslack_ns"), MICROSECOND);
    } catch (IOException e) {
      // The schedule is 50 µs late then, which the lateness of the client shows.
    }
  }
}

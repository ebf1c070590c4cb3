package chat.bench.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * When each message of a steady stream is due, however the room is doing. Latency counts from that
 * moment, so that neither a server that stalls nor a client that is late can hide it.
 *
 * <p>A selector waits in whole milliseconds, as long as a delivery may take here; therefore a
 * thread that only sleeps wakes it in time.
 */
public final class SendSchedule implements AutoCloseable {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String MICROSECOND = Long.toString(TimeUnit.MICROSECONDS.toNanos(1));

  private final long start;
  private final double interval;
  private final Runnable wake;
  private final Thread thread = Thread.ofPlatform().daemon().name("pace").unstarted(this::run);
  private volatile boolean closed;
  private long next;

  /**
   * @param start when the first message is due, by {@link System#nanoTime}
   * @param wake called when a message is due
   */
  public SendSchedule(double perSecond, long start, Runnable wake) {
    this.start = start;
    this.interval = NANOS_PER_SECOND / perSecond;
    this.wake = wake;
  }

  public void start() {
    thread.start();
  }

  /** The number of the next message that is not taken. */
  public long next() {
    return next;
  }

  /** When the next message is due. */
  public long due() {
    return due(next);
  }

  public boolean isDue(long now) {
    return now - due() >= 0;
  }

  /** Takes the next message. */
  public void taken() {
    next++;
  }

  private long due(long number) {
    return start + (long) (number * interval);
  }

  private void run() {
    sleepExactly();
    for (long number = 0; !closed; number++) {
      for (long wait = due(number) - System.nanoTime();
          wait > 0 && !closed;
          wait = due(number) - System.nanoTime()) {
        LockSupport.parkNanos(wait);
      }
      wake.run();
    }
  }

  // Linux lets a thread sleep 50 µs longer than it asked, unless it says that it minds.
  private static void sleepExactly() {
    try {
      Path thread = Path.of("/proc/thread-self").toRealPath().getFileName();
      Files.writeString(Path.of("/proc").resolve(thread).resolve("timerslack_ns"), MICROSECOND);
    } catch (IOException e) {
      // Then it is a little late, and the client's lateness shows it.
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}

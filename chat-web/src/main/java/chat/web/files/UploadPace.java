package chat.web.files;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Limits the bytes that all uploads together receive in a second, because the disk that keeps them
 * keeps words, too, and words come first. Safe for many threads; they take turns by their bytes.
 */
final class UploadPace {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double nanosPerByte;
  private final LongSupplier clock;
  private final LongConsumer pause;
  // When everything that has passed is within the rate, by the clock.
  private long due;

  /**
   * Nothing has passed yet.
   *
   * @param bytesPerSecond of all uploads together
   */
  UploadPace(long bytesPerSecond) {
    this(bytesPerSecond, System::nanoTime, LockSupport::parkNanos);
  }

  /**
   * The same with another time.
   *
   * @param clock in nanoseconds
   * @param pause waits for so many nanoseconds, or less
   */
  UploadPace(long bytesPerSecond, LongSupplier clock, LongConsumer pause) {
    nanosPerByte = NANOS_PER_SECOND / bytesPerSecond;
    this.clock = clock;
    this.pause = pause;
    due = clock.getAsLong();
  }

  /** Waits until these bytes are within the rate, or the thread is interrupted. */
  void pass(int bytes) {
    long end = reserve(bytes);
    long left = end - clock.getAsLong();
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      pause.accept(left);
      left = end - clock.getAsLong();
    }
  }

  private synchronized long reserve(int bytes) {
    due = Math.max(due, clock.getAsLong()) + (long) (bytes * nanosPerByte);
    return due;
  }
}

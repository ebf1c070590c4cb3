package chat.core.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits until a condition that another thread brings about is true. */
public final class Await {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final long POLL_NANOS = Duration.ofMillis(1).toNanos();

  private Await() {}

  public static void until(String what, BooleanSupplier done) {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("timed out waiting until " + what);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}

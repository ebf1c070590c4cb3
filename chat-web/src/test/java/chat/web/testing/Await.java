package chat.web.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread is about to do, and not longer than it takes. */
public final class Await {
  private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(1).toNanos();

  private Await() {}

  public static void until(String what, BooleanSupplier done) {
    long deadline = System.nanoTime() + Duration.ofMillis(RawClient.TIMEOUT_MILLIS).toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain until " + what);
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }
}

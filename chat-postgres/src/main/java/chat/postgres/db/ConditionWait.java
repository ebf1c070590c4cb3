package chat.postgres.db;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;

/** Waits of threads that nothing interrupts; the caller holds the lock of the condition. */
public final class ConditionWait {
  private ConditionWait() {}

  /** Waits until something holds. */
  public static void until(Condition changed, BooleanSupplier holds) {
    while (!holds.getAsBoolean()) {
      changed.awaitUninterruptibly();
    }
  }

  /** Waits until something holds, or a time is over. */
  public static void atMost(Duration time, Condition changed, BooleanSupplier holds) {
    long left = time.toNanos();
    try {
      while (left > 0 && !holds.getAsBoolean()) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nothing interrupts this thread", e);
    }
  }
}

package chat.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Reads a value until it is as expected, for at most 20 s. */
final class Polling {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration INTERVAL = Duration.ofMillis(20);

  private Polling() {}

  static <T> T await(Callable<T> value, Predicate<? super T> expected) throws Exception {
    long limit = System.nanoTime() + LIMIT.toNanos();
    T latest = value.call();
    while (!expected.test(latest) && System.nanoTime() < limit) {
      LockSupport.parkNanos(INTERVAL.toNanos());
      latest = value.call();
    }
    assertThat(latest).as("after %s", LIMIT).matches(expected);
    return latest;
  }
}

package chat.client;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** The pauses between attempts: from 0.25 s, doubling to 10 s, with ±50 % of chance. */
final class Backoff {
  static final Duration FIRST = Duration.ofMillis(250);
  static final Duration LONGEST = Duration.ofSeconds(10);

  private final DoubleSupplier chance;
  private Duration next = FIRST;

  /**
   * @param chance from 0 to 1
   */
  Backoff(DoubleSupplier chance) {
    this.chance = chance;
  }

  /** The pause before the next attempt. */
  Duration next() {
    Duration pause = Duration.ofMillis(Math.round(next.toMillis() * (0.5 + chance.getAsDouble())));
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    return pause;
  }

  /** A random part of a time. */
  Duration within(Duration time) {
    return Duration.ofMillis(Math.round(time.toMillis() * chance.getAsDouble()));
  }

  /** Begins anew, after an attempt that has succeeded. */
  void reset() {
    next = FIRST;
  }
}

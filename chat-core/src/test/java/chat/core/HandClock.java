package chat.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until somebody moves its hands. Safe for many threads. */
final class HandClock implements InstantSource {
  static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

  private volatile Instant now = START;

  @Override
  public Instant instant() {
    return now;
  }

  synchronized void pass(Duration time) {
    now = now.plus(time);
  }

  void passMillis(long millis) {
    pass(Duration.ofMillis(millis));
  }

  void passSeconds(long seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  /** Somebody sets the time of day back. */
  synchronized void goBack(Duration time) {
    now = now.minus(time);
  }
}

package chat.core.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test advances. Safe for many threads. */
public final class ManualClock implements InstantSource {
  public static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

  private volatile Instant now = START;

  @Override
  public Instant instant() {
    return now;
  }

  public synchronized void pass(Duration time) {
    now = now.plus(time);
  }

  public void passMillis(long millis) {
    pass(Duration.ofMillis(millis));
  }

  public void passSeconds(long seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  /** Sets the time back. */
  public synchronized void goBack(Duration time) {
    now = now.minus(time);
  }
}

package chat.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A token bucket: {@code burst} at once, then a number per second. Safe for many threads. */
final class TokenBucket {
  private final double perSecond;
  private final int burst;
  private final InstantSource clock;
  private double tokens;
  private Instant refilledAt;

  /**
   * A full bucket.
   *
   * @param clock monotonic
   */
  TokenBucket(double perSecond, int burst, InstantSource clock) {
    if (!(perSecond > 0) || burst < 1) {
      throw new IllegalArgumentException("a token bucket gives something: " + perSecond);
    }
    this.perSecond = perSecond;
    this.burst = burst;
    this.clock = clock;
    this.tokens = burst;
    this.refilledAt = clock.instant();
  }

  /** Takes a token and returns zero; where there is none, returns how long to wait for one. */
  synchronized Duration take() {
    refill();
    if (tokens >= 1) {
      tokens--;
      return Duration.ZERO;
    }
    return Duration.ofMillis((long) Math.ceil((1 - tokens) / perSecond * 1000));
  }

  /** Whether it has all its tokens, as a new bucket has. */
  synchronized boolean isFull() {
    refill();
    return tokens >= burst;
  }

  private void refill() {
    Instant now = clock.instant();
    double gained = Duration.between(refilledAt, now).toNanos() / 1e9 * perSecond;
    tokens = Math.min(burst, tokens + gained);
    refilledAt = now;
  }
}

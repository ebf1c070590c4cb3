package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final int MAX_KEYS = 3;

  private final ManualClock clock = new ManualClock();

  private RateLimit limit(int burst) {
    return new RateLimit(1, burst, MAX_KEYS, clock);
  }

  @Test
  void eachKeyHasItsOwnTokens() {
    RateLimit limit = limit(2);

    assertThat(limit.take("a")).isZero();
    assertThat(limit.take("a")).isZero();
    assertThat(limit.take("a")).isEqualTo(Duration.ofSeconds(1));
    assertThat(limit.take("b")).isZero();
  }

  @Test
  void furtherKeysShareOneBucket() {
    RateLimit limit = limit(1);
    for (int i = 0; i < MAX_KEYS; i++) {
      assertThat(limit.take("own " + i)).isZero();
    }

    assertThat(limit.take("further 0")).isZero();
    for (int i = 1; i < 100; i++) {
      assertThat(limit.take("further " + i)).isPositive();
    }
    assertThat(limit.size()).isEqualTo(MAX_KEYS + 1);
  }

  @Test
  void keyKeepsItsOwnBucketWhenThereAreTooMany() {
    RateLimit limit = limit(2);
    for (int i = 0; i < MAX_KEYS; i++) {
      limit.take("own " + i);
    }
    limit.take("further");
    limit.take("further");

    assertThat(limit.take("own 0")).isZero();
    assertThat(limit.take("further")).isPositive();
  }

  @Test
  void keyGetsItsOwnBucketWhenOthersHaveExpired() {
    RateLimit limit = limit(1);
    for (int i = 0; i <= MAX_KEYS; i++) {
      limit.take("key " + i);
    }
    clock.passSeconds(1);
    limit.expire();

    assertThat(limit.take("new 0")).isZero();
    assertThat(limit.take("new 1")).isZero();
  }

  @Test
  void fullBucketsExpireAndOthersStay() {
    RateLimit limit = limit(2);
    limit.take("a");
    clock.passMillis(500);
    limit.take("b");

    clock.passMillis(499);
    limit.expire();
    assertThat(limit.size()).isEqualTo(2);

    clock.passMillis(1);
    limit.expire();
    assertThat(limit.size()).isEqualTo(1);
    assertThat(limit.take("b")).isZero();
    assertThat(limit.take("b")).isPositive();
  }

  @Test
  void tokenThatIsTakenWhileItsBucketExpiresIsCounted() throws InterruptedException {
    var pausing = new PausingClock();
    RateLimit limit = new RateLimit(1, 1, MAX_KEYS, pausing);
    limit.take("a");
    clock.passSeconds(1);

    Thread taking = pausing.runAtNextReading(() -> limit.take("a"));
    limit.expire();
    taking.join();

    assertThat(limit.take("a")).isPositive();
  }

  @Test
  void bucketThatExpiresWhileATokenIsTakenIsKept() throws InterruptedException {
    var pausing = new PausingClock();
    RateLimit limit = new RateLimit(1, 1, MAX_KEYS, pausing);
    limit.take("a");
    clock.passSeconds(1);

    Thread expiring = pausing.runAtNextReading(limit::expire);
    assertThat(limit.take("a")).isZero();
    expiring.join();

    assertThat(limit.size()).isEqualTo(1);
    assertThat(limit.take("a")).isPositive();
  }

  /** When it is read, another thread runs until it ends or is blocked by the reading thread. */
  private final class PausingClock implements InstantSource {
    private Thread other;

    /** Prepares a thread that is started by the next reading. */
    Thread runAtNextReading(Runnable action) {
      other = Thread.ofPlatform().unstarted(action);
      return other;
    }

    @Override
    public Instant instant() {
      Thread started = other;
      if (started != null && started.getState() == Thread.State.NEW) {
        started.start();
        while (started.isAlive() && started.getState() != Thread.State.BLOCKED) {
          Thread.onSpinWait();
        }
      }
      return clock.instant();
    }
  }
}

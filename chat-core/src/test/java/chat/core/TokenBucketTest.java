package chat.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import chat.core.testing.ManualClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private final ManualClock clock = new ManualClock();

  private static int takenOf(TokenBucket bucket, int tries) {
    return (int) IntStream.range(0, tries).filter(i -> bucket.take().isZero()).count();
  }

  @Test
  void fullBucketGivesItsBurstAtOnce() {
    TokenBucket bucket = new TokenBucket(2, 5, clock);

    assertThat(bucket.isFull()).isTrue();
    assertThat(takenOf(bucket, 10)).isEqualTo(5);
    assertThat(bucket.isFull()).isFalse();
  }

  @Test
  void emptyBucketReturnsTheWaitUntilTheNextToken() {
    TokenBucket bucket = new TokenBucket(2, 1, clock);
    assertThat(bucket.take()).isEqualTo(Duration.ZERO);
    assertThat(bucket.take()).isEqualTo(Duration.ofMillis(500));

    clock.passMillis(499);
    assertThat(bucket.take()).isPositive();
    clock.passMillis(1);
    assertThat(bucket.take()).isEqualTo(Duration.ZERO);
  }

  @Test
  void refusedTakeCostsNoToken() {
    TokenBucket bucket = new TokenBucket(1, 1, clock);
    takenOf(bucket, 1_000);

    clock.passSeconds(1);

    assertThat(bucket.take()).isZero();
  }

  @Test
  void averageRateIsTheRefillRate() {
    TokenBucket bucket = new TokenBucket(2, 5, clock);
    int taken = 0;
    for (int i = 0; i < 1_000; i++) {
      taken += takenOf(bucket, 10);
      clock.passMillis(100);
    }

    assertThat(taken).isBetween(5 + 199, 5 + 200);
  }

  @Test
  void tokensNeverExceedTheBurst() {
    TokenBucket bucket = new TokenBucket(2, 5, clock);
    takenOf(bucket, 5);

    clock.passSeconds(1_000);

    assertThat(bucket.isFull()).isTrue();
    assertThat(takenOf(bucket, 20)).isEqualTo(5);
  }

  @Test
  void concurrentTakesNeverExceedTheBurst() throws InterruptedException {
    TokenBucket bucket = new TokenBucket(1, 100, clock);
    AtomicInteger taken = new AtomicInteger();
    Thread[] threads =
        IntStream.range(0, 8)
            .mapToObj(i -> Thread.ofPlatform().start(() -> taken.addAndGet(takenOf(bucket, 500))))
            .toArray(Thread[]::new);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(taken).hasValue(100);
  }

  @Test
  void bucketWithoutTokensIsRejected() {
    assertThatIllegalArgumentException().isThrownBy(() -> new TokenBucket(0, 1, clock));
    assertThatIllegalArgumentException().isThrownBy(() -> new TokenBucket(Double.NaN, 1, clock));
    assertThatIllegalArgumentException().isThrownBy(() -> new TokenBucket(1, 0, clock));
  }
}

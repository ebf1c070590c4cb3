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

  private static int takenOf(TokenBucket allowance, int tries) {
    return (int) IntStream.range(0, tries).filter(i -> allowance.take().isZero()).count();
  }

  @Test
  void givesTheBurstAtOnceAndThenNothing() {
    TokenBucket allowance = new TokenBucket(2, 5, clock);

    assertThat(allowance.isFull()).isTrue();
    assertThat(takenOf(allowance, 10)).isEqualTo(5);
    assertThat(allowance.isFull()).isFalse();
  }

  @Test
  void saysHowLongToWaitAndThenGivesOne() {
    TokenBucket allowance = new TokenBucket(2, 1, clock);
    assertThat(allowance.take()).isEqualTo(Duration.ZERO);
    assertThat(allowance.take()).isEqualTo(Duration.ofMillis(500));

    clock.passMillis(499);
    assertThat(allowance.take()).isPositive();
    clock.passMillis(1);
    assertThat(allowance.take()).isEqualTo(Duration.ZERO);
  }

  @Test
  void aRefusalCostsNothing() {
    TokenBucket allowance = new TokenBucket(1, 1, clock);
    takenOf(allowance, 1_000);

    clock.passSeconds(1);

    assertThat(allowance.take()).isZero();
  }

  @Test
  void givesSoManyASecondInTheLongRun() {
    TokenBucket allowance = new TokenBucket(2, 5, clock);
    int taken = 0;
    for (int i = 0; i < 1_000; i++) {
      taken += takenOf(allowance, 10);
      clock.passMillis(100);
    }

    assertThat(taken).isBetween(5 + 199, 5 + 200);
  }

  @Test
  void whatIsNotTakenIsNotSavedUp() {
    TokenBucket allowance = new TokenBucket(2, 5, clock);
    takenOf(allowance, 5);

    clock.passSeconds(1_000);

    assertThat(allowance.isFull()).isTrue();
    assertThat(takenOf(allowance, 20)).isEqualTo(5);
  }

  @Test
  void manyThreadsGetNoMoreThanOne() throws InterruptedException {
    TokenBucket allowance = new TokenBucket(1, 100, clock);
    AtomicInteger taken = new AtomicInteger();
    Thread[] threads =
        IntStream.range(0, 8)
            .mapToObj(
                i -> Thread.ofPlatform().start(() -> taken.addAndGet(takenOf(allowance, 500))))
            .toArray(Thread[]::new);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(taken).hasValue(100);
  }

  @Test
  void anAllowanceThatGivesNothingIsAMistake() {
    assertThatIllegalArgumentException().isThrownBy(() -> new TokenBucket(0, 1, clock));
    assertThatIllegalArgumentException().isThrownBy(() -> new TokenBucket(Double.NaN, 1, clock));
    assertThatIllegalArgumentException().isThrownBy(() -> new TokenBucket(1, 0, clock));
  }
}

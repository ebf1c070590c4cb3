package chat.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A client is closed for too many violations in one period, not in all of its life. */
class ViolationCounterTest {
  private static final Duration PERIOD = Duration.ofMinutes(1);

  private long now = 42;
  private final ViolationCounter violations = new ViolationCounter(PERIOD, () -> now);

  private void addAllThatAreAllowed() {
    for (int i = 0; i < ViolationCounter.MAX; i++) {
      assertThat(violations.add()).isFalse();
    }
  }

  @Test
  void oneMoreThanTheMaximumInAPeriodIsTooMany() {
    addAllThatAreAllowed();
    assertThat(violations.add()).isTrue();
  }

  @Test
  void theLastMomentOfAPeriodCountsAsWell() {
    addAllThatAreAllowed();
    now += PERIOD.toNanos();
    assertThat(violations.add()).isTrue();
  }

  @Test
  void violationsAreForgivenAfterThePeriod() {
    addAllThatAreAllowed();
    now += PERIOD.toNanos() + 1;
    addAllThatAreAllowed();
    assertThat(violations.add()).isTrue();
  }
}

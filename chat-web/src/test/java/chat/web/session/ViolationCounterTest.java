package chat.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Violations are counted in a window of time, not for the whole connection. */
class ViolationCounterTest {
  private static final Duration PERIOD = Duration.ofMinutes(1);

  private static final int MAX = 60;

  private long now = 42;
  private final ViolationCounter violations = new ViolationCounter(MAX, PERIOD, () -> now);

  private void addAllThatAreAllowed() {
    for (int i = 0; i < MAX; i++) {
      assertThat(violations.add()).isFalse();
    }
  }

  @Test
  void moreThanTheMaximumInAWindowIsTooMany() {
    addAllThatAreAllowed();
    assertThat(violations.add()).isTrue();
  }

  @Test
  void lastMomentOfAWindowCounts() {
    addAllThatAreAllowed();
    now += PERIOD.toNanos();
    assertThat(violations.add()).isTrue();
  }

  @Test
  void violationsAreForgottenAfterTheWindow() {
    addAllThatAreAllowed();
    now += PERIOD.toNanos() + 1;
    addAllThatAreAllowed();
    assertThat(violations.add()).isTrue();
  }
}

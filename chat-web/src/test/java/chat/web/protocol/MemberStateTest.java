package chat.web.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Of two states that a client would show alike, the second is not sent. */
class MemberStateTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private static MemberState mutedUntil(Instant until) {
    return new MemberState(Optional.of(until), Duration.ZERO, Optional.empty(), false);
  }

  private static MemberState closedUntil(Instant until) {
    return new MemberState(Optional.empty(), Duration.ZERO, Optional.of(until), false);
  }

  @Test
  void timesThatDifferByTheirReadingAreAlike() {
    assertThat(mutedUntil(NOON).isLike(mutedUntil(NOON.plusMillis(999)))).isTrue();
    assertThat(mutedUntil(NOON).isLike(mutedUntil(NOON.minusMillis(999)))).isTrue();
    assertThat(mutedUntil(NOON).isLike(mutedUntil(NOON.plusSeconds(1)))).isFalse();
    assertThat(closedUntil(NOON).isLike(closedUntil(NOON.plusMillis(999)))).isTrue();
    assertThat(closedUntil(NOON).isLike(closedUntil(NOON.plusSeconds(1)))).isFalse();
    assertThat(mutedUntil(NOON).isLike(mutedUntil(Instant.MAX))).isFalse();
  }

  @Test
  void anythingThatIsSetOrNotIsADifference() {
    MemberState none = MemberState.UNRESTRICTED;
    assertThat(none.isLike(none)).isTrue();
    assertThat(none.isLike(mutedUntil(NOON))).isFalse();
    assertThat(mutedUntil(NOON).isLike(none)).isFalse();
    assertThat(closedUntil(NOON).isLike(mutedUntil(NOON))).isFalse();
    assertThat(
            none.isLike(
                new MemberState(Optional.empty(), Duration.ofMillis(1), Optional.empty(), false)))
        .isFalse();
    assertThat(
            none.isLike(new MemberState(Optional.empty(), Duration.ZERO, Optional.empty(), true)))
        .isFalse();
  }
}

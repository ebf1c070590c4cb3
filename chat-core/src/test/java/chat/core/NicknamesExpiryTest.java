package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NicknamesExpiryTest extends NicknamesFixture {
  @Test
  void unusedClaimExpiresAfterAMinute() {
    assertThat(names.claim(ANN)).isTrue();

    clock.pass(Nicknames.UNUSED.minusMillis(1));
    assertThat(names.claim(OTHER_ANN)).isFalse();
    clock.passMillis(1);
    assertThat(names.claim(OTHER_ANN)).isTrue();
    assertThat(names.claim(ANN)).isFalse();
  }

  @Test
  void claimOfAPresentMemberDoesNotExpire() {
    join(ANN);

    clock.pass(Duration.ofDays(365));
    names.expire();

    assertThat(names.claim(OTHER_ANN)).isFalse();
  }

  @Test
  void nameIsHeldAfterItsMemberLeft() {
    join(ANN);
    clock.passSeconds(60);
    names.left(ANN, 0);

    clock.pass(HOLD.minusMillis(1));
    names.expire();
    assertThat(names.claim(OTHER_ANN)).isFalse();
    clock.passMillis(1);
    assertThat(names.claim(OTHER_ANN)).isTrue();
  }

  @Test
  void memberInTwoRoomsIsPresentUntilItHasLeftBoth() {
    join(ANN);
    join(ANN);
    names.left(ANN, 0);
    clock.pass(HOLD);
    assertThat(names.claim(OTHER_ANN)).isFalse();

    names.left(ANN, 0);
    clock.pass(HOLD);
    assertThat(names.claim(OTHER_ANN)).isTrue();
  }

  @Test
  void signingInAgainDoesNotShortenTheHold() {
    join(ANN);
    names.left(ANN, 0);
    assertThat(names.claim(ANN)).isTrue();

    clock.pass(HOLD.minusMillis(1));

    assertThat(names.claim(OTHER_ANN)).isFalse();
  }

  @Test
  void releasedNameIsFreeAtOnce() {
    join(ANN);
    names.left(ANN, 0);

    names.release("1");

    assertThat(names.claim(OTHER_ANN)).isTrue();
  }

  @Test
  void withoutAHoldANameIsFreeOnceItsMemberHasLeft() {
    Nicknames strict = new Nicknames(Set::of, Duration.ZERO, clock);
    assertThat(strict.claim(ANN)).isTrue();
    strict.joined(ANN, 1);
    assertThat(strict.claim(OTHER_ANN)).isFalse();

    strict.left(ANN, 0);

    assertThat(strict.claim(OTHER_ANN)).isTrue();
  }
}

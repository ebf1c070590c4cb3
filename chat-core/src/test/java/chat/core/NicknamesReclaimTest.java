package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.name.Member;
import org.junit.jupiter.api.Test;

/** A member with a cookie of an earlier sign-in. */
class NicknamesReclaimTest extends NicknamesFixture {
  @Test
  void expiredNameCanBeReclaimed() {
    join(ANN);
    names.left(ANN, 0);
    clock.pass(HOLD);
    names.expire();

    assertThat(names.reclaim(ANN)).isTrue();
    assertThat(names.claim(OTHER_ANN)).isFalse();
  }

  @Test
  void nameThatAnotherMemberTookCannotBeReclaimed() {
    join(ANN);
    names.left(ANN, 0);
    clock.pass(HOLD);
    assertThat(names.claim(OTHER_ANN)).isTrue();

    assertThat(names.reclaim(ANN)).isFalse();
  }

  @Test
  void reclaimDoesNotReplaceThePresentName() {
    join(ANN);
    names.left(ANN, 0);
    join(ANNA);

    assertThat(names.reclaim(ANN)).isFalse();

    assertThat(names.claim(new Member("3", "Anna"))).isFalse();
    assertThat(names.reclaim(ANNA)).isTrue();
  }

  @Test
  void reclaimDoesNotReplaceAHeldName() {
    join(ANNA);
    names.left(ANNA, 0);
    clock.pass(HOLD.minusMillis(1));
    assertThat(names.reclaim(ANN)).isFalse();

    clock.passMillis(1);
    assertThat(names.reclaim(ANN)).isTrue();
    assertThat(names.reclaim(ANNA)).isFalse();
  }

  @Test
  void reclaimedNameCannotBeClaimedByAnother() {
    assertThat(names.reclaim(ANN)).isTrue();
    assertThat(names.claim(OTHER_ANN)).isFalse();
  }

  @Test
  void memberThatIsPresentReclaimsItsName() {
    assertThat(names.reclaim(ANN)).isTrue();
    names.joined(ANN, 1);

    assertThat(names.reclaimIfPresent(ANN)).isTrue();
    assertThat(names.claim(OTHER_ANN)).isFalse();
  }

  @Test
  void memberThatTookAnotherNameWhileItJoinedDoesNotReclaimTheFormerOne() {
    join(ANN);
    assertThat(names.claim(ANNA)).isTrue();

    assertThat(names.reclaimIfPresent(ANN)).isFalse();
  }

  /** Its connection reclaims the name after it has joined, and that may be later. */
  @Test
  void nameOfAMemberThatSignedOutWhileItJoinedIsFree() {
    join(ANN);
    names.left(ANN, 0);
    names.release(ANN.id());

    assertThat(names.reclaimIfPresent(ANN)).isTrue();
    assertThat(names.claim(OTHER_ANN)).isTrue();
  }
}

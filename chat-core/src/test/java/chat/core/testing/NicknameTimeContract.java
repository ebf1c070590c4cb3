package chat.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.NicknameClaims;
import chat.core.name.Member;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Names are kept for a time, and cookies of earlier sign-ins claim them again. */
abstract class NicknameTimeContract extends NicknameFixture {
  @Test
  void expiredNameCanBeReclaimed() throws Exception {
    join(ANN);
    leave(ANN);
    pass(HOLD);
    names.expire();

    assertThat(names.reclaim(ANN)).isTrue();
    assertThat(names.claim(OTHER_ANN)).isFalse();
  }

  @Test
  void nameThatAnotherMemberTookCannotBeReclaimed() throws Exception {
    join(ANN);
    leave(ANN);
    pass(HOLD);
    assertThat(names.claim(OTHER_ANN)).isTrue();

    assertThat(names.reclaim(ANN)).isFalse();
  }

  @Test
  void reclaimDoesNotReplaceThePresentName() throws Exception {
    join(ANN);
    leave(ANN);
    join(ANNA);

    assertThat(names.reclaim(ANN)).isFalse();

    assertThat(names.claim(new Member("3", "Anna"))).isFalse();
    assertThat(names.reclaim(ANNA)).isTrue();
  }

  @Test
  void reclaimDoesNotReplaceAHeldName() throws Exception {
    join(ANNA);
    leave(ANNA);
    pass(HOLD.minus(moment()));
    assertThat(names.reclaim(ANN)).isFalse();

    pass(moment());
    assertThat(names.reclaim(ANN)).isTrue();
    assertThat(names.reclaim(ANNA)).isFalse();
  }

  @Test
  void reclaimedNameCannotBeClaimedByAnother() throws Exception {
    assertThat(names.reclaim(ANN)).isTrue();
    assertThat(names.claim(OTHER_ANN)).isFalse();
  }

  @Test
  void memberThatIsPresentReclaimsItsName() throws Exception {
    assertThat(names.reclaim(ANN)).isTrue();
    names.joined(ANN, 1);

    assertThat(names.reclaimIfPresent(ANN)).isTrue();
    assertThat(names.claim(OTHER_ANN)).isFalse();
  }

  @Test
  void memberThatTookAnotherNameWhileItJoinedDoesNotReclaimTheFormerOne() throws Exception {
    join(ANN);
    assertThat(names.claim(ANNA)).isTrue();

    assertThat(names.reclaimIfPresent(ANN)).isFalse();
  }

  /** Its connection reclaims the name after it has joined, and that may be later. */
  @Test
  void nameOfAMemberThatSignedOutWhileItJoinedIsFree() throws Exception {
    join(ANN);
    leave(ANN);
    names.release(ANN.id());

    assertThat(names.reclaimIfPresent(ANN)).isTrue();
    assertThat(names.claim(OTHER_ANN)).isTrue();
  }

  @Test
  void unusedClaimExpiresAfterAMinute() throws Exception {
    assertThat(names.claim(ANN)).isTrue();

    pass(UNUSED.minus(moment()));
    assertThat(names.claim(OTHER_ANN)).isFalse();
    pass(moment());
    assertThat(names.claim(OTHER_ANN)).isTrue();
    assertThat(names.claim(ANN)).isFalse();
  }

  @Test
  void canReclaimProlongsNothing() throws Exception {
    assertThat(names.claim(ANN)).isTrue();
    pass(UNUSED.minus(moment()));
    assertThat(names.canReclaim(ANN)).isTrue();

    pass(moment());

    assertThat(names.claim(OTHER_ANN)).isTrue();
  }

  @Test
  void claimOfAPresentMemberDoesNotExpire() throws Exception {
    join(ANN);

    pass(Duration.ofDays(365));
    names.expire();

    assertThat(names.claim(OTHER_ANN)).isFalse();
  }

  @Test
  void nameIsHeldAfterItsMemberLeft() throws Exception {
    join(ANN);
    pass(Duration.ofSeconds(60));
    leave(ANN);

    pass(HOLD.minus(moment()));
    names.expire();
    assertThat(names.claim(OTHER_ANN)).isFalse();
    pass(moment());
    assertThat(names.claim(OTHER_ANN)).isTrue();
  }

  @Test
  void memberInTwoRoomsIsPresentUntilItHasLeftBoth() throws Exception {
    join(ANN);
    join(ANN);
    leave(ANN);
    pass(HOLD);
    assertThat(names.claim(OTHER_ANN)).isFalse();

    leave(ANN);
    pass(HOLD);
    assertThat(names.claim(OTHER_ANN)).isTrue();
  }

  @Test
  void signingInAgainDoesNotShortenTheHold() throws Exception {
    join(ANN);
    leave(ANN);
    assertThat(names.claim(ANN)).isTrue();

    pass(HOLD.minus(moment()));

    assertThat(names.claim(OTHER_ANN)).isFalse();
  }

  @Test
  void releasedNameIsFreeAtOnce() throws Exception {
    join(ANN);
    leave(ANN);

    names.release("1");

    assertThat(names.claim(OTHER_ANN)).isTrue();
  }

  @Test
  void withoutAHoldANameIsFreeOnceItsMemberHasLeft() throws Exception {
    NicknameClaims strict = open(Set::of, Duration.ZERO);
    join(strict, ANN);
    assertThat(strict.claim(OTHER_ANN)).isFalse();

    leave(strict, ANN);

    assertThat(strict.claim(OTHER_ANN)).isTrue();
  }
}

package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.name.Member;
import org.junit.jupiter.api.Test;

/** Expired claims are removed from memory. */
class NicknamesMemoryTest extends NicknamesFixture {
  @Test
  void claimsThatWereNeverUsedAreForgottenAfterAMinute() {
    for (int i = 0; i < 100; i++) {
      names.claim(new Member("m" + i, "Name " + i));
    }
    clock.pass(Nicknames.UNUSED.minusMillis(1));
    names.expire();
    assertThat(names.size()).isEqualTo(200);

    clock.passMillis(1);
    names.expire();
    assertThat(names.size()).isZero();
  }

  @Test
  void memberThatLeftIsForgottenAfterTheHold() {
    join(ANN);
    names.left(ANN, 0);
    clock.pass(HOLD);
    names.expire();

    assertThat(names.size()).isZero();
  }

  @Test
  void memberThatTakesManyNamesHasOne() {
    names.claim(ANN);
    int one = names.size();
    for (int i = 0; i < 100; i++) {
      names.claim(new Member("1", "Name " + i));
    }

    assertThat(names.size()).isEqualTo(one);
  }

  @Test
  void replacedNamesAreForgottenWhenTheirTabsHaveLeft() {
    for (int i = 0; i < 100; i++) {
      join(new Member("1", "Name " + i));
    }
    // Each of the 100 is present in a room; 99 are replaced; the last has a skeleton and a claim.
    assertThat(names.size()).isEqualTo(100 + 99 + 2);

    for (int i = 0; i < 100; i++) {
      names.left(new Member("1", "Name " + i), 0);
    }
    assertThat(names.size()).isEqualTo(2);
  }

  @Test
  void nameThatItsMemberTakesBackIsNoLongerAReplacedOne() {
    join(ANN);
    int one = names.size();
    names.claim(ANNA);
    names.claim(ANN);

    assertThat(names.size()).isEqualTo(one);
  }

  @Test
  void nameThatIsTakenOverLeavesNothingOfItsFormerMember() {
    names.claim(ANN);
    clock.pass(Nicknames.UNUSED);
    names.claim(OTHER_ANN);

    assertThat(names.size()).isEqualTo(2);
  }

  @Test
  void releasedNameIsForgottenAtOnce() {
    names.claim(ANN);
    names.release("1");

    assertThat(names.size()).isZero();
  }

  @Test
  void guestThatLeftIsForgotten() {
    Member guest = new Member("g", "127.0.0.1");
    names.joined(guest, 1);
    names.joined(guest, 1);
    names.left(guest, 0);
    assertThat(names.size()).isEqualTo(1);

    names.left(guest, 0);
    assertThat(names.size()).isZero();
  }
}

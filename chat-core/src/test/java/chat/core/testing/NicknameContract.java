package chat.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.NicknameClaims;
import chat.core.name.Member;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract that claims to nicknames have to fulfil. */
public abstract class NicknameContract extends NicknameTimeContract {

  @Test
  void nameBelongsToTheFirstClaim() throws Exception {
    assertThat(names.claim(ANN)).isTrue();
    assertThat(names.claim(OTHER_ANN)).isFalse();
    assertThat(names.claim(new Member("2", "Ben"))).isTrue();
  }

  @Test
  void memberMayClaimItsNameAgain() throws Exception {
    assertThat(names.claim(ANN)).isTrue();
    assertThat(names.claim(ANN)).isTrue();
    assertThat(names.claim(OTHER_ANN)).isFalse();
  }

  @Test
  void weakClaimYieldsToAClaimUntilItsMemberIsPresent() throws Exception {
    assertThat(names.claimWeakly(ANN)).isTrue();
    assertThat(names.claimWeakly(OTHER_ANN)).isFalse();
    assertThat(names.reclaim(OTHER_ANN)).isFalse();
    assertThat(names.claim(OTHER_ANN)).isTrue();
    assertThat(names.reclaim(ANN)).isFalse();
    assertThat(names.claimWeakly(ANN)).isFalse();
    assertThat(names.claim(ANN)).isFalse();
  }

  @Test
  void weakClaimIsAClaimOnceItsMemberHasConnectedOrSignedInByAForm() throws Exception {
    assertThat(names.claimWeakly(ANN)).isTrue();
    join(ANN);
    leave(ANN);
    assertThat(names.claim(OTHER_ANN)).isFalse();

    Member ben = new Member("2", "Ben");
    assertThat(names.claimWeakly(ben)).isTrue();
    assertThat(names.claim(ben)).isTrue();
    assertThat(names.claim(new Member("3", "Ben"))).isFalse();

    Member eve = new Member("4", "Eve");
    assertThat(names.claim(eve)).isTrue();
    assertThat(names.claimWeakly(eve)).isTrue();
    assertThat(names.claim(new Member("5", "Eve"))).isFalse();
  }

  @Test
  void confusableNamesAreOneName() throws Exception {
    assertThat(names.claim(ANN)).isTrue();

    assertThat(names.claim(new Member("2", "ANN"))).isFalse();
    assertThat(names.claim(new Member("1", "ANN"))).isTrue();
    assertThat(names.claim(new Member("2", "Ann"))).isFalse();
  }

  @Test
  void claimOfAnotherNameReleasesTheFirst() throws Exception {
    assertThat(names.claim(ANN)).isTrue();

    assertThat(names.claim(ANNA)).isTrue();

    assertThat(names.claim(OTHER_ANN)).isTrue();
    assertThat(names.claim(new Member("3", "Anna"))).isFalse();
  }

  @Test
  void replacedNameCannotBeClaimedWhileItsMemberIsPresentUnderIt() throws Exception {
    join(ANN);
    join(ANNA);
    assertThat(names.claim(OTHER_ANN)).isFalse();
    assertThat(names.isFreeFor(OTHER_ANN)).isFalse();

    leave(ANN);

    assertThat(names.isFreeFor(OTHER_ANN)).isTrue();
    assertThat(names.claim(OTHER_ANN)).isTrue();
  }

  @Test
  void isFreeForClaimsNothing() throws Exception {
    assertThat(names.isFreeFor(ANN)).isTrue();
    assertThat(names.claim(OTHER_ANN)).isTrue();
    assertThat(names.isFreeFor(ANN)).isFalse();
    assertThat(names.isFreeFor(OTHER_ANN)).isTrue();
  }

  @Test
  void canReclaimSaysWhatReclaimWouldDo() throws Exception {
    assertThat(names.claim(ANN)).isTrue();
    assertThat(names.canReclaim(ANN)).isTrue();
    assertThat(names.canReclaim(OTHER_ANN)).isFalse();
    assertThat(names.canReclaim(ANNA)).isFalse();
    assertThat(names.canReclaim(new Member("2", "Ben"))).isTrue();
  }

  @Test
  void canReclaimClaimsNothing() throws Exception {
    assertThat(names.canReclaim(ANN)).isTrue();
    assertThat(names.claim(OTHER_ANN)).isTrue();
    assertThat(names.canReclaim(ANN)).isFalse();
  }

  @Test
  void refusedClaimKeepsThePresentName() throws Exception {
    join(ANN);
    join(new Member("2", "Ben"));

    assertThat(names.claim(new Member("1", "Ben"))).isFalse();

    assertThat(names.claim(OTHER_ANN)).isFalse();
  }

  @Test
  void guestWithoutAClaimAffectsNoOtherClaim() throws Exception {
    Member guest = new Member("g", "127.0.0.1");
    join(ANN);

    names.joined(guest, 2);
    leave(guest);
    names.release("g");

    assertThat(names.claim(OTHER_ANN)).isFalse();
  }

  @Test
  void leaveUnderAReplacedNameKeepsTheNewName() throws Exception {
    join(ANN);
    join(ANNA);

    leave(ANN);
    pass(HOLD);
    names.expire();

    assertThat(names.claim(new Member("2", "Anna"))).isFalse();
  }

  @Test
  void memberThatTakesItsNameBackHoldsItNoLongerThanOthers() throws Exception {
    join(ANN);
    assertThat(names.claim(new Member("1", "Anna"))).isTrue();
    assertThat(names.claim(ANN)).isTrue();

    leave(ANN);
    pass(HOLD);

    assertThat(names.claim(OTHER_ANN)).isTrue();
  }

  @Test
  void nameOfAPresentMemberIsNotReleased() throws Exception {
    join(ANN);

    // Somebody signed out, and a connection of the same member came in between.
    names.release("1");

    assertThat(names.claim(OTHER_ANN)).isFalse();
    leave(ANN);
    pass(HOLD);
    assertThat(names.claim(OTHER_ANN)).isTrue();
  }

  @Test
  void oneOfManyConcurrentClaimsSucceeds() throws Exception {
    AtomicInteger winners = new AtomicInteger();
    Thread[] threads =
        IntStream.range(0, 16)
            .mapToObj(i ->
                Thread.ofPlatform()
                    .start(() -> {
                      if (names.claim(new Member("m" + i, "Ann"))) {
                        winners.incrementAndGet();
                      }
                    }))
            .toArray(Thread[]::new);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(winners).hasValue(1);
  }

  @Test
  void nameWithSeveralSkeletonsKeepsAllOfThem() throws Exception {
    NicknameClaims looks =
        open(name -> Set.copyOf(List.of(name, name.toLowerCase(Locale.ROOT))), HOLD);
    assertThat(looks.claim(ANN)).isTrue();

    assertThat(looks.claim(new Member("2", "Ann"))).isFalse();
    assertThat(looks.claim(new Member("2", "ann"))).isFalse();
    assertThat(looks.claim(new Member("2", "ANN"))).isFalse();

    looks.release("1");
    assertThat(looks.claim(new Member("2", "ANN"))).isTrue();
    assertThat(looks.claim(new Member("3", "ann"))).isFalse();
  }
}

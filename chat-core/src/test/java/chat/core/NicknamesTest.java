package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.name.Member;
import chat.core.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NicknamesTest {
  private static final Duration HOLD = Duration.ofMinutes(10);
  private static final Member ANN = new Member("1", "Ann");
  private static final Member ANNA = new Member("1", "Anna");
  private static final Member OTHER_ANN = new Member("2", "Ann");

  private final ManualClock clock = new ManualClock();
  private final Nicknames names =
      new Nicknames(name -> Set.of(name.toLowerCase(Locale.ROOT)), HOLD, clock);

  private void come(Member member) {
    assertThat(names.claim(member)).isTrue();
    names.joined(member, 1);
  }

  @Test
  void aNameIsForTheFirstWhoClaimsIt() {
    assertThat(names.claim(ANN)).isTrue();
    assertThat(names.claim(OTHER_ANN)).isFalse();
    assertThat(names.claim(new Member("2", "Ben"))).isTrue();
  }

  @Test
  void itsMemberMayClaimItAgain() {
    assertThat(names.claim(ANN)).isTrue();
    assertThat(names.claim(ANN)).isTrue();
    assertThat(names.claim(OTHER_ANN)).isFalse();
  }

  @Test
  void namesThatLookTheSameAreOne() {
    assertThat(names.claim(ANN)).isTrue();

    assertThat(names.claim(new Member("2", "ANN"))).isFalse();
    assertThat(names.claim(new Member("1", "ANN"))).isTrue();
    assertThat(names.claim(new Member("2", "Ann"))).isFalse();
  }

  @Test
  void aNameWithSeveralLooksKeepsAllOfThem() {
    Nicknames looks =
        new Nicknames(
            name -> Set.copyOf(List.of(name, name.toLowerCase(Locale.ROOT))), HOLD, clock);
    assertThat(looks.claim(ANN)).isTrue();

    assertThat(looks.claim(new Member("2", "Ann"))).isFalse();
    assertThat(looks.claim(new Member("2", "ann"))).isFalse();
    assertThat(looks.claim(new Member("2", "ANN"))).isFalse();

    looks.release("1");
    assertThat(looks.claim(new Member("2", "ANN"))).isTrue();
    assertThat(looks.claim(new Member("3", "ann"))).isFalse();
  }

  @Test
  void whoTakesAnotherNameGivesTheFirstUp() {
    assertThat(names.claim(ANN)).isTrue();

    assertThat(names.claim(ANNA)).isTrue();

    assertThat(names.claim(OTHER_ANN)).isTrue();
    assertThat(names.claim(new Member("3", "Anna"))).isFalse();
  }

  @Test
  void aNameIsNobodysWhileSomebodyWhoGaveItUpIsPresentUnderIt() {
    come(ANN);
    come(ANNA);
    assertThat(names.claim(OTHER_ANN)).isFalse();
    assertThat(names.isFreeFor(OTHER_ANN)).isFalse();

    names.left(ANN, 0);

    assertThat(names.isFreeFor(OTHER_ANN)).isTrue();
    assertThat(names.claim(OTHER_ANN)).isTrue();
  }

  @Test
  void askingWhetherANameIsFreeClaimsNothing() {
    assertThat(names.isFreeFor(ANN)).isTrue();
    assertThat(names.claim(OTHER_ANN)).isTrue();
    assertThat(names.isFreeFor(ANN)).isFalse();
    assertThat(names.isFreeFor(OTHER_ANN)).isTrue();
  }

  @Nested
  class WithAnOlderCookie {
    @Test
    void aNameIsItsMembersAgainWhenNobodyTookIt() {
      come(ANN);
      names.left(ANN, 0);
      clock.pass(HOLD);
      names.expire();

      assertThat(names.reclaim(ANN)).isTrue();
      assertThat(names.claim(OTHER_ANN)).isFalse();
    }

    @Test
    void itIsNotWhenSomebodyTookIt() {
      come(ANN);
      names.left(ANN, 0);
      clock.pass(HOLD);
      assertThat(names.claim(OTHER_ANN)).isTrue();

      assertThat(names.reclaim(ANN)).isFalse();
    }

    @Test
    void nobodyGivesUpTheNameThatItHasNow() {
      come(ANN);
      names.left(ANN, 0);
      come(ANNA);

      assertThat(names.reclaim(ANN)).isFalse();

      assertThat(names.claim(new Member("3", "Anna"))).isFalse();
      assertThat(names.reclaim(ANNA)).isTrue();
    }

    @Test
    void nobodyGivesUpTheNameThatIsKeptForIt() {
      come(ANNA);
      names.left(ANNA, 0);
      clock.pass(HOLD.minusMillis(1));
      assertThat(names.reclaim(ANN)).isFalse();

      clock.passMillis(1);
      assertThat(names.reclaim(ANN)).isTrue();
      assertThat(names.reclaim(ANNA)).isFalse();
    }

    @Test
    void theNameMayBeTakenByNobodyElseOnceItIsBack() {
      assertThat(names.reclaim(ANN)).isTrue();
      assertThat(names.claim(OTHER_ANN)).isFalse();
    }
  }

  @Test
  void whoCannotHaveAnotherNameKeepsItsOwn() {
    come(ANN);
    come(new Member("2", "Ben"));

    assertThat(names.claim(new Member("1", "Ben"))).isFalse();

    assertThat(names.claim(OTHER_ANN)).isFalse();
  }

  @Nested
  class UntilWhen {
    @Test
    void aNameThatIsNeverUsedIsGivenUpAfterAMinute() {
      assertThat(names.claim(ANN)).isTrue();

      clock.pass(Nicknames.UNUSED.minusMillis(1));
      assertThat(names.claim(OTHER_ANN)).isFalse();
      clock.passMillis(1);
      assertThat(names.claim(OTHER_ANN)).isTrue();
      assertThat(names.claim(ANN)).isFalse();
    }

    @Test
    void aNameIsItsMembersWhileItIsPresentHoweverLong() {
      come(ANN);

      clock.pass(Duration.ofDays(365));
      names.expire();

      assertThat(names.claim(OTHER_ANN)).isFalse();
    }

    @Test
    void aNameIsHeldForTenMinutesAfterItsMemberLeft() {
      come(ANN);
      clock.passSeconds(60);
      names.left(ANN, 0);

      clock.pass(HOLD.minusMillis(1));
      names.expire();
      assertThat(names.claim(OTHER_ANN)).isFalse();
      clock.passMillis(1);
      assertThat(names.claim(OTHER_ANN)).isTrue();
    }

    @Test
    void whoIsInTwoRoomsIsPresentUntilItHasLeftBoth() {
      come(ANN);
      come(ANN);
      names.left(ANN, 0);
      clock.pass(HOLD);
      assertThat(names.claim(OTHER_ANN)).isFalse();

      names.left(ANN, 0);
      clock.pass(HOLD);
      assertThat(names.claim(OTHER_ANN)).isTrue();
    }

    @Test
    void signingInAgainDoesNotShortenTheHold() {
      come(ANN);
      names.left(ANN, 0);
      assertThat(names.claim(ANN)).isTrue();

      clock.pass(HOLD.minusMillis(1));

      assertThat(names.claim(OTHER_ANN)).isFalse();
    }

    @Test
    void aNameThatIsGivenBackIsFreeAtOnce() {
      come(ANN);
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

  @Nested
  class Races {
    @Test
    void anOldTabUnderTheOldNameDoesNotTakeTheNewOneAway() {
      come(ANN);
      come(ANNA);

      names.left(ANN, 0);
      clock.pass(HOLD);
      names.expire();

      assertThat(names.claim(new Member("2", "Anna"))).isFalse();
    }

    @Test
    void whoIsRenamedAndBackBeforeTheOldTabsLeftHoldsTheNameNoLongerThanOthers() {
      come(ANN);
      assertThat(names.claim(new Member("1", "Anna"))).isTrue();
      assertThat(names.claim(ANN)).isTrue();

      names.left(ANN, 0);
      clock.pass(HOLD);

      assertThat(names.claim(OTHER_ANN)).isTrue();
    }

    @Test
    void aNameIsNotGivenBackWhileItsMemberIsPresentSomewhere() {
      come(ANN);

      // Somebody signed out, and a connection of the same member came in between.
      names.release("1");

      assertThat(names.claim(OTHER_ANN)).isFalse();
      names.left(ANN, 0);
      clock.pass(HOLD);
      assertThat(names.claim(OTHER_ANN)).isTrue();
    }

    @Test
    void whoEverClaimsAtTheSameTimeOneGetsTheName() throws InterruptedException {
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
  }

  @Nested
  class Memory {
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
      come(ANN);
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
        come(new Member("1", "Name " + i));
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
      come(ANN);
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

  @Test
  void guestsWhoNeverClaimANameDisturbNobody() {
    Member guest = new Member("g", "127.0.0.1");
    come(ANN);

    names.joined(guest, 2);
    names.left(guest, 1);
    names.release("g");

    assertThat(names.claim(OTHER_ANN)).isFalse();
  }
}

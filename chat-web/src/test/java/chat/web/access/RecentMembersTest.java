package chat.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.name.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Addresses and nicknames of members who were connected, for a time and of so many. */
class RecentMembersTest {
  private static final Member ANN = new Member("a", "Ann");
  private static final Member BEN = new Member("b", "Ben");
  private static final Member CLEO = new Member("c", "Cleo");

  private Instant now = Instant.EPOCH;
  private final RecentMembers recent = new RecentMembers(() -> now, 2);

  private static String address(int number) {
    return "192.0.2." + number;
  }

  @Test
  void latestEightAddressesAreKnown() {
    IntStream.rangeClosed(1, 9).forEach(number -> recent.add(ANN, address(number)));
    recent.add(ANN, address(3));

    assertThat(recent.addresses(ANN.id()))
        .containsExactly(
            IntStream.of(2, 4, 5, 6, 7, 8, 9, 3)
                .mapToObj(RecentMembersTest::address)
                .toArray(String[]::new));
    assertThat(recent.addresses(BEN.id())).isEmpty();
  }

  @Test
  void latestNicknameIsKnown() {
    recent.add(ANN, address(1));
    recent.add(new Member(ANN.id(), "Anna"), address(1));
    assertThat(recent.nickname(ANN.id())).hasValue("Anna");
    assertThat(recent.nickname(BEN.id())).isEmpty();
  }

  @Test
  void memberIsForgottenADayAfterItWasLastHere() {
    recent.add(ANN, address(1));
    now = now.plus(Duration.ofHours(23));
    recent.add(BEN, address(2));
    recent.add(ANN, address(1));
    now = now.plus(Duration.ofHours(24)).minusNanos(1);
    recent.expire();
    assertThat(recent.addresses(ANN.id())).hasSize(1);

    now = now.plusNanos(1);
    assertThat(recent.addresses(ANN.id())).isEmpty();
    assertThat(recent.addresses(BEN.id())).isEmpty();
  }

  @Test
  void memberWhoLeftTheLongestAgoIsForgottenBeyondTheLimit() {
    recent.add(ANN, address(1));
    recent.add(BEN, address(2));
    recent.add(ANN, address(1));
    recent.add(CLEO, address(3));

    assertThat(recent.addresses(ANN.id())).hasSize(1);
    assertThat(recent.addresses(BEN.id())).isEmpty();
    assertThat(recent.addresses(CLEO.id())).hasSize(1);
  }
}

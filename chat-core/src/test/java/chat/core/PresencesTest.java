package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.MemoryTranscript;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.FakeRoomClient;
import chat.core.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresencesTest {
  private static final Member ANN = new Member("a", "Ann");
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final ManualClock clock = new ManualClock();
  private final ChatRoom room =
      new ChatRoom(RoomName.LOBBY, new MemoryTranscript(clock), GRACE, clock);
  private final Presences presences = new Presences();

  private Seat add(Member member) {
    Seat seat = new Seat(room, member, new FakeRoomClient(), () -> Duration.ZERO, clock);
    presences.add(seat);
    return seat;
  }

  private void leave(Seat seat) {
    assertThat(presences.remove(seat)).isTrue();
    presences.startGrace(seat.member().id(), clock.instant());
  }

  private List<Member> expired() {
    List<Member> expired = new ArrayList<>();
    Instant since = clock.instant().minus(GRACE);
    for (var next = presences.nextExpired(since);
        next.isPresent();
        next = presences.nextExpired(since)) {
      expired.add(next.get());
      presences.removeHere(next.get());
    }
    return expired;
  }

  @Test
  void departuresOfAMemberThatReloadsAreBoundedByItsGrace() {
    for (int second = 0; second < 1_000; second++) {
      leave(add(ANN));
      clock.passSeconds(1);
      expired();
      assertThat(presences.departures()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void departuresThatARejoinEndedAreRemovedWithoutALeave() {
    for (int i = 0; i < 100; i++) {
      leave(add(ANN));
    }
    Seat last = add(ANN);
    clock.pass(GRACE);

    assertThat(expired()).isEmpty();
    assertThat(presences.departures()).isZero();
    assertThat(presences.contains("a")).isTrue();
    assertThat(presences.remove(last)).isTrue();
  }

  @Test
  void departuresAreRemovedOnceTheirGraceIsOver() {
    for (int i = 0; i < 100; i++) {
      leave(add(new Member("m" + i, "Member " + i)));
    }
    clock.pass(GRACE.minusMillis(1));
    assertThat(expired()).isEmpty();
    assertThat(presences.departures()).isEqualTo(100);

    clock.passMillis(1);
    assertThat(expired()).hasSize(100);
    assertThat(presences.departures()).isZero();
    assertThat(presences.count()).isZero();
  }

  @Test
  void aFullListingIsTheSameUntilOneOfItMayHaveChanged() {
    Seat ann = add(ANN);
    Member ben = new Member("b", "Ben");
    add(ben);
    List<Member> both = presences.members(2);
    assertThat(both).containsExactlyInAnyOrder(ANN, ben);

    Member cat = new Member("c", "Cat");
    add(cat);
    assertThat(presences.members(2)).isSameAs(both);

    Member benjamin = new Member("b", "Benjamin");
    add(benjamin);
    assertThat(presences.members(2)).doesNotContain(ben);

    leave(ann);
    clock.pass(GRACE);
    assertThat(expired()).containsExactly(ANN);
    assertThat(presences.members(2)).containsExactlyInAnyOrder(benjamin, cat);

    presences.addElsewhere(ANN);
    List<Member> three = presences.members(3);
    assertThat(three).contains(ANN);
    presences.removeElsewhere(ANN);
    assertThat(presences.members(3)).containsExactlyInAnyOrder(benjamin, cat);
  }

  @Test
  void aListingThatIsNotFullHasWhoeverJoins() {
    add(ANN);
    assertThat(presences.members(2)).containsExactly(ANN);
    Member ben = new Member("b", "Ben");
    add(ben);
    assertThat(presences.members(2)).containsExactlyInAnyOrder(ANN, ben);
    assertThat(presences.members(1)).hasSize(1);
    assertThat(presences.members(Integer.MAX_VALUE)).hasSize(2);
  }
}

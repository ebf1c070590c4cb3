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
}

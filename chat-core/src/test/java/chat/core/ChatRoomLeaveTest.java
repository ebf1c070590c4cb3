package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.testing.FakeRoomClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChatRoomLeaveTest extends ChatRoomFixture {
  @Test
  void memberLeavesWithItsLastSeat() {
    Seat first = join(ANN);
    Seat second = join(ANN);
    heard.drain();

    first.leave();
    passGrace();
    assertThat(heard.lines()).isEmpty();

    second.leave();
    passGrace();
    assertThat(heard.lines()).containsExactly("-Ann 0");
  }

  @Test
  void memberIsPresentUntilItsGraceIsOver() {
    Seat ann = join(ANN);
    heard.drain();

    ann.leave();
    clock.pass(GRACE.minusMillis(1));
    room.tick();
    assertThat(heard.lines()).isEmpty();
    assertThat(room.count()).isEqualTo(1);
    assertThat(room.members(10)).containsExactly(ANN);

    clock.passMillis(1);
    room.tick();
    assertThat(heard.lines()).containsExactly("-Ann 0");
    assertThat(room.count()).isZero();
  }

  @Test
  void rejoinWithinTheGraceIsNotBroadcast() {
    Seat before = join(ANN);
    heard.drain();

    before.leave();
    clock.passMillis(500);
    room.tick();
    join(ANN);
    passGrace();
    passGrace();

    assertThat(heard.lines()).isEmpty();
    assertThat(room.count()).isEqualTo(1);
  }

  @Test
  void eachLeaveRestartsTheGrace() {
    join(ANN).leave();
    clock.passSeconds(2);
    join(ANN).leave();
    heard.drain();

    clock.passSeconds(2);
    room.tick();
    assertThat(heard.lines()).isEmpty();

    clock.passSeconds(1);
    room.tick();
    assertThat(heard.lines()).containsExactly("-Ann 0");
  }

  @Test
  void twoLeavesInOneMomentAreOne() {
    join(ANN).leave();
    join(ANN).leave();

    passGrace();
    passGrace();

    assertThat(heard.lines()).containsExactly("+Ann 1", "-Ann 0");
  }

  @Test
  void secondLeaveOfASeatDoesNothing() {
    Seat ann = join(ANN);
    Seat other = join(ANN);
    ann.leave();
    ann.leave();
    passGrace();

    assertThat(room.count()).isEqualTo(1);
    other.leave();
    passGrace();
    assertThat(heard.lines()).containsExactly("+Ann 1", "-Ann 0");
  }

  @Test
  void leaveWithoutAGraceIsBroadcastAtOnce() {
    ChatRoom strict = room(Duration.ZERO);
    Seat ann = join(strict, ANN, new FakeRoomClient());
    heard.drain();

    ann.leave();

    assertThat(heard.lines()).containsExactly("-Ann 0");
    assertThat(strict.count()).isZero();
  }

  @Test
  void expiredMembersLeaveInTheOrderOfTheirDepartures() {
    Seat ann = join(ANN);
    Seat ben = join(BEN);
    ben.leave();
    clock.passMillis(1);
    ann.leave();
    heard.drain();

    passGrace();

    assertThat(heard.lines()).containsExactly("-Ben 1", "-Ann 0");
  }

  @Test
  void removedMemberLeavesAtOnceWithAllSeats() {
    FakeRoomClient one = new FakeRoomClient();
    FakeRoomClient two = new FakeRoomClient();
    Seat first = join(room, ANN, one);
    join(room, ANN, two);
    join(BEN);
    heard.drain();

    room.remove("a", RoomClient.RemovalReason.SIGNED_OUT);

    assertThat(heard.lines()).containsExactly("-Ann 1");
    assertThat(one.removals()).containsExactly(RoomClient.RemovalReason.SIGNED_OUT);
    assertThat(two.removals()).containsExactly(RoomClient.RemovalReason.SIGNED_OUT);
    first.leave();
    passGrace();
    assertThat(heard.lines()).containsExactly("-Ann 1");
  }

  @Test
  void memberRemovedInItsGraceLeavesOnce() {
    join(ANN).leave();
    heard.drain();

    room.remove("a", RoomClient.RemovalReason.SIGNED_OUT);
    passGrace();

    assertThat(heard.lines()).containsExactly("-Ann 0");
  }

  @Test
  void leaveOfARemovedSeatKeepsTheMemberThatRejoined() {
    Seat old = join(ANN);
    room.remove("a", RoomClient.RemovalReason.SIGNED_OUT);
    join(ANN);
    heard.drain();

    old.leave();
    passGrace();

    assertThat(heard.lines()).isEmpty();
    assertThat(room.count()).isEqualTo(1);
  }

  @Test
  void removalOfAnAbsentMemberDoesNothing() {
    join(ANN);
    room.remove("nobody", RoomClient.RemovalReason.REMOVED);

    assertThat(heard.lines()).containsExactly("+Ann 1");
  }
}

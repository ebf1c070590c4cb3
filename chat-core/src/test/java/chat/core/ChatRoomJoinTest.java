package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.MemoryTranscript;
import chat.core.log.Receipt;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.FakeRoomClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatRoomJoinTest extends ChatRoomFixture {
  @Test
  void joinIsBroadcastWithTheNumberOfMembers() {
    join(ANN);
    join(BEN);

    assertThat(heard.lines()).containsExactly("+Ann 1", "+Ben 2");
    assertThat(room.count()).isEqualTo(2);
    assertThat(room.members(10)).containsExactlyInAnyOrder(ANN, BEN);
  }

  @Test
  void secondSeatOfAMemberIsNotBroadcast() {
    join(ANN);
    join(ANN);

    assertThat(heard.lines()).containsExactly("+Ann 1");
    assertThat(room.count()).isEqualTo(1);
    assertThat(room.members(10)).containsExactly(ANN);
  }

  @Test
  void listOfMembersIsLimited() {
    join(ANN);
    join(BEN);

    assertThat(room.members(1)).hasSize(1);
    assertThat(room.members(0)).isEmpty();
  }

  @Test
  void clientIsNotifiedOfItsJoinBeforeTheListeners() {
    List<String> order = new ArrayList<>();
    room.addListener(
        new RoomListener() {
          @Override
          public void joined(Member member, int count) {
            order.add("broadcast");
          }
        });
    RoomClient client =
        new RoomClient() {
          @Override
          public void joined(ChatRoom where, long last) {
            order.add("joined");
          }

          @Override
          public void removed(RemovalReason why) {}
        };

    assertThat(room.join(ANN, client, () -> Duration.ZERO)).isPresent();

    assertThat(order).containsExactly("joined", "broadcast");
  }

  @Test
  void clientGetsTheNumberOfTheLastBroadcastEntry() {
    FakeRoomClient first = new FakeRoomClient();
    Seat ann = join(room, ANN, first);
    say(ann, "one");
    say(ann, "two");
    FakeRoomClient second = new FakeRoomClient();

    join(room, BEN, second);

    assertThat(first.last()).isZero();
    assertThat(second.last()).isEqualTo(2);
    assertThat(second.room()).isSameAs(room);
  }

  @Test
  void roomOpenedOnALogWithEntriesKnowsTheLast() {
    MemoryTranscript log = new MemoryTranscript(clock);
    log.append(new Draft.Say(ANN, "", "long ago", 0), Receipt.NONE);
    FakeRoomClient client = new FakeRoomClient();

    join(new ChatRoom(RoomName.LOBBY, log, GRACE, clock), BEN, client);

    assertThat(client.last()).isEqualTo(1);
  }

  @Test
  void memberThatJoinsUnderAnotherNameLeavesUnderTheOldOneFirst() {
    join(ANN);
    join(new Member("a", "Anna"));

    assertThat(heard.lines()).containsExactly("+Ann 1", "-Ann 0", "+Anna 1");
    assertThat(room.members(10)).containsExactly(new Member("a", "Anna"));
  }

  @Test
  void seatUnderTheOldNameIsRemoved() {
    FakeRoomClient old = new FakeRoomClient();
    FakeRoomClient fresh = new FakeRoomClient();
    room.join(ANN, old, () -> Duration.ZERO);
    room.join(new Member("a", "Anna"), fresh, () -> Duration.ZERO);

    assertThat(old.removals()).containsExactly(RoomClient.RemovalReason.SIGNED_OUT);
    assertThat(fresh.removals()).isEmpty();
  }

  @Test
  void leaveOfASeatUnderTheOldNameKeepsTheMember() {
    Seat old = join(ANN);
    join(new Member("a", "Anna"));
    heard.drain();

    old.leave();
    passGrace();

    assertThat(heard.lines()).isEmpty();
    assertThat(room.count()).isEqualTo(1);
  }
}

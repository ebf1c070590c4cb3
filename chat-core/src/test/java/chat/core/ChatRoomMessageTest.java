package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Receipt;
import chat.core.name.RoomName;
import chat.core.testing.FakeRoomClient;
import chat.core.testing.RecordingReceipt;
import chat.core.testing.SlowTranscript;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChatRoomMessageTest extends ChatRoomFixture {
  @Test
  void messagesAreBroadcastInOrderWithoutAHole() {
    Seat ann = join(ANN);
    Seat ben = join(BEN);
    heard.drain();

    say(ann, "hi");
    say(ben, "hello");
    say(ann, "how are you?");

    assertThat(heard.lines()).containsExactly("1 Ann:hi", "2 Ben:hello", "3 Ann:how are you?");
  }

  @Test
  void entryIsBroadcastAndAcknowledgedAfterItIsKept() {
    SlowTranscript disk = new SlowTranscript(clock);
    ChatRoom slow = new ChatRoom(RoomName.LOBBY, disk, GRACE, clock);
    slow.addListener(heard);
    Seat ann = join(slow, ANN, new FakeRoomClient());
    heard.drain();
    RecordingReceipt receipt = new RecordingReceipt();

    ann.say("1", "hi", 0, receipt);
    assertThat(heard.lines()).isEmpty();
    assertThat(receipt.calls()).isEmpty();

    disk.keepAll();
    assertThat(heard.lines()).containsExactly("1 Ann:hi");
    assertThat(receipt.calls()).containsExactly("kept 1");
  }

  @Test
  void refusedDraftIsNotBroadcast() {
    SlowTranscript disk = new SlowTranscript(clock);
    ChatRoom slow = new ChatRoom(RoomName.LOBBY, disk, GRACE, clock);
    slow.addListener(heard);
    Seat ann = join(slow, ANN, new FakeRoomClient());
    heard.drain();
    RecordingReceipt receipt = new RecordingReceipt();

    ann.say("1", "hi", 0, receipt);
    disk.refuseAll();

    assertThat(receipt.calls()).containsExactly("not-kept");
    assertThat(heard.lines()).isEmpty();
  }

  @Test
  void positionOfAJoinIsBeforeEntriesThatAreNotKeptYet() {
    SlowTranscript disk = new SlowTranscript(clock);
    ChatRoom slow = new ChatRoom(RoomName.LOBBY, disk, GRACE, clock);
    slow.addListener(heard);
    Seat ann = join(slow, ANN, new FakeRoomClient());
    ann.say("1", "hi", 0, Receipt.NONE);
    FakeRoomClient newcomer = new FakeRoomClient();

    join(slow, BEN, newcomer);
    disk.keepAll();

    assertThat(newcomer.last()).isZero();
    assertThat(heard.lines()).containsExactly("+Ann 1", "+Ben 2", "1 Ann:hi");
  }

  @Test
  void messageSentBeforeALeaveIsBroadcast() {
    SlowTranscript disk = new SlowTranscript(clock);
    ChatRoom slow = new ChatRoom(RoomName.LOBBY, disk, Duration.ZERO, clock);
    slow.addListener(heard);
    Seat ann = join(slow, ANN, new FakeRoomClient());
    join(slow, BEN, new FakeRoomClient());
    heard.drain();

    ann.say("1", "bye", 0, Receipt.NONE);
    ann.leave();
    disk.keepAll();

    assertThat(heard.lines()).containsExactly("-Ann 1", "1 Ann:bye");
  }

  @Test
  void typingOfARemovedMemberIsNotBroadcast() {
    Seat ann = join(ANN);
    room.remove("a", RoomClient.RemovalReason.SIGNED_OUT);
    heard.drain();

    ann.typing();

    assertThat(heard.lines()).isEmpty();
  }
}

package chat.core;

import chat.core.log.MemoryTranscript;
import chat.core.log.Receipt;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.FakeRoomClient;
import chat.core.testing.ManualClock;
import chat.core.testing.RecordingListener;
import java.time.Duration;

/** A room with a recording listener, for the tests of {@link ChatRoom}. */
abstract class ChatRoomFixture {
  static final Member ANN = new Member("a", "Ann");
  static final Member BEN = new Member("b", "Ben");
  static final Duration GRACE = Duration.ofSeconds(3);

  final ManualClock clock = new ManualClock();
  final RecordingListener heard = new RecordingListener();
  final ChatRoom room = room(GRACE);

  ChatRoom room(Duration grace) {
    var opened = new ChatRoom(RoomName.LOBBY, new MemoryTranscript(clock), grace, clock);
    opened.addListener(heard);
    return opened;
  }

  Seat join(Member member) {
    return join(room, member, new FakeRoomClient());
  }

  static Seat join(ChatRoom room, Member member, FakeRoomClient client) {
    return room.join(member, client, () -> Duration.ZERO).orElseThrow();
  }

  static void say(Seat seat, String text) {
    seat.say("", text, 0, Receipt.NONE);
  }

  void passGrace() {
    clock.pass(GRACE);
    room.tick();
  }
}

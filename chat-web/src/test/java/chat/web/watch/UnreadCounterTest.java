package chat.web.watch;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.MemoryTranscript;
import chat.core.log.Transcript.ReadLimit;
import chat.core.member.OpenedRoom;
import chat.core.member.ReadPosition;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.ManualClock;
import chat.core.testing.RecordingReceipt;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The count for many members is that of the log for each. */
class UnreadCounterTest {
  private static final List<Member> MEMBERS =
      List.of(new Member("a", "Ann"), new Member("b", "Ben"), new Member("c", "Cleo"));

  private final MemoryTranscript log = new MemoryTranscript(new ManualClock());

  private void append(Draft draft) {
    var receipt = new RecordingReceipt();
    log.append(draft, receipt);
    receipt.seq();
  }

  /** Ann says most of it, Ben little; each tenth message is deleted. */
  private void say(int count) {
    for (int i = 1; i <= count; i++) {
      long seq = log.before(Long.MAX_VALUE, new ReadLimit(1, 1)).asOf() + 1;
      Member author = MEMBERS.get(i % 7 == 0 ? 1 : 0);
      append(new Draft.Say(author, "m" + seq, "text", 0));
      if (i % 10 == 0) {
        append(new Draft.Delete(author, "d" + seq, seq));
      }
    }
  }

  private void assertCountsAsTheLogDoes() {
    UnreadCounter counter = UnreadCounter.of(log);
    long last = log.unread(0, "c", 1).asOf();
    assertThat(last).isPositive();
    for (Member member : MEMBERS) {
      for (long read = 0; read <= last; read++) {
        var room = room(log.epoch(), read);
        assertThat(counter.count(room, member.id()))
            .as(member + " has read " + read)
            .isEqualTo(UnreadCounter.count(log, room, member.id()));
      }
    }
  }

  private static OpenedRoom room(String epoch, long read) {
    return new OpenedRoom(RoomName.LOBBY, Optional.of(new ReadPosition(epoch, read)), 3);
  }

  @Test
  void inAShortRoom() {
    say(30);
    assertCountsAsTheLogDoes();
  }

  @Test
  void inARoomWithMoreMessagesThanItReads() {
    say(400);
    assertCountsAsTheLogDoes();
  }

  @Test
  void allIsUnreadForAPositionOfAnotherEpoch() {
    say(5);
    assertThat(UnreadCounter.of(log).count(room("another", 5), "c"))
        .returns(5, RoomState::unread)
        .returns(3, RoomState::mentions);
  }
}

package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Follower;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.log.Transcript;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.FakeRoomClient;
import chat.core.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A room is opened on a log that is being written: by what was said before it was closed. */
class RoomOpeningTest {
  private static final Member ANN = new Member("ann", "Ann");

  private final ManualClock clock = new ManualClock();

  @Test
  void entryKeptWhileTheRoomOpensIsInItsLastNumber() throws Exception {
    var log = new BusyTranscript();
    var room = new ChatRoom(RoomName.LOBBY, log, Duration.ZERO, clock);
    log.teller.join();
    var client = new FakeRoomClient();
    assertThat(room.join(ANN, client, () -> Duration.ZERO)).isPresent();
    // Else the newcomer's replay would end before an entry that its stream no longer tells.
    assertThat(client.last()).isEqualTo(6);
  }

  /** Has five entries, and a sixth as soon as somebody follows. */
  private static final class BusyTranscript implements Transcript {
    private static final Duration LONG_ENOUGH = Duration.ofMillis(200);
    private Thread teller;

    @Override
    public long follow(Follower follower) {
      Entry sixth = new Entry.Said(6, Instant.EPOCH, ANN, "6", "hi", 0, false);
      teller =
          Thread.ofPlatform()
              .start(() -> follower.kept(List.of(new Follower.Kept(sixth, Receipt.NONE))));
      try {
        // It is told at once, or has to wait for the room: not for us to know.
        boolean _ = teller.join(LONG_ENOUGH);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return 5;
    }

    @Override
    public String epoch() {
      return "busy";
    }

    @Override
    public void append(Draft draft, Receipt receipt) {}

    @Override
    public void refuse(Draft draft, Refusal refusal, Receipt receipt) {}

    @Override
    public Optional<List<Entry>> after(long seq, long upTo, ReadLimit limit) {
      return Optional.empty();
    }

    @Override
    public Page answers(long message, long seq, ReadLimit limit) {
      return before(seq, limit);
    }

    @Override
    public Page pinned(long seq, ReadLimit limit) {
      return before(seq, limit);
    }

    @Override
    public Page before(long seq, ReadLimit limit) {
      return new Page(6, List.of(), false);
    }

    @Override
    public void close() {}
  }
}

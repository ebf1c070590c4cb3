package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Follower;
import chat.core.log.Transcript;
import chat.core.log.Transcripts;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.FakeRoomClient;
import chat.core.testing.ManualClock;
import chat.core.testing.SlowTranscript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A room whose log has lost entries begins anew, without the connections that were there. */
@Timeout(30)
class EpochEndTest {
  private static final Member ANN = new Member("a", "Ann");
  private static final Member BEN = new Member("b", "Ben");

  private final ManualClock clock = new ManualClock();
  private final LosingTranscripts transcripts = new LosingTranscripts();
  private final Rooms rooms =
      new Rooms(
          transcripts,
          new Rooms.Rules(Duration.ofMinutes(1), Optional.empty(), 1),
          clock,
          room -> room.addListener(new DepartureListener()));
  private final List<Member> left = new ArrayList<>();

  private final class DepartureListener implements RoomListener {
    @Override
    public void left(Member member, int count) {
      left.add(member);
    }
  }

  /** Logs that remember the first follower of each opening. */
  private final class LosingTranscripts implements Transcripts {
    private final List<Follower> followers = new ArrayList<>();

    @Override
    public Transcript open(RoomName room) {
      return new SlowTranscript(clock) {
        @Override
        public long follow(Follower follower) {
          followers.add(follower);
          return super.follow(follower);
        }

        @Override
        public String epoch() {
          return "epoch" + followers.size();
        }
      };
    }

    @Override
    public void close() {}
  }

  @Test
  void allConnectionsAreRemovedAndLaterOnesGetTheNextEpoch() {
    var ann = new FakeRoomClient();
    var ben = new FakeRoomClient();
    Seat annsSeat = rooms.join(RoomName.LOBBY, ANN, ann);
    rooms.join(RoomName.LOBBY, BEN, ben);
    assertThat(ann.room().count()).isEqualTo(2);

    transcripts.followers.getFirst().epochEnded();

    assertThat(ann.removals()).containsExactly(RoomClient.RemovalReason.STREAM_ENDED);
    assertThat(ben.removals()).containsExactly(RoomClient.RemovalReason.STREAM_ENDED);
    var again = new FakeRoomClient();
    rooms.join(RoomName.LOBBY, ANN, again);
    annsSeat.leave();
    rooms.tick();
    assertThat(again.room()).isNotSameAs(ann.room());
    assertThat(again.removals()).isEmpty();
    assertThat(again.room().transcript().epoch()).isEqualTo("epoch2");
    assertThat(rooms.find(RoomName.LOBBY)).contains(again.room());
    assertThat(again.room().members()).containsExactly(ANN);
    assertThat(left).as("members said to have left, though they come back").isEmpty();
  }

  @Test
  void roomWithoutMembersIsClosed() {
    var ann = new FakeRoomClient();
    Seat seat = rooms.join(RoomName.LOBBY, ANN, ann);
    transcripts.followers.getFirst().epochEnded();
    seat.leave();

    rooms.tick();

    assertThat(rooms.count()).isZero();
  }
}

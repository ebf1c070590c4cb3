package chat.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.log.MemoryTranscripts;
import chat.core.log.Transcript;
import chat.core.log.Transcripts;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.FakeRoomClient;
import chat.core.testing.ManualClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A room whose log is slow to open, or cannot be opened. */
@Timeout(30)
class RoomSlotTest {
  private static final Member ANN = new Member("a", "Ann");
  // Their names have one hash, so a map has both in one bin.
  private static final RoomName QUICK = new RoomName("\u4e00\u4e50");
  private static final RoomName SLOW = new RoomName("\u4e01\u4e31");

  private final ManualClock clock = new ManualClock();
  private final CountDownLatch opening = new CountDownLatch(1);
  private final CountDownLatch mayOpen = new CountDownLatch(1);
  private final Transcripts memory = new MemoryTranscripts(clock);
  private volatile boolean failing;

  /** Logs of which one waits for its disk. */
  private final class SlowTranscripts implements Transcripts {
    @Override
    public Transcript open(RoomName room) {
      if (failing) {
        throw new IllegalStateException("no disk");
      }
      if (room.equals(SLOW)) {
        opening.countDown();
        try {
          mayOpen.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return memory.open(room);
    }

    @Override
    public void close() {}
  }

  private final Rooms rooms =
      new Rooms(
          new SlowTranscripts(),
          new Rooms.Rules(Duration.ZERO, Optional.empty(), 1),
          clock,
          room -> {});

  @Test
  void roomsHaveOneHash() {
    assertThat(QUICK.hashCode()).isEqualTo(SLOW.hashCode());
  }

  @Test
  void nothingWaitsForARoomThatIsBeingOpened() throws InterruptedException {
    rooms.join(QUICK, ANN, new FakeRoomClient());
    Thread joining = Thread.startVirtualThread(() -> rooms.join(SLOW, ANN, new FakeRoomClient()));
    opening.await();

    Thread ticking =
        Thread.startVirtualThread(() -> {
          rooms.tick();
          rooms.remove("nobody", RoomClient.RemovalReason.REMOVED);
        });
    assertThat(ticking.join(Duration.ofSeconds(20))).isTrue();
    assertThat(rooms.find(SLOW)).isEmpty();

    mayOpen.countDown();
    joining.join();
    assertThat(rooms.isPresent(SLOW, "a")).isTrue();
  }

  @Test
  void roomThatCouldNotBeOpenedIsOpenedAnew() {
    failing = true;
    assertThatThrownBy(() -> rooms.join(QUICK, ANN, new FakeRoomClient())).hasMessage("no disk");
    assertThat(rooms.count()).isZero();

    failing = false;
    assertThat(rooms.join(QUICK, ANN, new FakeRoomClient()).member()).isEqualTo(ANN);
  }

  @Test
  void callersWhoWaitedForARoomThatCouldNotBeOpenedFailToo() {
    var slot = new RoomSlot();
    assertThatThrownBy(() ->
            slot.room(() -> {
              throw new IllegalStateException("no disk");
            }))
        .hasMessage("no disk");
    assertThatThrownBy(() -> slot.room(() -> null)).hasMessage("the room could not be opened");
  }
}

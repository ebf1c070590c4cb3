package chat.sqlite.search;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.name.RoomName;
import chat.sqlite.testing.TestSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In which order rooms are indexed, and how long the indexer pauses. */
@Timeout(30)
class IndexQueueTest {
  private static final RoomName GARDEN = new RoomName("garden");
  private static final Duration LONG = Duration.ofDays(1);

  private static IndexQueue queue(Duration roundPause, int quietFactor, int busyFactor) {
    return new IndexQueue(TestSettings.search(1, roundPause, quietFactor, busyFactor));
  }

  /** Runs something on another thread until it pauses. */
  private static Thread paused(Runnable task) {
    Thread thread = Thread.ofPlatform().daemon().start(task);
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      assertThat(thread.isAlive()).as("it pauses").isTrue();
      Thread.onSpinWait();
    }
    return thread;
  }

  @Test
  void aRoomThatIsCommittedTwiceIsIndexedOnce() {
    IndexQueue queue = queue(Duration.ZERO, 0, 0);
    queue.committed(RoomName.LOBBY);
    queue.committed(GARDEN);
    queue.committed(RoomName.LOBBY);
    assertThat(queue.next()).hasValue(RoomName.LOBBY);
    assertThat(queue.remaining()).containsExactly(GARDEN);
  }

  @Test
  void aRoomThatIsAddedAgainComesAfterTheOthersOfItsRound() {
    IndexQueue queue = queue(Duration.ZERO, 0, 0);
    queue.committed(RoomName.LOBBY);
    queue.committed(GARDEN);
    assertThat(queue.next()).hasValue(RoomName.LOBBY);
    queue.addAgain(RoomName.LOBBY);
    assertThat(queue.next()).hasValue(GARDEN);
    assertThat(queue.next()).hasValue(RoomName.LOBBY);
  }

  @Test
  void roomsGatherBeforeARound() throws InterruptedException {
    IndexQueue queue = queue(LONG, 0, 0);
    queue.committed(RoomName.LOBBY);
    Thread indexer = paused(queue::next);
    queue.close();
    indexer.join();
  }

  @Test
  void aQuietLogIsIndexedWithoutTheLongerPause() {
    IndexQueue queue = queue(Duration.ZERO, 0, 1_000);
    queue.throttle(LONG);
    queue.close();
  }

  @Test
  void thePauseIsLongerWhileEntriesAreCommitted() throws InterruptedException {
    IndexQueue queue = queue(Duration.ZERO, 0, 10);
    queue.committed(RoomName.LOBBY);
    Thread indexer = paused(() -> queue.throttle(LONG));
    queue.close();
    indexer.join();
  }

  @Test
  void thePauseIsShortAgainOnceNothingIsCommitted() throws InterruptedException {
    IndexQueue queue = queue(Duration.ZERO, 0, 10);
    queue.committed(RoomName.LOBBY);
    Thread indexer = paused(() -> queue.throttle(LONG));
    queue.wake();
    indexer.join();
    assertThat(queue.next()).isEmpty();
    queue.throttle(LONG);
  }

  @Test
  void closingEndsAllWaits() {
    IndexQueue queue = queue(LONG, 0, 10);
    queue.close();
    assertThat(queue.isClosed()).isTrue();
    queue.throttle(LONG);
    assertThat(queue.next()).isEmpty();
  }
}

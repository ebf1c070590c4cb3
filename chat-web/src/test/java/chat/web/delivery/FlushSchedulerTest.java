package chat.web.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Entry;
import chat.core.name.Member;
import chat.core.testing.Await;
import chat.web.metrics.ServerMetrics;
import chat.web.protocol.Dialect;
import chat.web.testing.FakeDataWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages are flushed at once; joins of a full room are batched. */
@Timeout(30)
class FlushSchedulerTest {
  private static final Member ANN = new Member("1", "Ann");
  private static final String JOINED = "【Ann】进入了聊天室";

  private final Queue<Runnable> startedWriters = new ConcurrentLinkedQueue<>();
  private final FakeDataWriter socket = new FakeDataWriter();
  private RoomStream stream;

  @BeforeEach
  void oneFlushInAnHour() {
    openStream(Duration.ofHours(1));
  }

  /** A stream with one outbox that has read all of it. */
  private void openStream(Duration flushInterval) {
    var settings = new DeliverySettings(1_000, flushInterval, Duration.ZERO);
    stream = new RoomStream(Dialect.of(List.of()), StreamFormat.WEB_SOCKET.framing(""), settings);
    var writers = new WriterPool(settings, startedWriters::add);
    Outbox outbox =
        new Outbox(
            writers, StreamFormat.WEB_SOCKET.framing(""), socket, 10_000, new ServerMetrics());
    outbox.attach(stream);
    outbox.start(List.of());
    runWriters();
  }

  private void enter(int readers) {
    for (int i = 0; i < readers; i++) {
      stream.enter();
    }
  }

  private void join() {
    stream.joined(ANN, 1);
    stream.flushed();
  }

  private void say() {
    stream.broadcast(new Entry.Said(1, Instant.EPOCH, ANN, "", "hello", 0, false));
    stream.flushed();
  }

  /** Runs those that were started before; taken one by one, because a flush may start another. */
  private void runWriters() {
    for (int left = startedWriters.size(); left > 0; left--) {
      startedWriters.remove().run();
    }
  }

  private List<String> written() {
    runWriters();
    return socket.texts();
  }

  @Test
  void theFirstJoinIsFlushedAtOnceAndTheNextOnesWaitForTheInterval() {
    enter(FlushScheduler.FEW_READERS);
    join();
    assertThat(written()).containsExactly(JOINED);
    join();
    join();
    assertThat(written()).containsExactly(JOINED);
  }

  @Test
  void joinsThatWaitAreFlushedAtTheEndOfTheInterval() {
    openStream(Duration.ofMillis(1));
    enter(FlushScheduler.FEW_READERS);
    for (int joins = 1; joins <= 20; joins++) {
      int expected = joins;
      join();
      Await.until("it is flushed", () -> written().size() == expected);
    }
  }

  @Test
  void aMessageIsFlushedAtOnceAndTakesWaitingJoinsAlong() {
    enter(FlushScheduler.FEW_READERS);
    join();
    runWriters();
    join();
    say();
    assertThat(written()).containsExactly(JOINED, JOINED, "Ann:hello");
    say();
    assertThat(written()).endsWith("Ann:hello", "Ann:hello");
    assertThat(socket.writes()).isEqualTo(3);
  }

  @Test
  void aMessageIsFlushedAtOnceAlthoughAJoinFollowsBeforeTheFlush() {
    enter(FlushScheduler.FEW_READERS);
    join();
    runWriters();
    stream.broadcast(new Entry.Said(1, Instant.EPOCH, ANN, "", "hello", 0, false));
    join();
    assertThat(written()).containsExactly(JOINED, "Ann:hello", JOINED);
  }

  @Test
  void joinsAreFlushedAtOnceWithFewReaders() {
    enter(FlushScheduler.FEW_READERS - 1);
    join();
    assertThat(written()).hasSize(1);
    join();
    assertThat(written()).hasSize(2);
  }

  @Test
  void noOutboxIsWokenWithoutNewFrames() {
    say();
    assertThat(written()).hasSize(1);
    stream.flushed();
    assertThat(startedWriters).isEmpty();
  }

  /** Otherwise the outboxes of closed connections would stay reachable in a quiet room. */
  @Test
  void waitingListIsRebuiltAfterManyExits() {
    enter(300);
    for (int i = 0; i < 300; i++) {
      stream.exit();
    }
    stream.flushed();
    assertThat(startedWriters).hasSize(1);
  }
}

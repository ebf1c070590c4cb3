package chat.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Entry;
import chat.core.name.Member;
import chat.core.testing.Await;
import chat.web.delivery.DeliverySettings;
import chat.web.delivery.FrameEncoder;
import chat.web.delivery.Framing;
import chat.web.delivery.Outbox;
import chat.web.delivery.RoomStream;
import chat.web.delivery.StreamFormat;
import chat.web.delivery.WriterPool;
import chat.web.metrics.DisconnectReason;
import chat.web.metrics.ServerMetrics;
import chat.web.protocol.Dialect;
import chat.web.testing.FakeDataWriter;
import chat.web.testing.ServerFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The monitor finds slow, stuck, dead and silent clients. */
@Timeout(30)
class ConnectionMonitorTest {
  private static final Framing FRAMES = StreamFormat.WEB_SOCKET.framing("");
  private static final int MAX_BEHIND = 1_000;
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(15);
  private static final ConnectionTimeouts TIMEOUTS = ConnectionTimeouts.DEFAULTS;
  private static final String BEAT = "{\"type\":\"beat\"}";

  private final ConnectionMonitor monitor =
      new ConnectionMonitor(TIMEOUTS, WRITE_TIMEOUT, List.of());
  private final ServerMetrics metrics = new ServerMetrics();
  private final FakeDataWriter socket = new FakeDataWriter();
  private final Dialect dialect = Dialect.of(List.of("chat.v1"));
  private final RoomStream stream = new RoomStream(dialect, FRAMES, DeliverySettings.DEFAULTS);
  private final Outbox outbox =
      new Outbox(new WriterPool(DeliverySettings.DEFAULTS), FRAMES, socket, MAX_BEHIND, metrics);
  private final long start = System.nanoTime();
  private final Liveness liveness = new Liveness(outbox, dialect, start);

  @BeforeEach
  void open() {
    outbox.attach(stream);
    outbox.start(List.of());
  }

  @AfterEach
  void end() {
    outbox.end(Duration.ofSeconds(10));
  }

  /** Checks when this time has passed, and the time that this test itself has taken. */
  private void checkAfter(Duration time) {
    monitor.check(liveness, System.nanoTime() + time.toNanos());
  }

  private void checkBefore(Duration time) {
    monitor.check(liveness, start + time.toNanos() - Duration.ofSeconds(1).toNanos());
  }

  /** A writer is stuck in a write of this many bytes. */
  private void stall(int bytes) {
    socket.block();
    outbox.offer(FrameEncoder.text(new byte[bytes]));
    Await.until("a writer is stuck", outbox::isWriting);
  }

  private void say(String text) {
    stream.broadcast(new Entry.Said(1, Instant.EPOCH, new Member("1", "Ann"), "", text, 0, false));
    stream.flushed();
  }

  private void assertCut(DisconnectReason reason) {
    assertThat(outbox.isClosing()).isTrue();
    for (DisconnectReason each : DisconnectReason.values()) {
      assertThat(metrics.count(each)).as(each.label()).isEqualTo(each == reason ? 1 : 0);
    }
  }

  private void assertNotCut() {
    assertThat(outbox.isClosing()).isFalse();
  }

  private long pings() {
    return socket.frames().stream().filter(ServerFrame::isPing).count();
  }

  @Test
  void aDeadClientIsCut() {
    checkBefore(TIMEOUTS.peerTimeout());
    assertNotCut();
    checkAfter(TIMEOUTS.peerTimeout());
    assertCut(DisconnectReason.SILENT);
  }

  @Test
  void clientThatSendsAgainIsNotCut() {
    liveness.frameReceived(start + TIMEOUTS.peerTimeout().toNanos());
    checkAfter(TIMEOUTS.peerTimeout());
    assertNotCut();
  }

  @Test
  void silentClientIsPingedOncePerIntervalWithAHeartbeat() {
    checkBefore(TIMEOUTS.heartbeatInterval());
    checkAfter(TIMEOUTS.heartbeatInterval());
    checkAfter(TIMEOUTS.heartbeatInterval());
    Await.until("the beat is written", () -> socket.texts().contains(BEAT));
    assertThat(pings()).isEqualTo(1);
    checkAfter(TIMEOUTS.heartbeatInterval().multipliedBy(2));
    Await.until("the next ping is written", () -> pings() == 2);
    assertNotCut();
  }

  @Test
  void chorePassesAnErrorToNoOtherChore() throws InterruptedException {
    var runs = new CountDownLatch(2);
    List<Runnable> chores =
        List.of(
            () -> {
              throw new OutOfMemoryError("of this test");
            },
            runs::countDown);
    try (var guarded = new ConnectionMonitor(TIMEOUTS, WRITE_TIMEOUT, chores)) {
      guarded.start();
      assertThat(runs.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aStuckClientIsCutAfterTheWriteTimeout() {
    stall(10);
    checkBefore(WRITE_TIMEOUT);
    assertNotCut();
    checkAfter(WRITE_TIMEOUT);
    assertCut(DisconnectReason.STUCK);
  }

  @Test
  void aClientTooFarBehindIsCutAtTheSecondCheck() {
    stall(10);
    say("x".repeat(MAX_BEHIND));
    checkAfter(Duration.ZERO);
    assertNotCut();
    checkAfter(Duration.ZERO);
    assertCut(DisconnectReason.BEHIND);
  }

  /** One check too late may be the server's own delay. */
  @Test
  void aClientThatCatchesUpBetweenTwoChecksIsNotCut() {
    stall(10);
    say("x".repeat(MAX_BEHIND));
    checkAfter(Duration.ZERO);
    socket.unblock();
    Await.until("all is written", () -> !outbox.isTooFarBehind() && !outbox.isWriting());
    checkAfter(Duration.ZERO);
    stall(10);
    say("x".repeat(MAX_BEHIND));
    checkAfter(Duration.ZERO);
    assertNotCut();
  }

  @Test
  void clientThatIgnoresTheCloseIsCutAfterTheCloseTimeout() {
    outbox.close(1012);
    outbox.awaitClosed(Duration.ofSeconds(10));
    checkBefore(TIMEOUTS.closeTimeout());
    assertThat(metrics.count(DisconnectReason.IGNORES_CLOSE)).isZero();
    checkAfter(TIMEOUTS.closeTimeout());
    assertCut(DisconnectReason.IGNORES_CLOSE);
  }

  /** As after SIGSTOP and SIGCONT: the frames of the clients wait in their sockets. */
  @Test
  void aMonitorThatWasLateItselfCutsNobodyUntilTheTimeoutHasPassedOnceMore() {
    Duration stopped = TIMEOUTS.peerTimeout().plusSeconds(35);
    long resumed = start + stopped.toNanos();
    monitor.noteTime(start);
    monitor.noteTime(resumed);
    monitor.check(liveness, resumed);
    assertNotCut();
    Await.until("the client is pinged", () -> pings() == 1 && !liveness.outbox().isWriting());

    long timeout = TIMEOUTS.peerTimeout().toNanos();
    monitor.check(liveness, resumed + timeout);
    assertNotCut();
    monitor.check(liveness, resumed + timeout + 1);
    assertCut(DisconnectReason.SILENT);
  }

  @Test
  void aWriterThatStoodStillWithTheProcessIsNotStuck() {
    stall(10);
    long resumed = System.nanoTime() + WRITE_TIMEOUT.multipliedBy(6).toNanos();
    monitor.noteTime(start);
    monitor.noteTime(resumed);
    monitor.check(liveness, resumed);
    assertNotCut();
    monitor.check(liveness, resumed + WRITE_TIMEOUT.toNanos() + 1);
    assertCut(DisconnectReason.STUCK);
  }

  @Test
  void checksThatComeInTimeGiveNoGrace() {
    long end = start + TIMEOUTS.peerTimeout().plusSeconds(1).toNanos();
    for (long now = start; now < end; now += TIMEOUTS.checkInterval().toNanos()) {
      monitor.noteTime(now);
    }
    monitor.check(liveness, end);
    assertCut(DisconnectReason.SILENT);
  }
}

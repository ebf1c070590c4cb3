package chat.web.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Entry;
import chat.core.name.Member;
import chat.core.testing.Await;
import chat.web.metrics.DisconnectReason;
import chat.web.metrics.ServerMetrics;
import chat.web.protocol.Dialect;
import chat.web.testing.FakeDataWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An outbox keeps one order, writes as seldom as it can, and ends once. */
@Timeout(30)
class OutboxTest {
  private static final Framing FRAMES = StreamFormat.WEB_SOCKET.framing("");
  private static final int MAX_BEHIND = 1_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Member ANN = new Member("1", "Ann");

  private final WriterPool writers = new WriterPool(DeliverySettings.DEFAULTS);
  private final RoomStream stream =
      new RoomStream(Dialect.of(List.of()), FRAMES, DeliverySettings.DEFAULTS);
  private final ServerMetrics metrics = new ServerMetrics();
  private final FakeDataWriter socket = new FakeDataWriter();
  private final Outbox outbox = new Outbox(writers, FRAMES, socket, MAX_BEHIND, metrics);

  private void start(String... opening) {
    start(outbox, opening);
  }

  private void start(Outbox some, String... opening) {
    some.attach(stream);
    some.start(List.of(opening).stream().map(OutboxTest::frame).toList());
  }

  private static byte[] frame(String text) {
    return FrameEncoder.text(text.getBytes(UTF_8));
  }

  private void say(String text) {
    stream.broadcast(new Entry.Said(1, Instant.EPOCH, ANN, "", text, 0, false));
    stream.flushed();
  }

  private void awaitTexts(String... texts) {
    Await.until("all is written", () -> socket.texts().size() >= texts.length);
    assertThat(socket.texts()).containsExactly(texts);
  }

  /** The socket blocks, and a writer is stuck in its write. */
  private void stall() {
    socket.block();
    say("stuck");
    Await.until("a writer is stuck", outbox::isWriting);
  }

  @Test
  void theOpeningGoesFirstThenTheMessagesSinceTheAttach() {
    outbox.attach(stream);
    say("one");
    outbox.start(List.of(frame("welcome"), frame("history")));
    say("two");
    awaitTexts("welcome", "history", "Ann:one", "Ann:two");
  }

  @Test
  void aHundredPendingMessagesGoIntoOneWrite() {
    start();
    // The stream of a room that is not quiet has memory for them in one piece.
    say("m".repeat(1_000));
    Await.until("it is written", () -> socket.texts().size() == 1);
    stall();
    IntStream.range(0, 100).forEach(i -> say("m"));
    socket.unblock();
    Await.until("all is written", () -> socket.texts().size() == 102);
    assertThat(socket.writes()).isEqualTo(3);
  }

  @Test
  void aLongOpeningIsWrittenInPieces() {
    var small = new DeliverySettings(1_000, Duration.ZERO, Duration.ZERO);
    Outbox pieces = new Outbox(new WriterPool(small), FRAMES, socket, MAX_BEHIND, metrics);
    pieces.attach(stream);
    pieces.start(Collections.nCopies(10, frame("x".repeat(400))));
    Await.until("all is written", () -> socket.texts().size() == 10);
    assertThat(socket.writes()).isEqualTo(5);
  }

  @Test
  void largeFrameOfTheOpeningIsNotCopied() {
    var pending = new PendingFrames(new WriteBuffers(1_000, 1), metrics);
    byte[] large = frame("x".repeat(1_001));
    pending.setOpening(List.of(frame("welcome"), large, frame("y"), frame("z")));

    assertThat(pending.takeOpening()).isEqualTo(frame("welcome"));
    assertThat(pending.takeOpening()).isSameAs(large);
    assertThat(pending.takeOpening()).hasSize(2 * frame("y").length);
    assertThat(pending.takeOpening()).isEmpty();
    assertThat(pending.takeOpening()).isEmpty();
  }

  @Test
  void directFramesKeepTheirOrder() {
    start();
    stall();
    outbox.offer(frame("ack 1"));
    outbox.offer(frame("ack 2"));
    socket.unblock();
    awaitTexts("Ann:stuck", "ack 1", "ack 2");
  }

  @Test
  void theCloseIsTheLastFrameAndOnlyTheFirstCounts() {
    start();
    stall();
    say("before");
    outbox.close(1012);
    outbox.close(1008);
    outbox.offer(frame("after"));
    socket.unblock();
    outbox.awaitClosed(TIMEOUT);
    say("after");
    assertThat(socket.texts()).containsExactly("Ann:stuck", "Ann:before");
    assertThat(socket.frames().getLast().closeCode()).isEqualTo(1012);
    assertThat(outbox.isClosing()).isTrue();
  }

  @Test
  void aRefusedConnectionGetsACloseFrameOnly() {
    outbox.attach(stream);
    say("one");
    outbox.refuse(1011);
    outbox.awaitClosed(TIMEOUT);
    assertThat(socket.frames()).hasSize(1);
    assertThat(socket.frames().getFirst().closeCode()).isEqualTo(1011);
  }

  @Test
  void aCutEndsAStuckWriteAndInterruptsTheReader() throws InterruptedException {
    var interrupted = new CountDownLatch(1);
    Thread reader =
        Thread.startVirtualThread(() -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
        });
    start();
    outbox.setReader(reader);
    stall();
    outbox.cut(DisconnectReason.STUCK);
    outbox.cut(DisconnectReason.BEHIND);
    outbox.awaitClosed(TIMEOUT);
    interrupted.await();
    socket.unblock();
    say("after");
    outbox.close(1012);
    assertThat(socket.frames()).isEmpty();
    assertThat(metrics.count(DisconnectReason.STUCK)).isEqualTo(1);
    assertThat(metrics.count(DisconnectReason.BEHIND)).isZero();
  }

  /**
   * An interrupt closes the socket that the thread writes to next, so it must not outlive this
   * connection.
   */
  @Test
  void aWriterDoesNotKeepAnInterruptForTheNextConnection() {
    var idlePool = new WriterPool(DeliverySettings.DEFAULTS, writer -> {});
    var nextSocket = new FakeDataWriter();
    Outbox first = new Outbox(idlePool, FRAMES, socket, MAX_BEHIND, metrics);
    Outbox next = new Outbox(idlePool, FRAMES, nextSocket, MAX_BEHIND, metrics);
    start(first, "to the first");
    start(next, "to the next");
    socket.beforeWrite(() -> first.cut(DisconnectReason.STUCK));

    // This thread is the writer.
    first.drain();
    boolean interrupted = Thread.currentThread().isInterrupted();
    next.drain();

    assertThat(interrupted).isFalse();
    assertThat(socket.texts()).isEmpty();
    assertThat(nextSocket.texts()).containsExactly("to the next");
    assertThat(next.isClosing()).isFalse();
  }

  @Test
  void aFailedWriteEndsTheOutbox() {
    start();
    socket.failWrites();
    say("one");
    outbox.awaitClosed(TIMEOUT);
    assertThat(outbox.isClosing()).isTrue();
    assertThat(socket.frames()).isEmpty();
    for (DisconnectReason reason : DisconnectReason.values()) {
      assertThat(metrics.count(reason)).isZero();
    }
  }

  @Test
  void nothingIsWrittenAfterTheReaderHasEndedIt() {
    start();
    stall();
    outbox.end(TIMEOUT);
    socket.unblock();
    say("after");
    assertThat(socket.frames()).isEmpty();
  }

  @Test
  void aStuckConnectionDelaysNoOther() {
    start();
    stall();
    var otherSocket = new FakeDataWriter();
    start(new Outbox(writers, FRAMES, otherSocket, MAX_BEHIND, metrics));
    say("on");
    Await.until("the other receives it", () -> otherSocket.texts().equals(List.of("Ann:on")));
    assertThat(socket.texts()).isEmpty();
    socket.unblock();
    awaitTexts("Ann:stuck", "Ann:on");
  }

  @Test
  void clientWithTooManyPendingFramesIsCut() {
    start();
    stall();
    byte[] answer = frame("x".repeat(MAX_BEHIND / 2));
    outbox.offer(answer);
    assertThat(outbox.isClosing()).isFalse();
    outbox.offer(answer);
    outbox.awaitClosed(TIMEOUT);
    assertThat(metrics.count(DisconnectReason.ANSWERS_PILE_UP)).isEqualTo(1);
  }

  @Test
  void theOpeningDoesNotCountAsBeingBehind() {
    socket.block();
    start("x".repeat(10 * MAX_BEHIND));
    Await.until("the opening is being written", outbox::isWriting);
    assertThat(outbox.behind()).isZero();
    say("x".repeat(MAX_BEHIND - 200));
    assertThat(outbox.isTooFarBehind()).isFalse();
    outbox.offer(frame("y".repeat(200)));
    assertThat(outbox.isTooFarBehind()).isTrue();
    socket.unblock();
    Await.until("all is written", () -> outbox.behind() == 0);
    assertThat(outbox.isTooFarBehind()).isFalse();
  }
}

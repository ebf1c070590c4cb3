package chat.web.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Entry;
import chat.core.name.Member;
import chat.web.metrics.DisconnectReason;
import chat.web.metrics.ServerMetrics;
import chat.web.protocol.Dialect;
import chat.web.testing.Await;
import chat.web.testing.FakeDataWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One order, as few writes as can be, and one end. */
@Timeout(30)
class OutboxTest {
  private static final int MOST_BEHIND = 1_000;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Member ANN = new Member("1", "Ann");

  private final WriterPool couriers = new WriterPool();
  private final RoomStream stream = new RoomStream(Dialect.of(List.of()));
  private final ServerMetrics tally = new ServerMetrics();
  private final FakeDataWriter wire = new FakeDataWriter();
  private final Outbox outbox = new Outbox(couriers, wire, MOST_BEHIND, tally);

  private void start(String... opening) {
    outbox.at(stream, stream.enter());
    outbox.start(List.of(opening).stream().map(OutboxTest::frame).toList());
  }

  private static byte[] frame(String text) {
    return FrameEncoder.text(text.getBytes(UTF_8));
  }

  private void said(String text) {
    stream.broadcast(new Entry.Said(1, Instant.EPOCH, ANN, "", text, 0, false));
    stream.rest();
  }

  private void came() {
    stream.joined(ANN, 1);
    stream.rest();
  }

  private void awaitTexts(String... texts) {
    Await.until("all is written", () -> wire.texts().size() >= texts.length);
    assertThat(wire.texts()).containsExactly(texts);
  }

  /** A courier is stuck at the wire. */
  private void stall() {
    wire.stall();
    said("stuck");
    Await.until("a courier is stuck", outbox::isWriting);
  }

  @Test
  void theOpeningGoesFirstThenWhatWasSaidSince() {
    outbox.at(stream, stream.enter());
    said("one");
    outbox.start(List.of(frame("welcome"), frame("history")));
    said("two");
    awaitTexts("welcome", "history", "Ann:one", "Ann:two");
  }

  @Test
  void whatWaitsIsWrittenInOneGo() {
    start();
    stall();
    IntStream.range(0, 100).forEach(i -> said("m"));
    wire.flow();
    Await.until("all is written", () -> wire.texts().size() == 101);
    assertThat(wire.writes()).isEqualTo(2);
  }

  /** In a rush nobody is woken at once: somebody has to do it later. */
  @Test
  void whoComesInARushIsToldToo() {
    start();
    IntStream.range(0, RoomStream.FEW).forEach(i -> stream.enter());
    for (int told = 0; told < 20; told++) {
      int before = told;
      came();
      Await.until("it is told", () -> wire.texts().size() > before);
    }
  }

  @Test
  void whatIsSaidTakesAlongWhoCame() {
    start();
    came();
    came();
    said("one");
    awaitTexts("【Ann】进入了聊天室", "【Ann】进入了聊天室", "Ann:one");
  }

  @Test
  void whatIsForThisConnectionAloneKeepsItsOrder() {
    start();
    stall();
    outbox.offer(frame("ack 1"));
    outbox.offer(frame("ack 2"));
    wire.flow();
    awaitTexts("Ann:stuck", "ack 1", "ack 2");
  }

  @Test
  void theCloseIsTheLastFrameAndOnlyTheFirstCounts() {
    start();
    stall();
    said("before");
    outbox.close(1012);
    outbox.close(1008);
    outbox.offer(frame("after"));
    wire.flow();
    outbox.awaitEnd(PATIENCE);
    said("after");
    assertThat(wire.texts()).containsExactly("Ann:stuck", "Ann:before");
    assertThat(wire.frames().getLast().closeCode()).isEqualTo(1012);
    assertThat(outbox.isClosing()).isTrue();
  }

  @Test
  void whoIsRefusedGetsACloseAndNothingElse() {
    outbox.at(stream, stream.enter());
    said("one");
    outbox.refuse(1011);
    outbox.awaitEnd(PATIENCE);
    assertThat(wire.frames()).hasSize(1);
    assertThat(wire.frames().getFirst().closeCode()).isEqualTo(1011);
  }

  @Test
  void aCutEndsAWriteThatIsStuckAndWakesTheReader() throws InterruptedException {
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
    outbox.readBy(reader);
    stall();
    outbox.cut(DisconnectReason.STUCK);
    outbox.cut(DisconnectReason.BEHIND);
    outbox.awaitEnd(PATIENCE);
    interrupted.await();
    wire.flow();
    said("after");
    outbox.close(1012);
    assertThat(wire.frames()).isEmpty();
    assertThat(tally.count(DisconnectReason.STUCK)).isEqualTo(1);
    assertThat(tally.count(DisconnectReason.BEHIND)).isZero();
  }

  @Test
  void aWriteThatFailsIsTheEnd() {
    start();
    wire.snap();
    said("one");
    outbox.awaitEnd(PATIENCE);
    assertThat(outbox.isClosing()).isTrue();
    assertThat(wire.frames()).isEmpty();
    for (DisconnectReason why : DisconnectReason.values()) {
      assertThat(tally.count(why)).isZero();
    }
  }

  @Test
  void itsReaderEndsItAndNobodyWritesAnyMore() {
    start();
    stall();
    outbox.end(PATIENCE);
    wire.flow();
    said("after");
    assertThat(wire.frames()).isEmpty();
  }

  @Test
  void oneThatIsStuckHoldsNobodyUp() {
    start();
    stall();
    var other = new FakeDataWriter();
    var next = new Outbox(couriers, other, MOST_BEHIND, tally);
    next.at(stream, stream.enter());
    next.start(List.of());
    said("on");
    Await.until("the other hears it", () -> other.texts().equals(List.of("Ann:on")));
    assertThat(wire.texts()).isEmpty();
    wire.flow();
    awaitTexts("Ann:stuck", "Ann:on");
  }

  @Test
  void whoLetsAnswersPileUpIsCut() {
    start();
    stall();
    byte[] answer = frame("x".repeat(MOST_BEHIND / 2));
    outbox.offer(answer);
    assertThat(outbox.isClosing()).isFalse();
    outbox.offer(answer);
    outbox.awaitEnd(PATIENCE);
    assertThat(tally.count(DisconnectReason.ANSWERS_PILE_UP)).isEqualTo(1);
  }

  @Test
  void howFarBehindItIsCountsAllButTheOpening() {
    wire.stall();
    start("x".repeat(10 * MOST_BEHIND));
    Await.until("the opening is being written", outbox::isWriting);
    assertThat(outbox.behind()).isZero();
    said("x".repeat(MOST_BEHIND - 200));
    assertThat(outbox.isTooFarBehind()).isFalse();
    outbox.offer(frame("y".repeat(200)));
    assertThat(outbox.isTooFarBehind()).isTrue();
    wire.flow();
    Await.until("all is written", () -> outbox.behind() == 0);
    assertThat(outbox.isTooFarBehind()).isFalse();
  }
}

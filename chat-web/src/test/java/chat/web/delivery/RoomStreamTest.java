package chat.web.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import chat.core.log.Entry;
import chat.core.name.Member;
import chat.web.delivery.FrameLog.Segment;
import chat.web.protocol.Dialect;
import chat.web.testing.JsonText;
import chat.web.testing.ServerFrame;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A stream holds each event once, in one order, for every reader. */
class RoomStreamTest {
  private static final int SEGMENT = 4_096;
  private static final int LARGE = PresenceBatch.LARGE_ROOM + 1;
  private static final Member ANN = member(0);

  private final RoomStream plain = stream("plain", Duration.ZERO);
  private final RoomStream json = stream("chat.v1", Duration.ZERO);

  private static RoomStream stream(String dialect, Duration presenceInterval) {
    var settings = new DeliverySettings(SEGMENT, Duration.ZERO, presenceInterval);
    return new RoomStream(
        Dialect.of(List.of(dialect)), StreamFormat.WEB_SOCKET.framing(""), settings);
  }

  private static Member member(int number) {
    return new Member("m" + number, "Ann " + number);
  }

  private static Entry said(String text) {
    return new Entry.Said(1, Instant.EPOCH, ANN, "", text, 0, false);
  }

  /** Everything after a position. */
  private static List<String> after(StreamPosition position) {
    var bytes = new ByteArrayOutputStream();
    int from = position.offset();
    for (Segment segment = position.segment(); segment != null; segment = segment.next) {
      bytes.write(segment.bytes, from, segment.filled - from);
      from = 0;
    }
    return ServerFrame.all(bytes.toByteArray()).stream().map(ServerFrame::text).toList();
  }

  private static List<Map<String, Object>> objectsAfter(StreamPosition position) {
    return after(position).stream().map(JsonText::read).toList();
  }

  @Test
  void aReaderReceivesTheMessagesAfterItsPositionOnly() {
    StreamPosition first = plain.enter();
    plain.broadcast(said("one"));
    StreamPosition second = plain.enter();
    plain.broadcast(said("two"));
    assertThat(after(first)).containsExactly("Ann 0:one", "Ann 0:two");
    assertThat(after(second)).containsExactly("Ann 0:two");
  }

  @Test
  void messagesOfAllLengthsFollowOneAnotherThroughManySegments() {
    StreamPosition start = plain.enter();
    List<String> expected = new ArrayList<>();
    for (int length = 1; length < 3 * SEGMENT; length = length * 3 / 2 + 1) {
      String text = "x".repeat(length);
      plain.broadcast(said(text));
      expected.add("Ann 0:" + text);
    }
    assertThat(after(start)).isEqualTo(expected);
    assertThat(plain.end()).isGreaterThan(3L * SEGMENT);
  }

  @Test
  void nothingIsEncodedWithoutAReader() {
    plain.broadcast(said("one"));
    assertThat(plain.end()).isZero();
    StreamPosition position = plain.enter();
    plain.exit();
    plain.broadcast(said("two"));
    assertThat(plain.end()).isZero();
    assertThat(after(position)).isEmpty();
  }

  @Test
  void joinsAndLeavesAreEventsOfTheirOwn() {
    StreamPosition start = json.enter();
    json.joined(ANN, PresenceBatch.LARGE_ROOM);
    json.left(ANN, PresenceBatch.LARGE_ROOM - 1);
    assertThat(objectsAfter(start))
        .extracting(frame -> frame.get("type"), frame -> frame.get("count"))
        .containsExactly(tuple("joined", 1_000L), tuple("left", 999L));
  }

  @Test
  void aLargeRoomBatchesJoinsWithAtMostFiftyNames() {
    StreamPosition start = json.enter();
    IntStream.range(0, 60).forEach(i -> json.joined(member(i), LARGE + i));
    assertThat(after(start)).isEmpty();
    json.tick();
    Map<String, Object> presence = objectsAfter(start).getFirst();
    assertThat(presence).containsEntry("type", "presence").containsEntry("count", LARGE + 59L);
    assertThat((List<?>) presence.get("joined")).hasSize(PresenceBatch.MAX_NAMES);
    assertThat((List<?>) presence.get("left")).isEmpty();
    json.tick();
    assertThat(after(start)).hasSize(1);
  }

  @Test
  void aMemberThatJoinedAndLeftIsListedOnce() {
    StreamPosition start = json.enter();
    json.joined(ANN, LARGE + 1);
    json.joined(member(1), LARGE + 2);
    json.left(ANN, LARGE + 1);
    json.tick();
    Map<String, Object> presence = objectsAfter(start).getFirst();
    assertThat(presence.get("joined")).isEqualTo(List.of(Map.of("id", "m1", "name", "Ann 1")));
    assertThat(presence.get("left")).isEqualTo(List.of(Map.of("id", "m0", "name", "Ann 0")));
  }

  @Test
  void aBatchIsSentBeforeTheRoomIsSmallAgain() {
    StreamPosition start = json.enter();
    json.joined(ANN, LARGE);
    json.left(member(1), PresenceBatch.LARGE_ROOM);
    assertThat(objectsAfter(start))
        .extracting(frame -> frame.get("type"))
        .containsExactly("presence", "left");
  }

  @Test
  void plainClientsReceiveNoJoinsAndLeavesInALargeRoom() {
    StreamPosition start = plain.enter();
    plain.joined(ANN, LARGE);
    plain.tick();
    plain.left(ANN, PresenceBatch.LARGE_ROOM);
    assertThat(after(start)).containsExactly("【Ann 0】离开了聊天室~");
  }

  @Test
  void aLargeRoomSendsOneBatchInEachInterval() {
    RoomStream slow = stream("chat.v1", Duration.ofHours(1));
    StreamPosition start = slow.enter();
    slow.joined(member(1), LARGE);
    slow.tick();
    assertThat(after(start)).hasSize(1);
    slow.joined(member(2), LARGE + 1);
    slow.tick();
    assertThat(after(start)).hasSize(1);
  }

  @Test
  void aBatchThatNobodyReadIsNotSentToTheNextReader() {
    json.enter();
    json.joined(ANN, LARGE);
    json.exit();
    json.left(ANN, LARGE - 1);
    StreamPosition start = json.enter();
    json.tick();
    assertThat(after(start)).isEmpty();
  }
}

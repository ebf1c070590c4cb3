package chat.web.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import chat.core.log.Entry;
import chat.core.name.Member;
import chat.web.delivery.RoomStream.Position;
import chat.web.delivery.RoomStream.Segment;
import chat.web.protocol.Dialect;
import chat.web.testing.JsonText;
import chat.web.testing.ServerFrame;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each event once, in one order, for everybody who has taken a position. */
class RoomStreamTest {
  private static final int LARGE = RoomStream.LARGE_ROOM + 1;
  private static final Member ANN = member(0);

  private final RoomStream plain = new RoomStream(Dialect.of(List.of()));
  private final RoomStream json = new RoomStream(Dialect.of(List.of("chat.v1")));

  private static Member member(int number) {
    return new Member("m" + number, "Ann " + number);
  }

  private static Entry said(String text) {
    return new Entry.Said(1, Instant.EPOCH, ANN, "", text, 0, false);
  }

  /** Everything after a position. */
  private static List<String> after(Position position) {
    var bytes = new ByteArrayOutputStream();
    int from = position.offset();
    for (Segment segment = position.segment(); segment != null; segment = segment.next) {
      bytes.write(segment.bytes, from, segment.filled - from);
      from = 0;
    }
    return ServerFrame.all(bytes.toByteArray()).stream().map(ServerFrame::text).toList();
  }

  private static List<Map<String, Object>> objectsAfter(Position position) {
    return after(position).stream().map(JsonText::read).toList();
  }

  @Test
  void whoeverTakesAPositionHasWhatComesAfterItAndNothingBefore() {
    Position first = plain.enter();
    plain.broadcast(said("one"));
    Position second = plain.enter();
    plain.broadcast(said("two"));
    assertThat(after(first)).containsExactly("Ann 0:one", "Ann 0:two");
    assertThat(after(second)).containsExactly("Ann 0:two");
  }

  @Test
  void textsOfAllLengthsFollowOneAnotherThroughManySegments() {
    Position start = plain.enter();
    List<String> expected = new ArrayList<>();
    for (int length = 1; length < 3 * RoomStream.LARGEST_SEGMENT; length = length * 3 / 2 + 1) {
      String text = "x".repeat(length);
      plain.broadcast(said(text));
      expected.add("Ann 0:" + text);
    }
    assertThat(after(start)).isEqualTo(expected);
    assertThat(plain.end()).isGreaterThan(3L * RoomStream.LARGEST_SEGMENT);
  }

  @Test
  void whereNobodyReadsNothingIsWritten() {
    plain.broadcast(said("one"));
    assertThat(plain.end()).isZero();
    Position position = plain.enter();
    plain.exit();
    plain.broadcast(said("two"));
    assertThat(plain.end()).isZero();
    assertThat(after(position)).isEmpty();
  }

  @Test
  void comingsAndGoingsAreToldOneByOne() {
    Position start = json.enter();
    json.joined(ANN, RoomStream.LARGE_ROOM);
    json.left(ANN, RoomStream.LARGE_ROOM - 1);
    assertThat(objectsAfter(start))
        .extracting(frame -> frame.get("type"), frame -> frame.get("count"))
        .containsExactly(tuple("joined", 1_000L), tuple("left", 999L));
  }

  @Test
  void inALargeRoomTheyAreGatheredWithFiftyNamesAtMost() {
    Position start = json.enter();
    IntStream.range(0, 60).forEach(i -> json.joined(member(i), LARGE + i));
    assertThat(after(start)).isEmpty();
    json.settled();
    Map<String, Object> presence = objectsAfter(start).getFirst();
    assertThat(presence).containsEntry("type", "presence").containsEntry("count", LARGE + 59L);
    assertThat((List<?>) presence.get("joined")).hasSize(RoomStream.NAMES_GATHERED);
    assertThat((List<?>) presence.get("left")).isEmpty();
    json.settled();
    assertThat(after(start)).hasSize(1);
  }

  @Test
  void whoCameAndWentMeanwhileIsToldOnceAsItIsNow() {
    Position start = json.enter();
    json.joined(ANN, LARGE + 1);
    json.joined(member(1), LARGE + 2);
    json.left(ANN, LARGE + 1);
    json.settled();
    Map<String, Object> presence = objectsAfter(start).getFirst();
    assertThat(presence.get("joined")).isEqualTo(List.of(Map.of("id", "m1", "name", "Ann 1")));
    assertThat(presence.get("left")).isEqualTo(List.of(Map.of("id", "m0", "name", "Ann 0")));
  }

  @Test
  void whatWasGatheredIsToldBeforeTheRoomIsSmallAgain() {
    Position start = json.enter();
    json.joined(ANN, LARGE);
    json.left(member(1), RoomStream.LARGE_ROOM);
    assertThat(objectsAfter(start))
        .extracting(frame -> frame.get("type"))
        .containsExactly("presence", "left");
  }

  @Test
  void plainClientsAreNotToldOfComingsAndGoingsInALargeRoom() {
    Position start = plain.enter();
    plain.joined(ANN, LARGE);
    plain.settled();
    plain.left(ANN, RoomStream.LARGE_ROOM);
    assertThat(after(start)).containsExactly("【Ann 0】离开了聊天室~");
  }
}

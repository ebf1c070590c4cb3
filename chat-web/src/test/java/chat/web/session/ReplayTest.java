package chat.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.ChatRoom;
import chat.core.RoomClient;
import chat.core.Seat;
import chat.core.log.Cursor;
import chat.core.log.Draft;
import chat.core.log.MemoryTranscript;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.config.MessageLimits;
import chat.web.delivery.Framing;
import chat.web.delivery.SharedReplay;
import chat.web.delivery.StreamFormat;
import chat.web.protocol.Dialect;
import chat.web.protocol.ReplayLimits;
import chat.web.testing.JsonText;
import chat.web.testing.ServerFrame;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A client receives all entries that it missed, or the latest messages; never a part. */
class ReplayTest {
  private static final Framing FRAMES = StreamFormat.WEB_SOCKET.framing("");
  private static final Member ANN = new Member("1", "Ann");

  /** A welcome with one member in the room has fewer bytes. */
  private static final long WELCOME_BYTES = 1_000;

  private static final Receipt KEPT =
      new Receipt() {
        @Override
        public void kept(long seq) {}

        @Override
        public void refused(Refusal refusal) {
          throw new AssertionError(refusal);
        }
      };

  private final ChatRoom room =
      new ChatRoom(
          RoomName.LOBBY,
          new MemoryTranscript(InstantSource.system()),
          Duration.ZERO,
          InstantSource.system());

  private final SharedReplay shared = new SharedReplay(Dialect.of(List.of("chat.v1")), FRAMES);
  private final Seat seat = room.join(ANN, new SilentClient(), () -> Duration.ZERO).orElseThrow();

  private static final class SilentClient implements RoomClient {
    @Override
    public void joined(ChatRoom joined, long last) {}

    @Override
    public void removed(RemovalReason reason) {}
  }

  private void say(int messages, String text) {
    IntStream.range(0, messages)
        .forEach(i -> room.transcript().append(new Draft.Say(ANN, "", text, 0), KEPT));
  }

  private List<byte[]> opening(Dialect dialect, Optional<Cursor> cursor) {
    return new Replay(dialect, FRAMES, MessageLimits.DEFAULTS, shared)
        .opening(seat, room.last(), cursor);
  }

  private List<Map<String, Object>> opening(Optional<Cursor> cursor) {
    return opening(Dialect.of(List.of("chat.v1")), cursor).stream()
        .flatMap(bytes -> ServerFrame.all(bytes).stream())
        .map(frame -> JsonText.read(frame.text()))
        .toList();
  }

  private List<Map<String, Object>> openingAfter(long seq) {
    return opening(Optional.of(new Cursor(room.transcript().epoch(), seq)));
  }

  /** The bytes of the openings that are held; a frame that several of them have is one. */
  private static long bytesHeld(List<List<byte[]>> openings) {
    Set<byte[]> frames = Collections.newSetFromMap(new IdentityHashMap<>());
    openings.forEach(frames::addAll);
    return frames.stream().mapToLong(frame -> frame.length).sum();
  }

  private List<byte[]> framesAfter(long seq) {
    return opening(
        Dialect.of(List.of("chat.v1")), Optional.of(new Cursor(room.transcript().epoch(), seq)));
  }

  private static void assertHistory(List<Map<String, Object>> frames, int messages, boolean more) {
    assertThat(frames).hasSize(2);
    assertThat(frames.getFirst()).containsEntry("type", "welcome").containsEntry("resumed", false);
    assertThat(frames.getLast()).containsEntry("type", "history").containsEntry("more", more);
    assertThat((List<?>) frames.getLast().get("messages")).hasSize(messages);
  }

  private void assertResumed(List<Map<String, Object>> frames, LongStream seqs) {
    assertThat(frames.getFirst())
        .containsEntry("type", "welcome")
        .containsEntry("resumed", true)
        .containsEntry("cursor", room.transcript().epoch() + '.' + room.last());
    assertThat(frames.stream().skip(1).map(frame -> frame.get("seq")))
        .containsExactlyElementsOf(seqs.boxed().toList());
  }

  @Test
  void aPlainClientReceivesNoReplay() {
    say(3, "hello");
    assertThat(opening(Dialect.of(List.of()), Optional.empty())).isEmpty();
  }

  @Test
  void replayWithoutACursorHasTheLatest50Messages() {
    assertHistory(opening(Optional.empty()), 0, false);
    say(50, "hello");
    assertHistory(opening(Optional.empty()), 50, false);
    say(1, "hello");
    assertHistory(opening(Optional.empty()), 50, true);
  }

  @Test
  void replayWithACursorHasAllEntriesAfterIt() {
    say(5, "hello");
    assertResumed(openingAfter(2), LongStream.rangeClosed(3, 5));
    assertResumed(openingAfter(0), LongStream.rangeClosed(1, 5));
    assertResumed(openingAfter(5), LongStream.empty());
  }

  @Test
  void atMost1000EntriesAreReplayed() {
    say(1_001, "hello");
    assertResumed(openingAfter(1), LongStream.rangeClosed(2, 1_001));
    assertHistory(openingAfter(0), 50, true);
  }

  @Test
  void aCursorOfAnotherEpochOrAheadOfTheRoomIsIgnored() {
    say(3, "hello");
    assertHistory(opening(Optional.of(new Cursor("another", 1))), 3, false);
    assertHistory(openingAfter(4), 3, false);
  }

  @Test
  void atMost512KibibytesAreReplayed() {
    say(126, "字".repeat(1_366));
    long size = 126L * 1_366 * 3;
    assertThat(size).isLessThan(ReplayLimits.MAX_BYTES);
    List<Map<String, Object>> frames = openingAfter(0);
    // With names, numbers and times it is more.
    assertHistory(frames, 50, true);
    assertResumed(openingAfter(20), LongStream.rangeClosed(21, 126));
  }

  @Test
  void historyOfLongMessagesIsShorter() {
    say(60, "字".repeat(4_096));
    List<byte[]> frames = opening(Dialect.of(List.of("chat.v1")), Optional.empty());
    assertThat(frames.getLast().length).isLessThan(ReplayLimits.MAX_BYTES + 10);
    Map<String, Object> history = opening(Optional.empty()).getLast();
    assertThat(history).containsEntry("more", true);
    List<?> messages = (List<?>) history.get("messages");
    assertThat(messages).hasSizeBetween(20, 49);
    assertThat((Map<?, ?>) messages.getLast()).extracting("seq").isEqualTo(60L);
  }

  @Test
  void clientsThatComeBackTogetherShareTheirFrames() {
    say(500, "x".repeat(800));
    List<List<byte[]>> openings =
        IntStream.range(0, 300).mapToObj(i -> framesAfter(i * 37 % 300)).toList();

    assertThat(openings).allSatisfy(opening -> assertThat(opening).hasSizeGreaterThan(200));
    assertThat(bytesHeld(openings)).isLessThan(ReplayLimits.MAX_BYTES + 300 * WELCOME_BYTES);
    assertResumed(openingAfter(123), LongStream.rangeClosed(124, 500));
    assertResumed(openingAfter(0), LongStream.rangeClosed(1, 500));
  }

  @Test
  void clientsShareTheirFramesWhileMembersGoOnTalking() {
    say(400, "x".repeat(800));
    List<List<byte[]>> openings = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      openings.add(framesAfter(100));
      openings.add(framesAfter(room.last() - 1));
      say(1, "x".repeat(800));
    }

    assertThat(bytesHeld(openings)).isLessThan(ReplayLimits.MAX_BYTES + 400 * WELCOME_BYTES);
    assertResumed(openingAfter(100), LongStream.rangeClosed(101, 600));
  }

  @Test
  void clientsThatCannotBeResumedShareTheHistory() {
    say(60, "字".repeat(4_096));
    List<List<byte[]>> openings =
        IntStream.range(0, 100)
            .mapToObj(i -> opening(Dialect.of(List.of("chat.v1")), Optional.empty()))
            .toList();

    assertThat(bytesHeld(openings)).isLessThan(ReplayLimits.MAX_BYTES + 100 * WELCOME_BYTES);
    say(1, "newer");
    List<?> messages = (List<?>) opening(Optional.empty()).getLast().get("messages");
    assertThat((Map<?, ?>) messages.getLast()).extracting("text").isEqualTo("newer");
  }

  @Test
  void sharedFramesHaveNoTextOfADeletedMessage() {
    say(1, "a secret");
    say(3, "hello");
    List<byte[]> before = framesAfter(0);
    assertThat(text(before)).contains("a secret");

    room.transcript().append(new Draft.Delete(ANN, "", 1), KEPT);

    assertThat(text(framesAfter(0))).contains("\"deleted\":true").doesNotContain("a secret");
    assertThat(text(opening(Dialect.of(List.of("chat.v1")), Optional.empty())))
        .doesNotContain("a secret");
    assertResumed(openingAfter(0), LongStream.rangeClosed(1, 5));
  }

  private static String text(List<byte[]> frames) {
    return frames.stream()
        .flatMap(bytes -> ServerFrame.all(bytes).stream())
        .map(ServerFrame::text)
        .collect(Collectors.joining("\n"));
  }

  @Test
  void clientThatJoinedALittleEarlierIsResumedWithinTheLimits() {
    say(1_000, "hello");
    assertThat(framesAfter(0)).hasSize(1_001);
    long earlier = room.last();
    say(50, "hello");
    assertThat(framesAfter(50)).hasSize(1_001);

    Optional<Cursor> cursor = Optional.of(new Cursor(room.transcript().epoch(), 0));
    List<byte[]> opening =
        new Replay(Dialect.of(List.of("chat.v1")), FRAMES, MessageLimits.DEFAULTS, shared)
            .opening(seat, earlier, cursor);

    assertThat(opening).hasSize(1_001);
    assertThat(text(opening)).contains("\"resumed\":true", "\"seq\":1,", "\"seq\":1000,");
    assertHistory(openingAfter(49), 50, true);
    assertResumed(openingAfter(50), LongStream.rangeClosed(51, 1_050));
  }

  @Test
  void entriesThatEvictOthersFromTheWindowAreReplayedWithinTheLimits() {
    say(100, "字".repeat(1_366));
    assertResumed(openingAfter(0), LongStream.rangeClosed(1, 100));
    say(60, "字".repeat(1_366));

    assertHistory(openingAfter(20), 50, true);
    assertResumed(openingAfter(60), LongStream.rangeClosed(61, 160));
    say(200, "short");
    assertResumed(openingAfter(250), LongStream.rangeClosed(251, 360));
  }
}

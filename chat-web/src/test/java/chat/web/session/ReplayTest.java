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
import chat.web.protocol.Dialect;
import chat.web.protocol.ReplayLimits;
import chat.web.testing.JsonText;
import chat.web.testing.ServerFrame;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A client receives all entries that it missed, or the latest messages; never a part. */
class ReplayTest {
  private static final Member ANN = new Member("1", "Ann");
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
    return new Replay(dialect, MessageLimits.DEFAULTS).opening(seat, room.last(), cursor);
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
}

package chat.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Message;
import chat.core.log.Refusal.Code;
import chat.core.log.Transcript;
import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.ReadLimit;
import chat.core.name.Member;
import chat.core.name.RoomName;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Pins of messages. */
abstract class PinContract extends TranscriptFixture {
  private static final long ALL = Long.MAX_VALUE;

  private List<Long> pinned() {
    return log.pinned(ALL, FAR).messages().stream().map(Message::seq).toList();
  }

  /** Says 51 messages, and pins the first 50. */
  private void pinFifty() {
    for (long seq = 1; seq <= 51; seq++) {
      say(ANN, "message " + seq);
    }
    for (long seq = 1; seq <= 50; seq++) {
      pin(BEN, seq, true).seq();
    }
  }

  @Test
  void pinsAreEntriesInTheirOrder() {
    say(ANN, "hi");
    append(new Draft.Pin(BEN, "id-1", 1, true)).seq();
    assertThat(append(new Draft.Pin(BEN, "id-1", 1, true)).seq()).isEqualTo(2);
    pin(ANN, 1, false).seq();

    assertThat(all())
        .containsExactly(
            new Entry.Said(1, START, ANN, "", "hi", 0, false),
            new Entry.Pinned(2, START, BEN, "id-1", 1, true),
            new Entry.Pinned(3, START, ANN, "", 1, false));
  }

  @Test
  void pinnedMessagesAreListedInTheirPresentState() {
    say(ANN, "hi");
    say(BEN, "hello");
    say(ANN, "how are you?");
    assertThat(log.pinned(ALL, FAR)).isEqualTo(new Page(3, List.of(), false));
    pin(ANN, 3, true).seq();
    pin(BEN, 1, true).seq();
    edit(ANN, 1, "good morning").seq();

    assertThat(pinned()).containsExactly(1L, 3L);
    assertThat(log.pinned(ALL, FAR)).isEqualTo(new Page(6, List.of(message(1), message(3)), false));
    assertThat(message(1).pinned()).isTrue();
    assertThat(message(1).text()).isEqualTo("good morning");
    assertThat(message(2).pinned()).isFalse();

    pin(BEN, 3, false).seq();

    assertThat(pinned()).containsExactly(1L);
    assertThat(message(3).pinned()).isFalse();
  }

  @Test
  void theLatestPinnedMessagesBelowANumberAreRead() {
    pinFifty();

    assertThat(log.pinned(9, FAR).messages()).extracting(Message::seq).isEqualTo(upTo(8));
    Page page = log.pinned(9, new ReadLimit(2, 1_000));
    assertThat(page.messages()).extracting(Message::seq).containsExactly(7L, 8L);
    assertThat(page.more()).isTrue();
    assertThat(log.pinned(ALL, new ReadLimit(50, 1_000)).more()).isFalse();
    for (long none : new long[] {1, 0, -1, Long.MIN_VALUE}) {
      assertThat(log.pinned(none, FAR)).isEqualTo(new Page(101, List.of(), false));
    }
  }

  @Test
  void pinOfAPinnedMessageAndRemovalOfNoneChangeNothing() {
    say(ANN, "hi");
    pin(ANN, 1, true).seq();
    assertThat(pin(BEN, 1, true).seq()).isEqualTo(3);
    assertThat(pinned()).containsExactly(1L);

    pin(BEN, 1, false).seq();
    assertThat(pin(BEN, 1, false).seq()).isEqualTo(5);
    assertThat(pinned()).isEmpty();
  }

  @Test
  void onlyAMessageOfTheRoomThatIsNotDeletedIsPinned() {
    say(ANN, "hi");
    append(transcripts.open(GARDEN), new Draft.Say(ANN, "", "in the garden", 0)).seq();
    append(transcripts.open(GARDEN), new Draft.Say(ANN, "", "in the garden", 0)).seq();
    pin(ANN, 1, true).seq();
    delete(ANN, 1).seq();

    for (boolean on : new boolean[] {true, false}) {
      for (long of : new long[] {-1, 0, 1, 2, 3, 1L << 40 | 1, Long.MAX_VALUE}) {
        assertThat(pin(BEN, of, on).refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
      }
    }
    assertThat(say(ANN, "no number was lost")).isEqualTo(4);
  }

  @Test
  void deletedMessageIsNotPinnedAnyMore() {
    say(ANN, "a secret");
    pin(BEN, 1, true).seq();
    delete(ANN, 1).seq();

    assertThat(pinned()).isEmpty();
    assertThat(message(1).pinned()).isFalse();
  }

  @Test
  void fiftyMessagesOfARoomArePinnedAtMost() {
    pinFifty();

    assertThat(pin(BEN, 51, true).refusal()).isEqualTo(Code.TOO_MANY_PINS);
    assertThat(pin(BEN, 7, true).isKept()).isTrue();
    assertThat(pin(BEN, 51, false).isKept()).isTrue();
    assertThat(pinned()).isEqualTo(upTo(50));
    Transcript garden = transcripts.open(GARDEN);
    append(garden, new Draft.Say(ANN, "", "in the garden", 0)).seq();
    assertThat(append(garden, new Draft.Pin(ANN, "", 1, true)).isKept()).isTrue();
  }

  @Test
  void removedPinAndDeletedMessageMakeRoomForAnother() {
    pinFifty();
    pin(BEN, 3, false).seq();

    assertThat(pin(BEN, 51, true).isKept()).isTrue();
    assertThat(pin(BEN, 3, true).refusal()).isEqualTo(Code.TOO_MANY_PINS);
    delete(ANN, 4).seq();
    assertThat(pin(BEN, 3, true).isKept()).isTrue();
    assertThat(pinned()).hasSize(50).contains(3L, 51L).doesNotContain(4L);
  }

  @Test
  void pinsOfManyMembersAtOnceAreWithinTheLimit() throws InterruptedException {
    for (int i = 0; i < 80; i++) {
      say(ANN, "x");
    }
    Queue<RecordingReceipt> receipts = new ConcurrentLinkedQueue<>();

    inParallel(
        THREADS,
        thread -> {
          Member member = new Member("m" + thread, "M" + thread);
          for (int i = 0; i < 10; i++) {
            receipts.add(pin(member, thread * 10 + i + 1, true));
          }
        });

    assertThat(receipts.stream().filter(RecordingReceipt::isKept)).hasSize(50);
    assertThat(pinned()).hasSize(50);
  }

  @Test
  void roomWithoutAnEntryHasNoPins() {
    RoomName silent = new RoomName("silent");
    assertThat(
            transcripts
                .find(silent)
                .map(found -> found.pinned(ALL, FAR).messages())
                .orElse(List.of()))
        .isEmpty();
  }
}

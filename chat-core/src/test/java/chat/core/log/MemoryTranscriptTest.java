package chat.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Transcript.ReadLimit;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.ManualClock;
import chat.core.testing.RecordingReceipt;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The log in memory forgets the oldest entries, and says so. */
class MemoryTranscriptTest {
  private static final Member ANN = new Member("a", "Ann");
  private static final ReadLimit FAR = new ReadLimit(1_000, 1_000_000);

  private final ManualClock clock = new ManualClock();
  private final MemoryTranscript log = new MemoryTranscript(clock, new ReadLimit(100, 1_000));

  private void say(int times, String text) {
    for (int i = 0; i < times; i++) {
      log.append(new Draft.Say(ANN, "", text, 0), Receipt.NONE);
    }
  }

  private List<Long> numbers(long before) {
    return log.before(before, FAR).messages().stream().map(Message::seq).toList();
  }

  @Test
  void eachHasAnEpochOfItsOwn() {
    assertThat(log.epoch())
        .matches("[A-Za-z0-9_-]{1,32}")
        .isNotEqualTo(new MemoryTranscript(clock).epoch());
  }

  @Test
  void rememberTheLatestEntriesOnly() {
    say(250, "x");

    assertThat(numbers(Long.MAX_VALUE)).hasSize(100).startsWith(151L).endsWith(250L);
    assertThat(log.before(Long.MAX_VALUE, FAR).more()).isFalse();
    assertThat(log.after(149, 250, FAR)).isEmpty();
    assertThat(log.after(150, 250, FAR)).hasValueSatisfying(all -> assertThat(all).hasSize(100));
  }

  @Test
  void longMessagesAreForgottenSooner() {
    say(10, "x".repeat(300));

    assertThat(numbers(Long.MAX_VALUE)).containsExactly(8L, 9L, 10L);
  }

  @Test
  void theLatestIsRememberedHoweverLong() {
    say(1, "x".repeat(4_096));

    assertThat(numbers(Long.MAX_VALUE)).containsExactly(1L);
  }

  @Test
  void deletedTextNoLongerCountsAgainstTheLimit() {
    say(3, "x".repeat(300));
    log.append(new Draft.Delete(ANN, "", 2), Receipt.NONE);
    say(1, "x".repeat(300));

    assertThat(numbers(Long.MAX_VALUE)).containsExactly(1L, 2L, 3L, 5L);
  }

  @Test
  void anIdIsForgottenWithItsEntryOnly() {
    log.append(new Draft.Say(ANN, "id", "x", 0), Receipt.NONE);
    say(98, "x");
    RecordingReceipt known = new RecordingReceipt();
    log.append(new Draft.Say(ANN, "id", "x", 0), known);
    assertThat(known.calls()).containsExactly("kept 1");

    say(2, "x");
    RecordingReceipt forgotten = new RecordingReceipt();
    log.append(new Draft.Say(ANN, "id", "x", 0), forgotten);
    assertThat(forgotten.calls()).containsExactly("kept 102");
  }

  @Test
  void evictedMessageCannotBeEditedOrDeleted() {
    say(150, "x");
    RecordingReceipt receipt = new RecordingReceipt();

    log.append(new Draft.Edit(ANN, "e", 50, "y"), receipt);
    log.append(new Draft.Delete(ANN, "d", 50), receipt);
    log.append(new Draft.Edit(ANN, "f", 51, "y"), receipt);

    assertThat(receipt.calls()).containsExactly("no-such-message", "no-such-message", "kept 151");
  }

  @Test
  void anEditOutlivesNotItsMessageAndIsStillAnEntry() {
    say(1, "x");
    log.append(new Draft.Edit(ANN, "e", 1, "y"), Receipt.NONE);
    say(99, "x");

    assertThat(numbers(Long.MAX_VALUE)).startsWith(3L);
    assertThat(log.after(1, 101, FAR))
        .hasValueSatisfying(all -> assertThat(all.getFirst()).isInstanceOf(Entry.Edited.class));
  }

  @Test
  void aMessageThatIsEvictedIsNotPinnedAndHasNoAnswers() {
    say(1, "x");
    log.append(new Draft.Pin(ANN, "", 1, true), Receipt.NONE);
    log.append(new Draft.Say(ANN, "", "y", 1), Receipt.NONE);
    assertThat(log.pinned(Long.MAX_VALUE, FAR).messages()).hasSize(1);
    assertThat(log.answers(1, Long.MAX_VALUE, FAR).messages()).hasSize(1);
    say(99, "x");
    RecordingReceipt receipt = new RecordingReceipt();

    log.append(new Draft.Delete(ANN, "", 3), receipt);

    assertThat(receipt.calls()).containsExactly("kept 103");
    assertThat(log.pinned(Long.MAX_VALUE, FAR).messages()).isEmpty();
    assertThat(log.answers(1, Long.MAX_VALUE, FAR).messages()).isEmpty();
  }

  @Test
  void timeDoesNotGoBackInTheLog() {
    say(1, "x");
    clock.goBack(Duration.ofHours(1));
    say(1, "x");
    clock.pass(Duration.ofHours(2));
    say(1, "x");

    assertThat(log.before(9, FAR).messages().stream().map(Message::at))
        .containsExactly(
            ManualClock.START, ManualClock.START, ManualClock.START.plus(Duration.ofHours(1)));
  }

  @Test
  void aPlaceForgetsRoomsInWhichNothingWasSaid() {
    MemoryTranscripts logs = new MemoryTranscripts(clock);
    Transcript spoken = logs.open(RoomName.LOBBY);
    spoken.append(new Draft.Say(ANN, "", "hi", 0), Receipt.NONE);
    spoken.close();
    RoomName garden = new RoomName("garden");
    Transcript silent = logs.open(garden);
    silent.close();

    assertThat(logs.open(RoomName.LOBBY)).isSameAs(spoken);
    assertThat(logs.open(garden)).isNotSameAs(silent);
  }
}

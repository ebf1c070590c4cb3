package chat.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Entry;
import chat.core.log.Transcript.ReadLimit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Entries between two numbers. */
abstract class EntryReadingContract extends TranscriptFixture {
  @Test
  void returnsTheEntriesBetweenInOrder() {
    for (int i = 0; i < 10; i++) {
      say(ANN, "x" + i);
      react(BEN, 1, "👍", i % 2 == 0).seq();
    }
    List<Entry> entries = all();

    assertThat(numbers(entries)).isEqualTo(upTo(20));
    assertThat(log.after(5, 9, FAR)).hasValue(entries.subList(5, 9));
    assertThat(log.after(19, 20, FAR)).hasValue(entries.subList(19, 20));
    assertThat(log.after(20, 20, FAR)).hasValue(List.of());
  }

  @Test
  void returnsNothingBeyondTheLimit() {
    for (int i = 0; i < 10; i++) {
      say(ANN, "0123456789");
    }
    assertThat(log.after(0, 11, FAR)).isEmpty();
    assertThat(log.after(-1, 10, FAR)).isEmpty();
    assertThat(log.after(0, 10, new ReadLimit(9, 1_000))).isEmpty();
    assertThat(log.after(1, 10, new ReadLimit(9, 1_000)).orElseThrow()).hasSize(9);
    assertThat(log.after(0, 10, new ReadLimit(100, 99))).isEmpty();
    assertThat(log.after(0, 10, new ReadLimit(100, 100)).orElseThrow()).hasSize(10);
  }

  @Test
  void deletedMessageIsReadWithoutItsText() {
    say(ANN, "secret one");
    edit(ANN, 1, "secret two").seq();
    say(BEN, "not secret");
    edit(BEN, 3, "not secret either").seq();
    edit(ANN, 1, "secret three").seq();
    delete(ANN, 1).seq();

    assertThat(all())
        .containsExactly(
            new Entry.Said(1, START, ANN, "", "", 0, true),
            new Entry.Edited(2, START, ANN, "", 1, "", true),
            new Entry.Said(3, START, BEN, "", "not secret", 0, false),
            new Entry.Edited(4, START, BEN, "", 3, "not secret either", false),
            new Entry.Edited(5, START, ANN, "", 1, "", true),
            new Entry.Deleted(6, START, ANN, "", 1));
  }
}

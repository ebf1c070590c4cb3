package chat.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Message;
import chat.core.log.Receipt;
import chat.core.log.Transcript;
import chat.core.log.Transcript.Page;
import chat.core.name.Member;
import chat.core.name.RoomName;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Entries are numbered in one order, without a hole. */
abstract class OrderContract extends TranscriptFixture {
  @Test
  void aRoomInWhichNothingWasSaidIsEmpty() {
    assertThat(log.follow(new RecordingFollower())).isZero();
    assertThat(log.after(0, 0, FAR)).hasValue(List.of());
    assertThat(log.before(Long.MAX_VALUE, FAR)).isEqualTo(new Page(0, List.of(), false));
  }

  @Test
  void theEpochCanBePartOfACursor() {
    assertThat(log.epoch()).matches("[A-Za-z0-9_-]{1,32}");
    assertThat(transcripts.open(RoomName.LOBBY).epoch()).isEqualTo(log.epoch());
  }

  @Test
  void entriesOfAllKindsAreNumberedFromOne() {
    var follower = new RecordingFollower();
    assertThat(log.follow(follower)).isZero();

    assertThat(say(ANN, "hi")).isEqualTo(1);
    assertThat(edit(ANN, 1, "hello").seq()).isEqualTo(2);
    assertThat(react(BEN, 1, "👍", true).seq()).isEqualTo(3);
    assertThat(react(BEN, 1, "👍", false).seq()).isEqualTo(4);
    assertThat(delete(ANN, 1).seq()).isEqualTo(5);

    assertThat(follower.entries(5))
        .containsExactly(
            new Entry.Said(1, at(), ANN, "", "hi", 0, false),
            new Entry.Edited(2, at(), ANN, "", 1, "hello", false),
            new Entry.Reacted(3, at(), BEN, "", 1, "👍", true),
            new Entry.Reacted(4, at(), BEN, "", 1, "👍", false),
            new Entry.Deleted(5, at(), ANN, "", 1));
    follower.awaitFlushed();
  }

  private Instant at() {
    return Instant.parse("2026-11-23T08:00:00.123Z");
  }

  @Test
  void concurrentMessagesAreNumberedInOneOrderWithoutAHole() throws InterruptedException {
    var follower = new RecordingFollower();
    assertThat(log.follow(follower)).isZero();
    int each = 250;

    inParallel(
        THREADS,
        i -> {
          Member by = new Member("m" + i, "M" + i);
          for (int n = 0; n < each; n++) {
            log.append(new Draft.Say(by, "", i + " " + n, 0), Receipt.NONE);
          }
        });

    List<Entry> heard = follower.entries(THREADS * each);
    assertThat(heard).hasSize(THREADS * each);
    assertThat(numbers(heard)).isEqualTo(upTo(heard.size()));
    assertThat(all()).isEqualTo(heard);
    for (int i = 0; i < THREADS; i++) {
      String prefix = i + " ";
      assertThat(heard.stream().map(e -> ((Entry.Said) e).text()).filter(t -> t.startsWith(prefix)))
          .isEqualTo(IntStream.range(0, each).mapToObj(n -> prefix + n).toList());
    }
  }

  @Test
  void eachRoomHasNumbersOfItsOwn() {
    Transcript garden = transcripts.open(GARDEN);
    assertThat(say(ANN, "hi")).isEqualTo(1);
    assertThat(append(garden, new Draft.Say(ANN, "", "in the garden", 0)).seq()).isEqualTo(1);
    assertThat(say(ANN, "again")).isEqualTo(2);

    assertThat(garden.before(9, FAR).messages())
        .extracting(Message::text)
        .containsExactly("in the garden");
    assertThat(garden.after(0, 2, FAR)).isEmpty();
    assertThat(all()).hasSize(2);
  }

  @Test
  void timeNeverGoesBack() {
    now.set(START.plusNanos(1_456_789));
    say(ANN, "late");
    now.set(START);
    say(ANN, "the clock was put right");

    assertThat(all())
        .extracting(Entry::at)
        .containsExactly(START.plusMillis(1), START.plusMillis(1));
  }

  @Test
  void jumpOfTheClockIsNotKept() {
    now.set(START.plusSeconds(100_000_000));
    say(ANN, "the clock is years ahead");
    now.set(START);
    say(ANN, "the clock was put right");
    now.set(START.plusMillis(-1));
    say(ANN, "and adjusted");

    assertThat(all())
        .extracting(Entry::at)
        .containsExactly(START.plusSeconds(100_000_000), START, START);
  }

  @Test
  void aTextIsKeptToTheLetter() {
    String text = " \t\n„Grüße“ 你好 👩‍👩‍👧 '; DROP TABLE said; -- %s ?1 \u200f\ufeff ";
    say(new Member("~!'\"", "名前 \"'%"), text);

    assertThat(message(1).text()).isEqualTo(text);
    assertThat(message(1).from()).isEqualTo(new Member("~!'\"", "名前 \"'%"));
  }
}

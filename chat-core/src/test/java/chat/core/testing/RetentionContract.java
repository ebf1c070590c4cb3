package chat.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.file.Attachment;
import chat.core.file.FileId;
import chat.core.file.FileName;
import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Message;
import chat.core.log.Refusal.Code;
import chat.core.log.SearchQuery;
import chat.core.name.RoomName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The erasure of old messages. */
abstract class RetentionContract extends TranscriptFixture {
  private static final Instant LATER = START.plus(Duration.ofDays(90));

  private final Attachment picture =
      new Attachment(FileId.random(), new FileName("a.png"), "image/png", 5, 4, 3, "");

  /** The index for searching may be behind, and a log with one erases nothing until it is not. */
  private int erase(int max) {
    var erased = new AtomicInteger();
    Await.until(
        "messages are erased",
        () -> erased.addAndGet(transcripts.erase(RoomName.LOBBY, LATER, max)) > 0);
    return erased.get();
  }

  private void talk() {
    append(new Draft.Say(ANN, "id-1", "an old word", 0, List.of(picture))).seq();
    edit(ANN, 1, "an older word").seq();
    react(BEN, 1, "👍", true).seq();
    pin(BEN, 1, true).seq();
    answer(BEN, 1, "an old answer");
    now.set(LATER);
    answer(ANN, 5, "a new word");
    edit(BEN, 5, "an answer, edited").seq();
  }

  @Test
  void oldMessagesAreDeletedAndNumbersStay() throws InterruptedException {
    BlockingQueue<List<FileId>> detached = new LinkedBlockingQueue<>();
    transcripts.onDetached(detached::add);
    talk();

    assertThat(erase(1)).isEqualTo(1);
    assertThat(message(5).deleted()).isFalse();
    assertThat(erase(10)).isEqualTo(1);
    assertThat(transcripts.erase(RoomName.LOBBY, LATER, 10)).isZero();

    assertThat(numbers(all())).isEqualTo(upTo(7));
    assertThat(all().getFirst()).isEqualTo(new Entry.Said(1, START, ANN, "id-1", "", 0, true));
    assertThat(all().get(1)).isEqualTo(new Entry.Edited(2, START, ANN, "", 1, "", true));
    assertThat(all().get(6)).isEqualTo(new Entry.Edited(7, LATER, BEN, "", 5, "", true));
    assertThat(log.before(Long.MAX_VALUE, FAR).messages())
        .extracting(Message::text)
        .containsExactly("", "", "a new word");
    assertThat(message(1).deleted()).isTrue();
    assertThat(message(1).reactions()).isEmpty();
    assertThat(message(1).files()).isEmpty();
    assertThat(message(1).replies()).isZero();
    assertThat(detached.poll(20, TimeUnit.SECONDS)).containsExactly(picture.id());
    assertThat(transcripts.attached(Set.of(picture.id()))).isEmpty();
  }

  @Test
  void oldMessagesAreNeitherFoundNorPinnedNorUnread() {
    talk();
    assertThat(erase(10)).isEqualTo(2);

    assertThat(log.pinned(Long.MAX_VALUE, FAR).messages()).isEmpty();
    assertThat(found("old")).isEmpty();
    assertThat(found("answer")).isEmpty();
    assertThat(found("word")).containsExactly(6L);
    assertThat(log.unread(0, "b", 100).count()).isEqualTo(1);
  }

  private List<Long> found(String words) {
    return log.search(SearchQuery.of(words), Long.MAX_VALUE, FAR).messages().stream()
        .map(Message::seq)
        .toList();
  }

  @Test
  void nothingIsDoneToAnErasedMessageAndItsIdIsKnown() {
    talk();
    assertThat(erase(10)).isEqualTo(2);

    assertThat(edit(ANN, 1, "again").refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
    assertThat(delete(ANN, 1).refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
    assertThat(pin(ANN, 1, true).refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
    assertThat(react(ANN, 1, "👍", true).refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
    assertThat(append(new Draft.Say(ANN, "id-1", "an old word", 0)).seq()).isEqualTo(1);
    assertThat(say(ANN, "the next")).isEqualTo(8);
  }

  @Test
  void anotherRoomStaysAsItIs() {
    talk();
    assertThat(transcripts.erase(new RoomName("garden"), LATER, 10)).isZero();
    assertThat(message(1).text()).isEqualTo("an older word");
  }
}

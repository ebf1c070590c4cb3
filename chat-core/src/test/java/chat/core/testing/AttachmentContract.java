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
import chat.core.log.Transcript.ReadLimit;
import chat.core.name.Member;
import chat.core.name.RoomName;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Messages with files. */
abstract class AttachmentContract extends TranscriptFixture {
  private final Attachment picture = file("cat 猫.png", "image/png", 640, 480, "a cat");
  private final Attachment letter = file("letter.pdf", "application/pdf", 0, 0, "");

  private static Attachment file(String name, String type, int width, int height, String alt) {
    return new Attachment(
        FileId.random(), new FileName(name), type, 12_345_678_901L, width, height, alt);
  }

  private RecordingReceipt say(Member by, String id, String text, Attachment... files) {
    return append(new Draft.Say(by, id, text, 0, List.of(files)));
  }

  @Test
  void filesAreThoseOfTheEntryAndOfTheMessageInTheirOrder() {
    assertThat(say(ANN, "1", "", letter, picture).seq()).isEqualTo(1);
    assertThat(all())
        .containsExactly(
            new Entry.Said(1, START, ANN, "1", "", 0, false, List.of(letter, picture)));
    assertThat(message(1).files()).containsExactly(letter, picture);
    assertThat(message(1).deleted()).isFalse();
    assertThat(transcripts.attached(List.of(letter.id(), FileId.random())))
        .containsExactly(letter.id());
  }

  @Test
  void fileIsSaidOnceInAllRooms() {
    assertThat(say(ANN, "1", "", picture).seq()).isEqualTo(1);
    assertThat(say(ANN, "2", "again", letter, picture).refusal()).isEqualTo(Code.NO_SUCH_FILE);
    assertThat(say(ANN, "3", "twice", letter, letter).refusal()).isEqualTo(Code.NO_SUCH_FILE);
    var elsewhere = new Draft.Say(ANN, "4", "", 0, List.of(picture));
    assertThat(append(transcripts.open(GARDEN), elsewhere).refusal()).isEqualTo(Code.NO_SUCH_FILE);
    assertThat(say(ANN, "5", "", letter).seq()).isEqualTo(2);
  }

  @Test
  void repeatedMessageIsAcknowledgedWithTheFirst() {
    assertThat(say(ANN, "1", "", picture).seq()).isEqualTo(1);
    assertThat(say(ANN, "1", "", picture).seq()).isEqualTo(1);
    assertThat(delete(ANN, 1).seq()).isEqualTo(2);
    assertThat(say(ANN, "1", "", picture).seq()).isEqualTo(1);
  }

  @Test
  void editLeavesTheFiles() {
    say(ANN, "1", "a cat", picture).seq();
    edit(ANN, 1, "my cat").seq();
    assertThat(message(1).text()).isEqualTo("my cat");
    assertThat(message(1).files()).containsExactly(picture);
  }

  @Test
  void deletedMessageLosesItsFilesWhichCannotBeSaidAgain() throws InterruptedException {
    BlockingQueue<List<FileId>> detached = new LinkedBlockingQueue<>();
    transcripts.onDetached(detached::add);
    say(ANN, "1", "", picture, letter).seq();
    say(BEN, "1", "a word").seq();
    delete(BEN, 2).seq();
    delete(ANN, 1).seq();

    assertThat(detached.poll(20, TimeUnit.SECONDS))
        .containsExactlyInAnyOrder(picture.id(), letter.id());
    assertThat(detached).isEmpty();
    assertThat(transcripts.attached(Set.of(picture.id(), letter.id()))).isEmpty();
    assertThat(message(1).files()).isEmpty();
    assertThat(all().getFirst()).isEqualTo(new Entry.Said(1, START, ANN, "1", "", 0, true));
    assertThat(say(ANN, "2", "", picture).refusal()).isEqualTo(Code.NO_SUCH_FILE);
  }

  @Test
  void messageIsFoundByTheNameAndTheDescriptionOfItsFiles() {
    say(ANN, "1", "look", picture).seq();
    say(ANN, "2", "", letter).seq();
    say(ANN, "3", "a cat without a picture").seq();
    edit(ANN, 1, "look at it").seq();

    assertThat(found("cat png")).containsExactly(1L);
    assertThat(found("猫")).containsExactly(1L);
    assertThat(found("letter")).containsExactly(2L);
    assertThat(found("a cat")).containsExactly(1L, 3L);
    delete(ANN, 1).seq();
    assertThat(found("猫")).isEmpty();
  }

  private List<Long> found(String words) {
    return log.search(SearchQuery.of(words), Long.MAX_VALUE, FAR).messages().stream()
        .map(Message::seq)
        .toList();
  }

  @Test
  void filesCountAsTextWhereReadingIsLimited() {
    say(ANN, "1", "", picture).seq();
    var limit = new ReadLimit(10, picture.textLength() - 1);
    assertThat(log.after(0, 1, limit)).isEmpty();
    assertThat(transcripts.open(new RoomName("other")).after(0, 0, limit)).isPresent();
  }
}

package chat.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Refusal;
import chat.core.log.Refusal.Code;
import chat.core.name.Member;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A draft whose author and id are known is not kept again. */
abstract class IdContract extends TranscriptFixture {
  private Draft say(Member by, String id, String text) {
    return new Draft.Say(by, id, text, 0);
  }

  @Test
  void oneIdOfOneMemberIsOneEntry() {
    var follower = new RecordingFollower();
    log.follow(follower);

    assertThat(append(say(ANN, "1", "hi")).seq()).isEqualTo(1);
    assertThat(append(say(ANN, "1", "hi")).seq()).isEqualTo(1);
    assertThat(append(say(ANN, "2", "hi")).seq()).isEqualTo(2);
    assertThat(append(say(ANN, "1", "something else")).seq()).isEqualTo(1);
    assertThat(append(new Draft.Edit(ANN, "1", 1, "something else")).seq()).isEqualTo(1);

    assertThat(follower.entries()).hasSize(2);
    assertThat(all()).isEqualTo(follower.entries());
  }

  @Test
  void aMemberUnderAnotherNameIsTheSameMember() {
    assertThat(append(say(ANN, "1", "hi")).seq()).isEqualTo(1);
    assertThat(append(say(new Member(ANN.id(), "Anna"), "1", "hi")).seq()).isEqualTo(1);
  }

  @Test
  void idIsDistinctForEachMemberAndRoom() {
    assertThat(append(say(ANN, "1", "hi")).seq()).isEqualTo(1);
    assertThat(append(say(BEN, "1", "hi")).seq()).isEqualTo(2);
    assertThat(append(transcripts.open(GARDEN), say(ANN, "1", "hi")).seq()).isEqualTo(1);
    assertThat(transcripts.open(GARDEN).before(9, FAR).messages()).hasSize(1);
  }

  @Test
  void draftsWithoutAnIdAreDistinct() {
    assertThat(append(say(ANN, "", "hi")).seq()).isEqualTo(1);
    assertThat(append(say(ANN, "", "hi")).seq()).isEqualTo(2);
  }

  @Test
  void idsOfAllKindsOfEntriesCount() {
    append(say(ANN, "1", "hi")).seq();
    assertThat(append(new Draft.Edit(ANN, "2", 1, "hello")).seq()).isEqualTo(2);
    assertThat(append(new Draft.Edit(ANN, "2", 1, "hello")).seq()).isEqualTo(2);
    assertThat(append(new Draft.React(ANN, "3", 1, "👍", true)).seq()).isEqualTo(3);
    assertThat(append(new Draft.React(ANN, "3", 1, "👍", true)).seq()).isEqualTo(3);
    assertThat(append(new Draft.Delete(ANN, "4", 1)).seq()).isEqualTo(4);
    assertThat(append(new Draft.Delete(ANN, "4", 1)).seq()).isEqualTo(4);
  }

  @Test
  void refusedDraftMayBeSentAgainWithItsId() {
    assertThat(append(new Draft.Edit(ANN, "1", 1, "x")).refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
    append(say(ANN, "2", "hi")).seq();
    assertThat(append(new Draft.Edit(ANN, "1", 1, "x")).seq()).isEqualTo(2);
  }

  private RecordingReceipt refuse(Draft draft) {
    var receipt = new RecordingReceipt();
    log.refuse(draft, Refusal.of(Code.EMPTY), receipt);
    return receipt;
  }

  @Test
  void draftToBeRefusedIsAcknowledgedIfItsIdIsKnown() {
    assertThat(append(say(ANN, "1", "hi")).seq()).isEqualTo(1);

    assertThat(refuse(say(ANN, "1", "hi")).seq()).isEqualTo(1);
    assertThat(refuse(say(BEN, "1", "hi")).refusal()).isEqualTo(Code.EMPTY);
    assertThat(refuse(say(ANN, "2", "hi")).refusal()).isEqualTo(Code.EMPTY);
    assertThat(refuse(say(ANN, "", "hi")).refusal()).isEqualTo(Code.EMPTY);
    assertThat(append(say(ANN, "2", "hi")).seq()).isEqualTo(2);
    assertThat(all()).hasSize(2);
  }

  @Test
  void draftToBeRefusedWaitsForTheFirstWithItsIdThatIsNotKeptYet() {
    RecordingReceipt first = append(say(ANN, "1", "hi"));
    RecordingReceipt repeated = refuse(say(ANN, "1", "hi"));

    assertThat(first.seq()).isEqualTo(1);
    assertThat(repeated.seq()).isEqualTo(1);
  }

  @Test
  void concurrentDraftsWithOneIdBecomeOneEntry() throws InterruptedException {
    var follower = new RecordingFollower();
    log.follow(follower);
    int ids = 100;
    List<List<RecordingReceipt>> receipts = new ArrayList<>();
    IntStream.range(0, THREADS)
        .forEach(_ -> receipts.add(Collections.synchronizedList(new ArrayList<>())));

    inParallel(
        THREADS,
        i -> {
          for (int id = 0; id < ids; id++) {
            receipts.get(i).add(append(say(ANN, "id" + id, "text " + id)));
          }
        });

    for (int id = 0; id < ids; id++) {
      int n = id;
      List<Long> seqs = receipts.stream().map(mine -> mine.get(n).seq()).distinct().toList();
      assertThat(seqs).hasSize(1);
      Entry first = follower.entries().get((int) (seqs.getFirst() - 1));
      assertThat(((Entry.Said) first).text()).isEqualTo("text " + id);
    }
    assertThat(follower.entries()).hasSize(ids);
  }
}

package chat.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Message;
import chat.core.log.Refusal.Code;
import chat.core.name.Member;
import org.junit.jupiter.api.Test;

/** Edits, deletions, reactions and answers are validated in the order of the log. */
abstract class ValidationContract extends TranscriptFixture {
  @Test
  void onlyItsAuthorMayEditOrDeleteAMessage() {
    say(ANN, "hi");
    assertThat(edit(BEN, 1, "x").refusal()).isEqualTo(Code.NOT_YOURS);
    assertThat(delete(BEN, 1).refusal()).isEqualTo(Code.NOT_YOURS);
    assertThat(edit(new Member(ANN.id(), "Anna"), 1, "x").seq()).isEqualTo(2);
    assertThat(delete(ANN, 1).seq()).isEqualTo(3);
  }

  @Test
  void draftAboutNoMessageIsRefused() {
    say(ANN, "hi");
    edit(ANN, 1, "hello").seq();
    for (long of : new long[] {-1, 0, 2, 3, 1L << 40 | 1, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(edit(ANN, of, "x").refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
      assertThat(delete(ANN, of).refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
      assertThat(react(ANN, of, "👍", true).refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
      assertThat(pin(ANN, of, true).refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
      if (of != 0) {
        assertThat(append(new Draft.Say(ANN, "", "x", of)).refusal())
            .isEqualTo(Code.NO_SUCH_MESSAGE);
      }
    }
    assertThat(say(ANN, "no number was lost")).isEqualTo(3);
  }

  @Test
  void aMessageOfAnotherRoomIsNoMessageHere() {
    append(transcripts.open(GARDEN), new Draft.Say(ANN, "", "hi", 0)).seq();
    assertThat(edit(ANN, 1, "x").refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
    assertThat(append(new Draft.Say(ANN, "", "x", 1)).refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
  }

  @Test
  void deletedMessageMayBeAnswered() {
    say(ANN, "hi");
    delete(ANN, 1).seq();
    assertThat(append(new Draft.Say(BEN, "", "what was that?", 1)).seq()).isEqualTo(3);

    assertThat(message(3).replyTo()).isEqualTo(1);
    assertThat(all().getLast())
        .isEqualTo(new Entry.Said(3, START, BEN, "", "what was that?", 1, false));
  }

  @Test
  void deletedMessageCannotBeChanged() {
    say(ANN, "hi");
    delete(ANN, 1).seq();
    assertThat(edit(ANN, 1, "x").refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
    assertThat(delete(ANN, 1).refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
    assertThat(react(BEN, 1, "👍", true).refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
  }

  @Test
  void aMessageHasAtMostTwentyKindsOfReactions() {
    say(ANN, "hi");
    for (int i = 0; i < Message.REACTION_KINDS; i++) {
      react(ANN, 1, "kind" + i, true).seq();
    }
    assertThat(react(BEN, 1, "one more", true).refusal()).isEqualTo(Code.BAD_FRAME);
    assertThat(react(BEN, 1, "kind7", true).isKept()).isTrue();
    react(ANN, 1, "kind3", false).seq();
    assertThat(react(BEN, 1, "one more", true).isKept()).isTrue();
    assertThat(message(1).reactions()).hasSize(Message.REACTION_KINDS);
  }

  @Test
  void racingDraftsAreDecidedInTheOrderOfTheLog() {
    for (int round = 0; round < 50; round++) {
      RecordingReceipt said = append(new Draft.Say(ANN, "", "round " + round, 0));
      long of = round * 3L + 1;
      RecordingReceipt edited = edit(ANN, of, "edited");
      RecordingReceipt deleted = delete(ANN, of);
      RecordingReceipt tooLate = edit(ANN, of, "too late");

      assertThat(said.seq()).isEqualTo(of);
      assertThat(edited.seq()).isEqualTo(of + 1);
      assertThat(deleted.seq()).isEqualTo(of + 2);
      assertThat(tooLate.refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
    }
  }
}

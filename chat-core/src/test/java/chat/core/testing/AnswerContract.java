package chat.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Message;
import chat.core.log.Transcript;
import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.ReadLimit;
import chat.core.name.Member;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Answers to a message, and their number. */
abstract class AnswerContract extends TranscriptFixture {
  private static final long ALL = Long.MAX_VALUE;

  private List<Long> answers(long message, long seq, ReadLimit limit) {
    return log.answers(message, seq, limit).messages().stream().map(Message::seq).toList();
  }

  @Test
  void answersThatAreNotDeletedAreCounted() {
    say(ANN, "who comes?");
    assertThat(message(1).replies()).isZero();
    answer(BEN, 1, "I do");
    say(ANN, "anybody else?");
    answer(BEN, 2, "an answer to an answer");
    answer(ANN, 1, "and I");

    assertThat(message(1).replies()).isEqualTo(2);
    assertThat(message(2).replies()).isEqualTo(1);
    assertThat(message(3).replies()).isZero();

    edit(ANN, 5, "so do I").seq();
    delete(BEN, 2).seq();

    assertThat(message(1).replies()).isEqualTo(1);
    assertThat(message(2).replies()).isEqualTo(1);
    delete(Member.OWNER, 5).seq();
    assertThat(message(1).replies()).isZero();
  }

  @Test
  void answersAreReadInTheirPresentState() {
    say(ANN, "who comes?");
    answer(BEN, 1, "I");
    edit(BEN, 2, "I do").seq();
    react(ANN, 2, "🎉", true).seq();

    assertThat(log.answers(1, ALL, FAR)).isEqualTo(new Page(4, List.of(message(2)), false));
    assertThat(message(2).text()).isEqualTo("I do");
  }

  @Test
  void theLatestAnswersBelowANumberAreRead() {
    say(ANN, "who comes?");
    for (int i = 0; i < 5; i++) {
      answer(BEN, 1, "I do");
      say(ANN, "something else");
    }
    delete(BEN, 4).seq();

    assertThat(answers(1, ALL, FAR)).containsExactly(2L, 6L, 8L, 10L);
    assertThat(log.answers(1, ALL, FAR).more()).isFalse();
    assertThat(answers(1, ALL, new ReadLimit(2, 100))).containsExactly(8L, 10L);
    assertThat(log.answers(1, ALL, new ReadLimit(2, 100)).more()).isTrue();
    assertThat(answers(1, 8, new ReadLimit(2, 100))).containsExactly(2L, 6L);
    assertThat(log.answers(1, 8, new ReadLimit(2, 100)).more()).isFalse();
    assertThat(answers(1, ALL, new ReadLimit(9, 5))).containsExactly(10L);
    for (long none : new long[] {2, 1, 0, -1, Long.MIN_VALUE}) {
      assertThat(log.answers(1, none, FAR)).isEqualTo(new Page(12, List.of(), false));
    }
  }

  @Test
  void whatIsNoMessageHasNoAnswers() {
    say(ANN, "who comes?");
    answer(BEN, 1, "I do");
    react(ANN, 1, "🎉", true).seq();

    for (long of : new long[] {-1, 0, 2, 3, 4, 1L << 40 | 1, ALL, Long.MIN_VALUE}) {
      assertThat(answers(of, ALL, FAR)).isEmpty();
    }
  }

  @Test
  void answersOfAnotherRoomAreNotThoseOfThisOne() {
    Transcript garden = transcripts.open(GARDEN);
    append(garden, new Draft.Say(ANN, "", "who comes?", 0)).seq();
    append(garden, new Draft.Say(BEN, "", "I do", 1)).seq();
    say(ANN, "who comes?");

    assertThat(message(1).replies()).isZero();
    assertThat(answers(1, ALL, FAR)).isEmpty();
    assertThat(garden.answers(1, ALL, FAR).messages()).hasSize(1);
  }

  @Test
  void deletedMessageKeepsItsAnswers() {
    say(ANN, "a secret");
    answer(BEN, 1, "really?");
    delete(ANN, 1).seq();
    answer(BEN, 1, "what was it?");

    assertThat(message(1).replies()).isEqualTo(2);
    assertThat(answers(1, ALL, FAR)).containsExactly(2L, 4L);
  }
}

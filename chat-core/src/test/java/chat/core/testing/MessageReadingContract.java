package chat.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Message;
import chat.core.log.Message.Reaction;
import chat.core.log.Transcript;
import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.ReadLimit;
import chat.core.name.Member;
import chat.core.name.RoomName;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages in their present state, and the number of unread ones. */
abstract class MessageReadingContract extends TranscriptFixture {
  private List<Long> seqs(long seq, ReadLimit limit) {
    return log.before(seq, limit).messages().stream().map(Message::seq).toList();
  }

  private boolean more(long seq, ReadLimit limit) {
    return log.before(seq, limit).more();
  }

  @Test
  void givesTheLatestMessagesBelowANumber() {
    for (int i = 0; i < 5; i++) {
      say(ANN, "x");
      react(BEN, 1, "👍", i % 2 == 0).seq();
    }
    assertThat(seqs(11, FAR)).containsExactly(1L, 3L, 5L, 7L, 9L);
    assertThat(more(11, FAR)).isFalse();
    assertThat(seqs(Long.MAX_VALUE, new ReadLimit(2, 100))).containsExactly(7L, 9L);
    assertThat(more(Long.MAX_VALUE, new ReadLimit(2, 100))).isTrue();
    assertThat(seqs(7, new ReadLimit(2, 100))).containsExactly(3L, 5L);
    assertThat(more(7, new ReadLimit(2, 100))).isTrue();
    assertThat(seqs(6, new ReadLimit(3, 100))).containsExactly(1L, 3L, 5L);
    assertThat(more(6, new ReadLimit(3, 100))).isFalse();
    assertThat(seqs(2, new ReadLimit(1, 100))).containsExactly(1L);
    assertThat(more(2, new ReadLimit(1, 100))).isFalse();
    for (long none : new long[] {1, 0, -1, Long.MIN_VALUE}) {
      assertThat(log.before(none, FAR)).isEqualTo(new Page(10, List.of(), false));
    }
  }

  @Test
  void takesAtLeastOneMessageHoweverLong() {
    say(ANN, "short");
    say(ANN, "x".repeat(100));
    say(ANN, "y".repeat(40));

    assertThat(seqs(4, new ReadLimit(10, 10))).containsExactly(3L);
    assertThat(more(4, new ReadLimit(10, 10))).isTrue();
    assertThat(seqs(4, new ReadLimit(10, 139))).containsExactly(3L);
    assertThat(seqs(4, new ReadLimit(10, 140))).containsExactly(2L, 3L);
    assertThat(seqs(2, new ReadLimit(10, 1))).containsExactly(1L);
    assertThat(more(2, new ReadLimit(10, 1))).isFalse();
  }

  @Test
  void messagesAreInTheirPresentState() {
    append(new Draft.Say(ANN, "id-1", "hi", 0)).seq();
    edit(ANN, 1, "hello").seq();
    edit(ANN, 1, "good morning").seq();
    react(BEN, 1, "👍", true).seq();
    react(BEN, 1, "👍", true).seq();
    react(BEN, 1, "🎉", true).seq();
    react(ANN, 1, "🎉", true).seq();
    react(ANN, 1, "🎈", true).seq();
    react(ANN, 1, "🎈", false).seq();
    react(ANN, 1, "👎", false).seq();

    assertThat(log.before(99, FAR))
        .isEqualTo(
            new Page(
                10,
                List.of(
                    new Message(
                        1,
                        START,
                        ANN,
                        "id-1",
                        "good morning",
                        0,
                        Optional.of(START),
                        false,
                        List.of(
                            new Reaction("👍", 1, List.of(BEN)),
                            new Reaction("🎉", 2, List.of(BEN, ANN))))),
                false));
  }

  @Test
  void reactionThatIsAddedAgainIsTheLast() {
    say(ANN, "hi");
    react(ANN, 1, "👍", true).seq();
    react(BEN, 1, "👍", true).seq();
    react(BEN, 1, "🎉", true).seq();
    react(ANN, 1, "👍", false).seq();
    react(ANN, 1, "👍", true).seq();

    assertThat(message(1).reactions())
        .containsExactly(
            new Reaction("👍", 2, List.of(BEN, ANN)), new Reaction("🎉", 1, List.of(BEN)));

    react(ANN, 1, "👍", false).seq();
    react(BEN, 1, "👍", false).seq();
    react(BEN, 1, "👍", true).seq();

    assertThat(message(1).reactions())
        .containsExactly(new Reaction("🎉", 1, List.of(BEN)), new Reaction("👍", 1, List.of(BEN)));
  }

  @Test
  void firstMembersOfAReactionAreNamedAndAllAreCounted() {
    say(ANN, "hi");
    List<Member> many = IntStream.range(0, 50).mapToObj(i -> new Member("m" + i, "M" + i)).toList();
    many.forEach(member -> react(member, 1, "👍", true).seq());

    assertThat(message(1).reactions())
        .containsExactly(new Reaction("👍", 50, many.subList(0, Message.REACTION_NAMES)));
  }

  @Test
  void deletedMessageKeepsItsNumberOnly() {
    say(ANN, "secret");
    edit(ANN, 1, "still secret").seq();
    react(BEN, 1, "👍", true).seq();
    delete(ANN, 1).seq();

    assertThat(message(1))
        .isEqualTo(new Message(1, START, ANN, "", "", 0, Optional.of(START), true, List.of()));
  }

  @Test
  void countsMessagesOfOthers() {
    say(ANN, "1");
    say(BEN, "2");
    say(BEN, "3");
    edit(BEN, 2, "4").seq();
    say(ANN, "5");
    say(BEN, "6");

    assertThat(log.unread(0, "a", 100)).isEqualTo(new Transcript.Unread(6, 3));
    assertThat(log.unread(2, "a", 100)).isEqualTo(new Transcript.Unread(6, 2));
    assertThat(log.unread(2, "b", 100)).isEqualTo(new Transcript.Unread(6, 1));
    assertThat(log.unread(0, "c", 4)).isEqualTo(new Transcript.Unread(6, 4));
    assertThat(log.unread(6, "c", 100)).isEqualTo(new Transcript.Unread(6, 0));
    delete(BEN, 3).seq();
    assertThat(log.unread(0, "a", 100)).isEqualTo(new Transcript.Unread(7, 2));
  }

  @Test
  void isReadWithoutOpeningARoom() {
    RoomName silent = new RoomName("silent");
    say(BEN, "hi");

    assertThat(transcripts.find(RoomName.LOBBY).orElseThrow().unread(0, "a", 9).count())
        .isEqualTo(1);
    assertThat(transcripts.find(silent).map(found -> found.unread(0, "a", 9).count()).orElse(0))
        .isZero();
  }
}

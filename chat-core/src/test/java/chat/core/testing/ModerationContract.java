package chat.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.MessageModeration;
import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Message;
import chat.core.log.Refusal.Code;
import chat.core.log.SearchQuery;
import chat.core.log.Transcript;
import chat.core.name.Member;
import chat.core.name.RoomName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The owner deletes messages of others. */
abstract class ModerationContract extends TranscriptFixture {
  private static final RoomName CELLAR = new RoomName("cellar");

  private MessageModeration moderation;

  @BeforeEach
  void moderate() {
    moderation = new MessageModeration(transcripts, Duration.ofSeconds(20));
  }

  @Test
  void ownerMayDeleteAnyMessageAndChangeNone() {
    say(ANN, "hi");
    assertThat(edit(Member.OWNER, 1, "x").refusal()).isEqualTo(Code.NOT_YOURS);
    assertThat(delete(new Member("owner", "Olga"), 1).refusal()).isEqualTo(Code.NOT_YOURS);
    assertThat(delete(Member.OWNER, 1).seq()).isEqualTo(2);
    assertThat(delete(Member.OWNER, 1).refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
    assertThat(delete(Member.OWNER, 9).refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
  }

  @Test
  void deletionByTheOwnerIsThatOfTheAuthorButForItsName() {
    say(ANN, "a secret");
    edit(ANN, 1, "a known secret").seq();
    react(BEN, 1, "👍", true).seq();
    append(new Draft.Say(BEN, "", "which one?", 1)).seq();
    var follower = new RecordingFollower();
    assertThat(log.follow(follower)).isEqualTo(4);

    assertThat(moderation.delete(RoomName.LOBBY, 1)).isTrue();
    assertThat(moderation.delete(RoomName.LOBBY, 1)).isFalse();

    assertThat(follower.entries(1))
        .containsExactly(new Entry.Deleted(5, START, Member.OWNER, "", 1));
    assertThat(all())
        .containsExactly(
            new Entry.Said(1, START, ANN, "", "", 0, true),
            new Entry.Edited(2, START, ANN, "", 1, "", true),
            new Entry.Reacted(3, START, BEN, "", 1, "👍", true),
            new Entry.Said(4, START, BEN, "", "which one?", 1, false),
            new Entry.Deleted(5, START, Member.OWNER, "", 1));
    assertThat(message(1))
        .isEqualTo(
            new Message(
                1,
                START,
                ANN,
                "",
                "",
                0,
                Optional.of(START),
                true,
                List.of(),
                List.of(),
                1,
                false));
    assertThat(log.search(SearchQuery.of("secret"), Long.MAX_VALUE, FAR).messages()).isEmpty();
    assertThat(edit(ANN, 1, "again").refusal()).isEqualTo(Code.NO_SUCH_MESSAGE);
  }

  @Test
  void messageThatIsNotThereIsNotDeleted() {
    say(ANN, "hi");
    react(BEN, 1, "👍", true).seq();

    for (long seq : new long[] {-1, 0, 2, 3, Long.MAX_VALUE}) {
      assertThat(moderation.delete(RoomName.LOBBY, seq)).isFalse();
    }
    assertThat(moderation.delete(CELLAR, 1)).isFalse();
    assertThat(all()).hasSize(2);
  }

  @Test
  void allMessagesOfAMemberAreDeletedInOneRoomOrInAll() {
    Transcript garden = transcripts.open(GARDEN);
    append(garden, new Draft.Say(BEN, "", "in the garden", 0)).seq();
    append(garden, new Draft.Say(ANN, "", "in the garden, too", 0)).seq();
    for (int i = 0; i < 250; i++) {
      say(ANN, "of Ann");
      say(BEN, "of Ben");
    }
    delete(BEN, 2).seq();
    assertThat(moderation.deleteAll(CELLAR, BEN.id())).isZero();
    assertThat(moderation.deleteAll("nobody")).isZero();

    assertThat(moderation.deleteAll(RoomName.LOBBY, BEN.id())).isEqualTo(249);

    assertThat(standing(log)).hasSize(250).containsOnly("of Ann");
    assertThat(standing(garden)).containsExactly("in the garden", "in the garden, too");
    assertThat(moderation.deleteAll(BEN.id())).isEqualTo(1);
    assertThat(standing(garden)).containsExactly("in the garden, too");
    assertThat(moderation.deleteAll(ANN.id())).isEqualTo(251);
    assertThat(standing(log)).isEmpty();
    assertThat(log.before(Long.MAX_VALUE, FAR).messages()).hasSize(500);
  }

  private static List<String> standing(Transcript log) {
    return log.before(Long.MAX_VALUE, FAR).messages().stream()
        .filter(message -> !message.deleted())
        .map(Message::text)
        .toList();
  }

  @Test
  void authorHasAMessageUntilTheLastOneIsDeleted() {
    append(transcripts.open(GARDEN), new Draft.Say(BEN, "", "in the garden", 0)).seq();
    assertThat(moderation.hasMessage(BEN.id())).isTrue();
    assertThat(moderation.hasMessage(ANN.id())).isFalse();

    assertThat(moderation.delete(GARDEN, 1)).isTrue();

    assertThat(moderation.hasMessage(BEN.id())).isFalse();
  }

  @Test
  void roomsWithAnEntryAreListed() {
    say(ANN, "hi");
    append(transcripts.open(GARDEN), new Draft.Say(BEN, "", "hi", 0)).seq();
    assertThat(transcripts.rooms()).contains(RoomName.LOBBY, GARDEN).doesNotContain(CELLAR);
  }
}

package chat.core;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.MemoryTranscripts;
import chat.core.log.Transcript;
import chat.core.member.MemberStore;
import chat.core.member.Mention;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.core.testing.Await;
import chat.core.testing.ManualClock;
import chat.core.testing.RecordingReceipt;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mentions are kept behind the log, for the members who opened the room. */
class MentionIndexerTest {
  private static final RoomName TEA = new RoomName("tea");
  private static final Member ANN = new Member("a", "Ann");
  private static final Member BEN = new Member("b", "Ben");

  private final ManualClock clock = new ManualClock();
  private final MemoryTranscripts transcripts = new MemoryTranscripts(clock);
  private final MemberStore members = transcripts.members();
  private final Transcript tea = transcripts.open(TEA);
  private MentionIndexer indexer;

  @BeforeEach
  void start() {
    indexer = new MentionIndexer(transcripts, Duration.ofMillis(1));
    transcripts.onCommitted((room, entry) -> indexer.committed(room, entry));
    members.visited(ANN, TEA);
    members.visited(BEN, TEA);
  }

  @AfterEach
  void close() {
    indexer.close();
  }

  private long append(Draft draft) {
    var receipt = new RecordingReceipt();
    tea.append(draft, receipt);
    return receipt.seq();
  }

  private long say(Member author, String text) {
    return append(new Draft.Say(author, "", text, 0));
  }

  private List<Long> mentions(Member member) {
    return members.mentions(member.id(), Long.MAX_VALUE, 100).stream()
        .map(Mention::message)
        .map(message -> message.seq())
        .toList();
  }

  private void awaitIndexed(long seq) {
    Await.until(
        "entry " + seq + " is indexed",
        () -> members.mentionedUpTo(TEA).map(position -> position.seq() >= seq).orElse(false));
  }

  @Test
  void messageIsKeptForTheMembersItMentions() {
    long first = say(BEN, "@ann, hello");
    long second = say(BEN, "@Ann again, and @Ben and @Nobody");
    awaitIndexed(second);
    assertThat(mentions(ANN)).containsExactly(second, first);
    assertThat(mentions(BEN)).as("a mention of oneself").isEmpty();
  }

  @Test
  void memberWhoHasNotOpenedTheRoomIsNotMentioned() {
    Member cleo = new Member("c", "Cleo");
    members.visited(cleo, RoomName.LOBBY);
    awaitIndexed(say(BEN, "@Cleo and @Ann"));
    assertThat(mentions(cleo)).isEmpty();
    assertThat(mentions(ANN)).hasSize(1);
  }

  @Test
  void answerIsAMentionOfTheAuthorOnce() {
    long question = say(ANN, "tea or coffee?");
    long answer = append(new Draft.Say(BEN, "", "tea, @Ann", question));
    long other = append(new Draft.Say(BEN, "", "or coffee", question));
    long own = append(new Draft.Say(ANN, "", "so tea it is", question));
    awaitIndexed(own);
    assertThat(mentions(ANN)).containsExactly(other, answer);
    assertThat(mentions(BEN)).isEmpty();
  }

  @Test
  void answerThatIsDeletedIsNoMention() {
    long question = say(ANN, "tea or coffee?");
    long answer = append(new Draft.Say(BEN, "", "tea", question));
    awaitIndexed(answer);
    assertThat(mentions(ANN)).containsExactly(answer);
    awaitIndexed(append(new Draft.Delete(BEN, "", answer)));
    assertThat(mentions(ANN)).isEmpty();
  }

  @Test
  void editAddsAMentionAndADeletionRemovesIt() {
    long message = say(BEN, "hello");
    awaitIndexed(append(new Draft.Edit(BEN, "", message, "hello @Ann")));
    assertThat(mentions(ANN)).containsExactly(message);
    awaitIndexed(append(new Draft.Delete(BEN, "", message)));
    assertThat(mentions(ANN)).isEmpty();
  }

  @Test
  void whatWasSaidWithoutAnIndexerIsFoundWhenTheRoomIsOpened() {
    awaitIndexed(say(BEN, "@one"));
    indexer.close();
    long missed = say(BEN, "@Ann");
    indexer = new MentionIndexer(transcripts, Duration.ofMillis(1));
    assertThat(mentions(ANN)).isEmpty();
    indexer.opened(TEA);
    awaitIndexed(missed);
    assertThat(mentions(ANN)).containsExactly(missed);
  }

  /** One thread takes the rooms in their order: the other room is indexed after this one. */
  @Test
  void talkWithoutMentionsIsNotReadAgain() {
    long silent = say(BEN, "nobody is mentioned");
    var receipt = new RecordingReceipt();
    transcripts.open(RoomName.LOBBY).append(new Draft.Say(BEN, "", "@Ann", 0), receipt);
    Await.until("the lobby is indexed", () -> members.mentionedUpTo(RoomName.LOBBY).isPresent());
    assertThat(members.mentionedUpTo(TEA)).isEmpty();

    long mention = say(BEN, "@Ann");
    awaitIndexed(mention);
    assertThat(silent).isEqualTo(1);
    assertThat(mentions(ANN)).containsExactly(mention);
  }
}

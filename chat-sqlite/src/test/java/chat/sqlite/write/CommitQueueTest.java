package chat.sqlite.write;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Receipt;
import chat.core.name.RoomName;
import chat.sqlite.SqliteTranscript;
import chat.sqlite.testing.Talk;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What waits to be committed is bounded, and nobody waits to bring it. */
class CommitQueueTest {
  private final SqliteTranscript lobby =
      new SqliteTranscript(RoomName.LOBBY, "e", null, null, null);

  private Submission saying(String text) {
    return new Submission(lobby, new Draft.Say(Talk.ANN, "", text, 0), Receipt.NONE);
  }

  @Test
  void whatIsOneTooManyIsTurnedAwayUntilSomethingWasTaken() {
    var intake = new CommitQueue(new CommitQueue.Limit(2, 1_000_000));
    assertThat(intake.offer(saying("one"))).isTrue();
    assertThat(intake.offer(saying("two"))).isTrue();
    assertThat(intake.offer(saying("three"))).isFalse();

    assertThat(intake.take()).containsExactly(saying("one"), saying("two"));
    assertThat(intake.offer(saying("three"))).isTrue();
    assertThat(intake.take()).containsExactly(saying("three"));
  }

  @Test
  void whatIsTooMuchIsTurnedAwayUntilSomethingWasTaken() {
    String text = "x".repeat(500);
    var intake = new CommitQueue(new CommitQueue.Limit(100, 1_500));
    assertThat(intake.offer(saying(text))).isTrue();
    assertThat(intake.offer(saying(text))).isTrue();
    assertThat(intake.offer(saying(text))).isFalse();

    assertThat(intake.take()).hasSize(2);
    assertThat(intake.offer(saying(text))).isTrue();
  }

  @Test
  void aLongQueueIsTakenInPieces() {
    var intake = new CommitQueue(CommitQueue.WAITING);
    IntStream.range(0, 10_000).forEach(i -> assertThat(intake.offer(saying("" + i))).isTrue());
    intake.close();

    assertThat(intake.take()).hasSize(4_096).startsWith(saying("0"));
    assertThat(intake.take()).hasSize(4_096).startsWith(saying("4096"));
    assertThat(intake.take()).hasSize(10_000 - 2 * 4_096).endsWith(saying("9999"));
    assertThat(intake.take()).isEmpty();
  }

  @Test
  void longTextsAreTakenInSmallerPieces() {
    var intake = new CommitQueue(CommitQueue.WAITING);
    String text = "x".repeat(4_000);
    IntStream.range(0, 1_000).forEach(_ -> assertThat(intake.offer(saying(text))).isTrue());

    assertThat(intake.take()).hasSizeBetween(200, 300);
  }

  @Test
  void afterTheCloseNothingIsTakenInButWhatWaitsIsTakenOut() {
    var intake = new CommitQueue(CommitQueue.WAITING);
    assertThat(intake.offer(saying("in time"))).isTrue();
    intake.close();

    assertThat(intake.offer(saying("too late"))).isFalse();
    assertThat(intake.take()).containsExactly(saying("in time"));
    assertThat(intake.take()).isEmpty();
  }
}

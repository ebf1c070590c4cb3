package chat.sqlite.write;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Receipt;
import chat.sqlite.queue.GatheringQueue.Limit;
import chat.sqlite.testing.TestLog;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The queue of the committer is bounded, and offering does not wait. */
class CommitQueueTest {
  private static final CommitTarget LOBBY = null;

  private Submission saying(String text) {
    return new Submission(
        LOBBY, new Draft.Say(TestLog.ANN, "", text, 0), Optional.empty(), Receipt.NONE);
  }

  private static CommitQueue queue(int items, int weight) {
    var waiting = new Limit(items, weight);
    return new CommitQueue(
        new CommitQueue.Settings(
            waiting,
            CommitQueue.Settings.DEFAULTS.batch(),
            CommitQueue.Settings.DEFAULTS.testInterval()));
  }

  @Test
  void aFullQueueRefusesUntilABatchIsTaken() {
    var queue = queue(2, 1_000_000);
    assertThat(queue.offer(saying("one"))).isTrue();
    assertThat(queue.offer(saying("two"))).isTrue();
    assertThat(queue.offer(saying("three"))).isFalse();

    assertThat(queue.take()).containsExactly(saying("one"), saying("two"));
    assertThat(queue.offer(saying("three"))).isTrue();
    assertThat(queue.take()).containsExactly(saying("three"));
  }

  @Test
  void aQueueWithTooMuchTextRefusesUntilABatchIsTaken() {
    String text = "x".repeat(500);
    var queue = queue(100, 1_500);
    assertThat(queue.offer(saying(text))).isTrue();
    assertThat(queue.offer(saying(text))).isTrue();
    assertThat(queue.offer(saying(text))).isFalse();

    assertThat(queue.take()).hasSize(2);
    assertThat(queue.offer(saying(text))).isTrue();
  }

  @Test
  void aLongQueueIsTakenInBatches() {
    var queue = new CommitQueue(CommitQueue.Settings.DEFAULTS);
    IntStream.range(0, 10_000).forEach(i -> assertThat(queue.offer(saying("" + i))).isTrue());
    queue.close();

    assertThat(queue.take()).hasSize(4_096).startsWith(saying("0"));
    assertThat(queue.take()).hasSize(4_096).startsWith(saying("4096"));
    assertThat(queue.take()).hasSize(10_000 - 2 * 4_096).endsWith(saying("9999"));
    assertThat(queue.take()).isEmpty();
  }

  @Test
  void longTextsAreTakenInSmallerBatches() {
    var queue = new CommitQueue(CommitQueue.Settings.DEFAULTS);
    String text = "x".repeat(4_000);
    IntStream.range(0, 1_000).forEach(_ -> assertThat(queue.offer(saying(text))).isTrue());

    assertThat(queue.take()).hasSizeBetween(200, 300);
  }

  @Test
  void aClosedQueueRefusesButIsStillEmptied() {
    var queue = new CommitQueue(CommitQueue.Settings.DEFAULTS);
    assertThat(queue.offer(saying("in time"))).isTrue();
    queue.close();

    assertThat(queue.offer(saying("too late"))).isFalse();
    assertThat(queue.take()).containsExactly(saying("in time"));
    assertThat(queue.take()).isEmpty();
  }
}

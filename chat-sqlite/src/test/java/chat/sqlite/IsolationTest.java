package chat.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Follower;
import chat.core.log.Refusal.Code;
import chat.core.name.RoomName;
import chat.core.testing.RecordingFollower;
import chat.core.testing.RecordingReceipt;
import chat.sqlite.queue.GatheringQueue.Limit;
import chat.sqlite.testing.SqlClient;
import chat.sqlite.testing.TestLog;
import chat.sqlite.testing.TestSettings;
import chat.sqlite.write.CommitQueue;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers, the writer and followers do not disturb one another. */
class IsolationTest {
  @TempDir Path directory;

  @Test
  void readersDoNotWaitForTheWriterAndAppendingDoesNotWait() throws SQLException {
    try (TestLog log = TestLog.open(directory);
        SqlClient writer = new SqlClient(TestLog.file(directory))) {
      log.say("hi");
      writer.run("BEGIN IMMEDIATE");
      RecordingReceipt waiting = log.send("this waits for the disk");

      assertThat(log.texts()).containsExactly("hi");
      assertThat(log.lobby().before(9, TestLog.NO_LIMIT).messages()).hasSize(1);
      assertThat(waiting.isCalled()).isFalse();

      writer.run("ROLLBACK");
      assertThat(waiting.seq()).isEqualTo(2);
    }
  }

  @Test
  void theWriterDoesNotWaitForReaders() throws SQLException {
    try (TestLog log = TestLog.open(directory);
        SqlClient reader = new SqlClient(TestLog.file(directory))) {
      log.say("hi");
      reader.run("BEGIN");
      assertThat(reader.texts("SELECT text FROM said")).containsExactly("hi");

      assertThat(log.say("again")).isEqualTo(2);
      assertThat(reader.texts("SELECT text FROM said")).containsExactly("hi");
      reader.run("ROLLBACK");
    }
  }

  @Test
  void whenTheQueueIsFullMessagesAreRefusedAtOnce() throws SQLException {
    var queue =
        new CommitQueue.Settings(
            new Limit(10, 1_000_000),
            CommitQueue.Settings.DEFAULTS.batch(),
            CommitQueue.Settings.DEFAULTS.testInterval());
    try (TestLog log = TestLog.open(directory, TestSettings.with(queue));
        SqlClient writer = new SqlClient(TestLog.file(directory))) {
      log.say("hi");
      writer.run("BEGIN IMMEDIATE");
      List<RecordingReceipt> receipts =
          IntStream.range(0, 100).mapToObj(i -> log.send("text " + i)).toList();

      // Ten wait, besides those of the batch that the committer has taken.
      assertThat(receipts.getLast().refusal()).isEqualTo(Code.NOT_KEPT);
      writer.run("ROLLBACK");

      List<RecordingReceipt> kept = receipts.stream().filter(RecordingReceipt::isKept).toList();
      assertThat(kept).hasSizeBetween(10, 20);
      assertThat(kept.stream().map(RecordingReceipt::seq).toList())
          .isEqualTo(IntStream.rangeClosed(2, kept.size() + 1).mapToObj(Long::valueOf).toList());
    }
  }

  @Test
  void aFollowerThatThrowsDoesNotDisturbOtherRooms() {
    try (TestLog log = TestLog.open(directory)) {
      log.lobby().follow(new Failing());
      var garden = log.transcripts().open(new RoomName("garden"));
      var follower = new RecordingFollower();
      garden.follow(follower);

      log.send("nobody hears me");
      garden.append(new Draft.Say(TestLog.ANN, "", "but me", 0), new RecordingReceipt());

      assertThat(follower.entries(1)).hasSize(1);
      assertThat(log.transcripts().open(RoomName.LOBBY).follow(new RecordingFollower()))
          .isEqualTo(1);
      assertThat(log.say("hi")).isEqualTo(2);
    }
  }

  private static final class Failing implements Follower {
    @Override
    public void kept(List<Kept> batch) {
      throw new IllegalStateException("this follower fails");
    }

    @Override
    public void flushed() {
      throw new IllegalStateException("this follower fails, too");
    }
  }
}

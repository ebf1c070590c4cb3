package chat.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Follower;
import chat.core.log.Refusal.Code;
import chat.core.name.RoomName;
import chat.core.testing.AwaitedReceipt;
import chat.core.testing.RecordingFollower;
import chat.sqlite.db.Database;
import chat.sqlite.db.Schema;
import chat.sqlite.testing.Sql;
import chat.sqlite.testing.Talk;
import chat.sqlite.write.CommitQueue;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Those who use one log do not harm each other. */
class NeighboursTest {
  @TempDir Path directory;

  @Test
  void whoReadsDoesNotWaitForTheWriterAndWhoSpeaksDoesNotWaitAtAll() throws SQLException {
    try (Talk talk = Talk.in(directory);
        Sql writer = new Sql(Talk.file(directory))) {
      talk.say("hi");
      writer.run("BEGIN IMMEDIATE");
      AwaitedReceipt waiting = talk.trySaying("this waits for the disk");

      assertThat(talk.texts()).containsExactly("hi");
      assertThat(talk.lobby().before(9, Talk.FAR).messages()).hasSize(1);
      assertThat(waiting.isGiven()).isFalse();

      writer.run("ROLLBACK");
      assertThat(waiting.seq()).isEqualTo(2);
    }
  }

  @Test
  void theWriterDoesNotWaitForWhoReads() throws SQLException {
    try (Talk talk = Talk.in(directory);
        Sql reader = new Sql(Talk.file(directory))) {
      talk.say("hi");
      reader.run("BEGIN");
      assertThat(reader.texts("SELECT text FROM said")).containsExactly("hi");

      assertThat(talk.say("again")).isEqualTo(2);
      assertThat(reader.texts("SELECT text FROM said")).containsExactly("hi");
      reader.run("ROLLBACK");
    }
  }

  @Test
  void whenTooMuchWaitsTheRestIsRefusedAtOnce() throws SQLException {
    var database = new Database(Talk.file(directory));
    var limit = new CommitQueue.Limit(10, 1_000_000);
    try (Talk talk =
            new Talk(SqliteProvider.open(database, Schema.CURRENT, InstantSource.system(), limit));
        Sql writer = new Sql(Talk.file(directory))) {
      talk.say("hi");
      writer.run("BEGIN IMMEDIATE");
      List<AwaitedReceipt> answers =
          IntStream.range(0, 100).mapToObj(i -> talk.trySaying("text " + i)).toList();

      // Ten wait, and those that the committer has in its hands.
      assertThat(answers.getLast().refusal()).isEqualTo(Code.NOT_KEPT);
      writer.run("ROLLBACK");

      List<AwaitedReceipt> kept = answers.stream().filter(a -> a.any() instanceof Long).toList();
      assertThat(kept).hasSizeBetween(10, 20);
      assertThat(kept.stream().map(AwaitedReceipt::seq).toList())
          .isEqualTo(IntStream.rangeClosed(2, kept.size() + 1).mapToObj(Long::valueOf).toList());
    }
  }

  @Test
  void aFollowerThatFailsHarmsNobodyElse() {
    try (Talk talk = Talk.in(directory)) {
      talk.lobby().follow(new Failing());
      var garden = talk.place().open(new RoomName("garden"));
      var ears = new RecordingFollower();
      garden.follow(ears);

      talk.trySaying("nobody hears me");
      garden.append(new Draft.Say(Talk.ANN, "", "but me", 0), new AwaitedReceipt());

      assertThat(ears.heard(1)).hasSize(1);
      assertThat(talk.place().open(RoomName.LOBBY).follow(new RecordingFollower())).isEqualTo(1);
      assertThat(talk.say("hi")).isEqualTo(2);
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

package chat.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Refusal.Code;
import chat.core.testing.AwaitedReceipt;
import chat.core.testing.RecordingFollower;
import chat.sqlite.db.Database;
import chat.sqlite.db.Schema;
import chat.sqlite.testing.Talk;
import chat.sqlite.write.CommitQueue;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full, or gone, and then is not any more. */
class FullDiskTest {
  // More than fits into what the file has left.
  private static final String LONG = "x".repeat(12_000);

  @TempDir Path directory;

  /** A database that cannot grow while its disk is full. */
  private static final class Disk extends Database {
    private boolean full;
    private boolean gone;
    private Connection latest;

    Disk(Path file) {
      super(file);
    }

    @Override
    public synchronized Connection toWrite() throws SQLException {
      if (gone) {
        throw new SQLException("no such device");
      }
      latest = super.toWrite();
      limit();
      return latest;
    }

    private void limit() throws SQLException {
      try (Statement statement = latest.createStatement()) {
        // Not below the size that it has.
        statement.execute("PRAGMA max_page_count = " + (full ? 1 : 1_000_000));
      }
    }

    synchronized void fill() throws SQLException {
      full = true;
      if (!latest.isClosed()) {
        limit();
      }
    }

    synchronized void free() {
      full = false;
    }

    synchronized void goAway(boolean away) {
      gone = away;
    }
  }

  private Disk disk() {
    return new Disk(Talk.file(directory));
  }

  private static Talk on(Disk disk) {
    return new Talk(
        SqliteProvider.open(disk, Schema.CURRENT, InstantSource.system(), CommitQueue.WAITING));
  }

  @Test
  void whatCannotBeKeptIsRefusedAndNotHeardUntilThereIsRoomAgain() throws SQLException {
    Disk disk = disk();
    try (Talk talk = on(disk)) {
      var ears = new RecordingFollower();
      assertThat(talk.lobby().follow(ears)).isZero();
      assertThat(talk.say("before")).isEqualTo(1);
      disk.fill();

      List<AwaitedReceipt> refused =
          IntStream.range(0, 20).mapToObj(_ -> talk.trySaying(LONG)).toList();
      assertThat(refused)
          .allSatisfy(answer -> assertThat(answer.refusal()).isEqualTo(Code.NOT_KEPT));
      assertThat(ears.heard()).hasSize(1);
      assertThat(talk.texts()).containsExactly("before");

      disk.free();
      assertThat(talk.say(LONG)).isEqualTo(2);
      assertThat(talk.say("after")).isEqualTo(3);
      assertThat(ears.heard()).extracting(Entry::seq).containsExactly(1L, 2L, 3L);
    }
    try (Talk talk = Talk.in(directory)) {
      assertThat(talk.texts()).containsExactly("before", LONG, "after");
    }
  }

  @Test
  void whatWasKeptBeforeIsSaidToBeEvenThen() throws SQLException {
    Disk disk = disk();
    try (Talk talk = on(disk)) {
      assertThat(talk.say("one", "kept")).isEqualTo(1);
      disk.fill();

      AwaitedReceipt more = talk.trySaying(LONG);
      AwaitedReceipt again = talk.append(new Draft.Say(Talk.ANN, "one", "kept", 0));
      AwaitedReceipt evenMore = talk.trySaying(LONG);

      assertThat(more.refusal()).isEqualTo(Code.NOT_KEPT);
      assertThat(again.seq()).isEqualTo(1);
      assertThat(evenMore.refusal()).isEqualTo(Code.NOT_KEPT);
    }
  }

  @Test
  void whatWasRefusedIsKeptWhenItIsSentAgainUnderItsId() throws SQLException {
    Disk disk = disk();
    try (Talk talk = on(disk)) {
      assertThat(talk.say("before")).isEqualTo(1);
      disk.fill();
      var draft = new Draft.Say(Talk.ANN, "one", LONG, 0);
      assertThat(talk.append(draft).refusal()).isEqualTo(Code.NOT_KEPT);
      disk.free();
      assertThat(talk.append(draft).seq()).isEqualTo(2);
    }
  }

  @Test
  void aDiskThatIsGoneAndComesBack() {
    Disk disk = disk();
    try (Talk talk = on(disk)) {
      disk.goAway(true);
      assertThat(talk.trySaying("nobody hears this").refusal()).isEqualTo(Code.NOT_KEPT);
      disk.goAway(false);
      assertThat(talk.say("back")).isEqualTo(1);
      assertThat(talk.texts()).containsExactly("back");
    }
  }
}

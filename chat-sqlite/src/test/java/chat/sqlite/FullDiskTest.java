package chat.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Refusal.Code;
import chat.core.testing.RecordingFollower;
import chat.core.testing.RecordingReceipt;
import chat.sqlite.db.Database;
import chat.sqlite.testing.TestLog;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full or gone for a while. */
class FullDiskTest {
  // More than the free space within the file.
  private static final String LONG = "x".repeat(12_000);

  @TempDir Path directory;

  /** A database that cannot grow while its disk is full. */
  private static final class Disk extends Database {
    private boolean full;
    private boolean gone;
    private Connection latest;

    Disk(Path file) {
      super(file, SqliteSettings.DEFAULTS.database());
    }

    @Override
    public synchronized Connection openWriter() throws SQLException {
      if (gone) {
        throw new SQLException("no such device");
      }
      latest = super.openWriter();
      limit();
      return latest;
    }

    private void limit() throws SQLException {
      try (Statement statement = latest.createStatement()) {
        // SQLite does not go below the present size.
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
    return new Disk(TestLog.file(directory));
  }

  private static TestLog on(Disk disk) {
    return TestLog.open(disk, SqliteSettings.DEFAULTS);
  }

  @Test
  void onAFullDiskMessagesAreRefusedUntilThereIsSpaceAgain() throws SQLException {
    Disk disk = disk();
    try (TestLog log = on(disk)) {
      var follower = new RecordingFollower();
      assertThat(log.lobby().follow(follower)).isZero();
      assertThat(log.say("before")).isEqualTo(1);
      disk.fill();

      List<RecordingReceipt> refused =
          IntStream.range(0, 20).mapToObj(_ -> log.send(LONG)).toList();
      assertThat(refused)
          .allSatisfy(receipt -> assertThat(receipt.refusal()).isEqualTo(Code.NOT_KEPT));
      assertThat(follower.entries()).hasSize(1);
      assertThat(log.texts()).containsExactly("before");

      disk.free();
      assertThat(log.say(LONG)).isEqualTo(2);
      assertThat(log.say("after")).isEqualTo(3);
      assertThat(follower.entries()).extracting(Entry::seq).containsExactly(1L, 2L, 3L);
    }
    try (TestLog log = TestLog.open(directory)) {
      assertThat(log.texts()).containsExactly("before", LONG, "after");
    }
  }

  @Test
  void theStatusSaysThatTheDiskIsFullUntilThereIsSpaceAgain() throws SQLException {
    Disk disk = disk();
    try (TestLog log = on(disk)) {
      log.say("before");
      assertThat(log.transcripts().status().problem()).isEmpty();
      disk.fill();
      assertThat(log.send(LONG).refusal()).isEqualTo(Code.NOT_KEPT);
      assertThat(log.transcripts().status().problem()).contains("the disk is full");
      assertThat(log.transcripts().status().ended()).isEmpty();

      disk.free();
      log.say(LONG);
      assertThat(log.transcripts().status().problem()).isEmpty();
    }
  }

  @Test
  void onAFullDiskADuplicateIsStillAcknowledged() throws SQLException {
    Disk disk = disk();
    try (TestLog log = on(disk)) {
      assertThat(log.say("one", "kept")).isEqualTo(1);
      disk.fill();

      RecordingReceipt more = log.send(LONG);
      RecordingReceipt again = log.append(new Draft.Say(TestLog.ANN, "one", "kept", 0));
      RecordingReceipt evenMore = log.send(LONG);

      assertThat(more.refusal()).isEqualTo(Code.NOT_KEPT);
      assertThat(again.seq()).isEqualTo(1);
      assertThat(evenMore.refusal()).isEqualTo(Code.NOT_KEPT);
    }
  }

  @Test
  void aRefusedMessageIsKeptWhenItIsSentAgainWithItsId() throws SQLException {
    Disk disk = disk();
    try (TestLog log = on(disk)) {
      assertThat(log.say("before")).isEqualTo(1);
      disk.fill();
      var draft = new Draft.Say(TestLog.ANN, "one", LONG, 0);
      assertThat(log.append(draft).refusal()).isEqualTo(Code.NOT_KEPT);
      disk.free();
      assertThat(log.append(draft).seq()).isEqualTo(2);
    }
  }

  @Test
  void afterADiskHasComeBackMessagesAreKeptAgain() {
    Disk disk = disk();
    try (TestLog log = on(disk)) {
      disk.goAway(true);
      assertThat(log.send("nobody hears this").refusal()).isEqualTo(Code.NOT_KEPT);
      disk.goAway(false);
      assertThat(log.say("back")).isEqualTo(1);
      assertThat(log.texts()).containsExactly("back");
    }
  }
}

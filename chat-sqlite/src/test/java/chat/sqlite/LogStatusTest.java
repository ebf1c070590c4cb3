package chat.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.log.LogStatus;
import chat.core.log.LogUnavailableException;
import chat.core.log.Refusal.Code;
import chat.sqlite.db.Database;
import chat.sqlite.testing.SqlClient;
import chat.sqlite.testing.TestLog;
import chat.sqlite.testing.TestSettings;
import chat.sqlite.write.CommitQueue;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The log says whether something said now would be kept, with somebody talking and without. */
@Timeout(60)
class LogStatusTest {
  private static final int PAGE = 4_096;

  @TempDir Path parent;
  private Path directory;

  @BeforeEach
  void create() throws IOException {
    directory = Files.createDirectory(parent.resolve("data"));
  }

  /** A log that waits for no lock and tests itself at once when nobody talks. */
  private TestLog open(Duration testInterval) {
    var queue = CommitQueue.Settings.DEFAULTS;
    var eager = new CommitQueue.Settings(queue.waiting(), queue.batch(), testInterval);
    var database = new Database(TestLog.file(directory), noLockTimeout());
    return TestLog.open(database, TestSettings.with(eager));
  }

  private TestLog openEager() {
    return open(Duration.ofMillis(1));
  }

  private static Database.Settings noLockTimeout() {
    var defaults = Database.Settings.DEFAULTS;
    return new Database.Settings(
        Duration.ZERO,
        defaults.writerCacheKib(),
        defaults.readerCacheKib(),
        defaults.journalPages());
  }

  private static void awaitProblem(TestLog log, String problem) {
    while (!log.transcripts().status().problem().equals(Optional.ofNullable(problem))) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aHealthyLogHasNoProblemAndCountsItsCommits() {
    try (TestLog log = open(Duration.ofHours(1))) {
      log.say("hi");
      LogStatus status = log.transcripts().status();
      assertThat(status.ended()).isEmpty();
      assertThat(status.problem()).isEmpty();
      LogStatus.Statistics statistics = status.statistics().orElseThrow();
      assertThat(statistics.commits()).isEqualTo(1);
      assertThat(statistics.commitTime()).isPositive();
      assertThat(statistics.notKept()).isZero();
      assertThat(statistics.failedReads()).isZero();
      assertThat(statistics.databaseBytes() + statistics.journalBytes()).isPositive();
      assertThat(statistics.freeBytes()).isPositive();
    }
  }

  @Test
  void aDirectoryThatIsMovedAwayIsNoticedWithNobodyTalkingAndNothingIsAcknowledged()
      throws IOException {
    try (TestLog log = openEager()) {
      log.say("before");
      Path away = parent.resolve("away");
      Files.move(directory, away);
      awaitProblem(log, "the log is no longer in its directory");
      assertThat(log.send("meanwhile").refusal()).isEqualTo(Code.NOT_KEPT);
      assertThat(Files.exists(directory)).isFalse();

      Files.move(away, directory);
      awaitProblem(log, null);
      log.say("after");
      assertThat(log.texts()).containsExactly("before", "after");
      LogStatus.Statistics statistics = log.transcripts().status().statistics().orElseThrow();
      assertThat(statistics.notKept()).isEqualTo(1);
    }
  }

  @Test
  void aFileThatIsDeletedIsNoticedBeforeTheNextMessageIsAcknowledged() throws IOException {
    try (TestLog log = open(Duration.ofHours(1))) {
      log.say("before");
      Files.delete(TestLog.file(directory));
      assertThat(log.send("meanwhile").refusal()).isEqualTo(Code.NOT_KEPT);
      assertThat(Files.exists(TestLog.file(directory))).isFalse();
      awaitProblem(log, "the log is no longer in its directory");
    }
  }

  @Test
  void aLogThatAnotherProgramHasLockedIsNoticedAndComesBack() throws SQLException {
    try (TestLog log = openEager()) {
      log.say("before");
      try (SqlClient sql = new SqlClient(TestLog.file(directory))) {
        sql.run("BEGIN IMMEDIATE");
        awaitProblem(log, "another program has locked the log");
        assertThat(log.send("meanwhile").refusal()).isEqualTo(Code.NOT_KEPT);
      }
      awaitProblem(log, null);
      log.say("after");
    }
  }

  @Test
  void pagesThatAreDamagedAreNoticedWhenTheyAreRead() throws IOException {
    try (TestLog log = open(Duration.ofHours(1))) {
      for (int i = 0; i < 1_000; i++) {
        log.send("number " + i);
      }
      log.say("the last");
    }
    try (var file = new RandomAccessFile(TestLog.file(directory).toFile(), "rw")) {
      int pages = (int) (file.length() / PAGE);
      assertThat(pages).isGreaterThan(20);
      file.seek(10 * PAGE);
      file.write(new byte[(pages - 12) * PAGE]);
    }
    try (TestLog log = open(Duration.ofHours(1))) {
      assertThat(log.transcripts().status().problem()).isEmpty();
      assertThatThrownBy(log::entries).isInstanceOf(LogUnavailableException.class);
      assertThat(log.transcripts().status().problem()).contains("the log is damaged");
      assertThat(log.transcripts().status().statistics().orElseThrow().failedReads()).isPositive();
    }
  }

  @Test
  void aTestWriteLeavesNothingInTheLog() throws SQLException {
    try (TestLog log = openEager()) {
      log.say("one");
      long before = changes();
      while (changes() < before + 3) {
        Thread.onSpinWait();
      }
      assertThat(log.texts()).containsExactly("one");
      assertThat(log.say("two")).isEqualTo(2);
    }
    try (TestLog log = TestLog.open(directory)) {
      assertThat(log.texts()).containsExactly("one", "two");
    }
  }

  /** How many bytes the journal has, which each commit makes longer. */
  private long changes() {
    return directory.resolve("chat.db-wal").toFile().length() / 4_096;
  }
}

package chat.sqlite.write;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import chat.sqlite.SqliteSettings;
import chat.sqlite.db.Database;
import chat.sqlite.queue.WorkerThread;
import chat.sqlite.read.Reader;
import chat.sqlite.testing.TestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When the journal is copied into the database. */
@Timeout(30)
class CheckpointerTest {
  @TempDir Path directory;

  private boolean isCopied(String text) throws IOException {
    return new String(Files.readAllBytes(TestLog.file(directory)), ISO_8859_1).contains(text);
  }

  private long journalSize() throws IOException {
    return Files.size(directory.resolve("chat.db-wal"));
  }

  private Checkpointer checkpointer(int commits, Duration pause) {
    return new Checkpointer(
        TestLog.database(directory, SqliteSettings.DEFAULTS),
        new Checkpointer.Settings(commits, pause));
  }

  @Test
  void theJournalIsCopiedAfterTheNumberOfCommitsOfTheSettings() throws IOException {
    try (TestLog log = TestLog.open(directory)) {
      log.say("a needle");
      Checkpointer checkpointer = checkpointer(3, Duration.ZERO);
      WorkerThread worker = WorkerThread.startDaemon("test", checkpointer);
      checkpointer.committed(false);
      checkpointer.committed(false);
      assertThat(isCopied("a needle")).isFalse();
      checkpointer.committed(false);
      while (!isCopied("a needle")) {
        Thread.onSpinWait();
      }
      assertThat(journalSize()).isPositive();
      checkpointer.close();
      worker.join();
    }
  }

  @Test
  void afterADeletionTheJournalIsEmptiedWithoutWaitingForMoreCommits() throws IOException {
    try (TestLog log = TestLog.open(directory)) {
      log.say("a needle");
      Checkpointer checkpointer = checkpointer(1_000, Duration.ZERO);
      WorkerThread worker = WorkerThread.startDaemon("test", checkpointer);
      checkpointer.committed(true);
      while (journalSize() > 0) {
        Thread.onSpinWait();
      }
      checkpointer.close();
      worker.join();
    }
  }

  @Test
  void emptyingTheJournalIsTriedAgainWhileAReaderUsesIt() throws IOException, SQLException {
    try (TestLog log = TestLog.open(directory)) {
      log.say("a needle");
      var attempts = new AtomicInteger();
      var database =
          new Database(TestLog.file(directory), Database.Settings.DEFAULTS) {
            @Override
            public Connection openCheckpointer() throws SQLException {
              attempts.incrementAndGet();
              return super.openCheckpointer();
            }
          };
      var checkpointer = new Checkpointer(database, new Checkpointer.Settings(1, Duration.ZERO));
      WorkerThread worker = WorkerThread.startDaemon("test", checkpointer);
      try (Reader reader = Reader.open(database)) {
        assertThat(reader.rooms()).hasSize(1);
        checkpointer.committed(true);
        while (attempts.get() < 2) {
          Thread.onSpinWait();
        }
      }
      while (journalSize() > 0) {
        Thread.onSpinWait();
      }
      checkpointer.close();
      worker.join();
    }
  }

  @Test
  void closingEndsThePauseAfterACopy() throws IOException {
    try (TestLog log = TestLog.open(directory)) {
      log.say("a needle");
      Checkpointer checkpointer = checkpointer(1, Duration.ofDays(1));
      WorkerThread worker = WorkerThread.startDaemon("test", checkpointer);
      checkpointer.committed(false);
      while (!isCopied("a needle")) {
        Thread.onSpinWait();
      }
      checkpointer.close();
      worker.join();
    }
  }
}

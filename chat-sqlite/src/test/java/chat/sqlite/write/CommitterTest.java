package chat.sqlite.write;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.file.FileId;
import chat.core.log.Draft;
import chat.core.log.Follower;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.log.Refusal.Code;
import chat.core.name.RoomName;
import chat.core.testing.RecordingFollower;
import chat.core.testing.RecordingReceipt;
import chat.sqlite.SqliteSettings;
import chat.sqlite.db.Database;
import chat.sqlite.db.Incarnation;
import chat.sqlite.db.RollbackGuard;
import chat.sqlite.db.RoomHead;
import chat.sqlite.queue.WorkerThread;
import chat.sqlite.testing.TestLog;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committer goes on after an Error, wherever it is thrown. */
class CommitterTest {
  @TempDir Path directory;

  private TestLog open(InstantSource clock) {
    SqliteSettings settings = SqliteSettings.DEFAULTS;
    return TestLog.open(TestLog.database(directory, settings), settings, clock);
  }

  private static RuntimeException outOfMemory() {
    throw new OutOfMemoryError("thrown by a test");
  }

  /** A clock that throws an Error the second time. */
  private static final class FailingClock implements InstantSource {
    private final AtomicInteger calls = new AtomicInteger();

    @Override
    public Instant instant() {
      if (calls.incrementAndGet() == 2) {
        throw outOfMemory();
      }
      return Instant.EPOCH;
    }
  }

  @Test
  void afterAnErrorInATransactionItsMessageIsRefusedAndTheNextOneIsKept() {
    try (TestLog log = open(new FailingClock())) {
      assertThat(log.say("before")).isEqualTo(1);
      assertThat(log.send("during").refusal()).isEqualTo(Code.NOT_KEPT);
      assertThat(log.say("after")).isEqualTo(2);
      assertThat(log.texts()).containsExactly("before", "after");
    }
  }

  @Test
  void afterAnErrorOfAReceiptTheNextMessageIsKept() throws InterruptedException {
    try (TestLog log = open(InstantSource.system())) {
      var called = new CountDownLatch(1);
      log.lobby()
          .append(
              new Draft.Say(TestLog.ANN, "", "one", 0),
              new Receipt() {
                @Override
                public void kept(long seq) {
                  called.countDown();
                  throw outOfMemory();
                }

                @Override
                public void refused(Refusal refusal) {
                  throw outOfMemory();
                }
              });
      called.await();
      assertThat(log.say("two")).isEqualTo(2);
    }
  }

  @Test
  void afterErrorsOfAFollowerTheNextMessageIsKept() {
    try (TestLog log = open(InstantSource.system())) {
      log.lobby()
          .follow(
              new Follower() {
                @Override
                public void kept(List<Kept> batch) {
                  throw outOfMemory();
                }

                @Override
                public void flushed() {
                  throw outOfMemory();
                }
              });
      log.send("one");
      var receipt = new RecordingReceipt();
      log.transcripts()
          .open(new RoomName("garden"))
          .append(new Draft.Say(TestLog.ANN, "", "two", 0), receipt);
      assertThat(receipt.seq()).isEqualTo(1);
      log.lobby().follow(Follower.NONE);
      assertThat(log.say("three")).isEqualTo(2);
    }
  }

  @Test
  void followerIsNotifiedOfTheTimeThatIsRead() {
    try (TestLog log = open(() -> Instant.parse("2026-11-23T08:00:00.123456789Z"))) {
      var follower = new RecordingFollower();
      log.lobby().follow(follower);
      log.say("hi");
      assertThat(follower.entries(1)).isEqualTo(log.entries());
      assertThat(log.entries().getFirst().at()).isEqualTo("2026-11-23T08:00:00.123Z");
    }
  }

  /** A room without a follower. */
  private static final class Room implements CommitTarget {
    private RoomHead head;

    @Override
    public RoomName name() {
      return RoomName.LOBBY;
    }

    @Override
    public RoomHead head(RoomHead.Source source) throws SQLException {
      head = head == null ? source.head(name()) : head;
      return head;
    }

    @Override
    public void committed(List<Follower.Kept> entries, RoomHead newHead) {
      head = newHead;
      Follower.NONE.kept(entries);
    }

    @Override
    public void detached(List<FileId> files) {}

    @Override
    public void flushed() {}
  }

  @Test
  void afterAnErrorOutsideOfATransactionTheNextMessageIsKept() throws Exception {
    TestLog.open(directory).close();
    Database database = TestLog.database(directory, SqliteSettings.DEFAULTS);
    var queue = new CommitQueue(CommitQueue.Settings.DEFAULTS);
    try (RollbackGuard guard = RollbackGuard.acquire(directory)) {
      Incarnation incarnation;
      try (Connection connection = database.openWriter()) {
        incarnation = Incarnation.open(database, connection, guard);
      }
      var checkpointer =
          new Checkpointer(database, Checkpointer.Settings.DEFAULTS) {
            @Override
            void committed(boolean erasing) {
              throw outOfMemory();
            }
          };
      var committer =
          new Committer(queue, database, incarnation, checkpointer, InstantSource.system());
      WorkerThread worker = WorkerThread.startDaemon("test", committer);
      var room = new Room();
      for (long seq = 1; seq <= 3; seq++) {
        var receipt = new RecordingReceipt();
        Draft draft = new Draft.Say(TestLog.ANN, "", "x", 0);
        assertThat(queue.offer(new Submission(room, draft, Optional.empty(), receipt))).isTrue();
        assertThat(receipt.seq()).isEqualTo(seq);
      }
      queue.close();
      worker.join();
    }
  }
}

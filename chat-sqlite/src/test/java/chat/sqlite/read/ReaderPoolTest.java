package chat.sqlite.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.core.log.Draft;
import chat.core.log.LogUnavailableException;
import chat.core.name.RoomName;
import chat.core.testing.RecordingReceipt;
import chat.sqlite.SqliteSettings;
import chat.sqlite.testing.RecordedLog;
import chat.sqlite.testing.TestLog;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The limits of threads that read. */
@Timeout(30)
class ReaderPoolTest {
  private static final Duration LONG = Duration.ofDays(1);
  private static final RoomName GARDEN = new RoomName("garden");

  @TempDir Path directory;
  private final CountDownLatch release = new CountDownLatch(1);
  private final List<Thread> started = new ArrayList<>();
  private ReaderPool pool;

  @BeforeEach
  void createALog() {
    try (TestLog log = TestLog.open(directory)) {
      log.say("hi");
    }
  }

  @AfterEach
  void closeThePool() throws InterruptedException {
    release.countDown();
    for (Thread thread : started) {
      thread.join();
    }
    pool.close();
  }

  private void open(int maxThreads, ReaderPool.Settings settings) {
    pool =
        new ReaderPool(
            TestLog.database(directory, SqliteSettings.DEFAULTS), "test-", maxThreads, settings);
  }

  private static ReaderPool.Settings settings(int maxWaiting, Duration idle, Duration close) {
    return new ReaderPool.Settings(maxWaiting, idle, close);
  }

  /** Begins a read that does not end before the test does. */
  private void readLong(CountDownLatch begun) {
    started.add(
        Thread.startVirtualThread(() ->
            pool.read(reader -> {
              begun.countDown();
              await(release);
              return reader;
            })));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private List<RoomName> rooms() {
    return pool.read(reader -> reader.rooms());
  }

  private Reader reader() {
    return pool.read(reader -> reader);
  }

  @Test
  void anIdleThreadEnds() throws InterruptedException {
    open(1, settings(10, Duration.ofMillis(1), LONG));
    Thread thread = pool.read(reader -> Thread.currentThread());
    assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
    assertThat(rooms()).containsExactly(RoomName.LOBBY);
  }

  @Test
  void aThreadKeepsItsConnectionForTheNextRead() {
    open(1, settings(10, LONG, LONG));
    Reader first = reader();
    assertThat(reader()).isSameAs(first);
  }

  @Test
  void readSeesWhatWasCommittedSinceThePreviousOne() {
    open(1, settings(10, LONG, LONG));
    assertThat(rooms()).containsExactly(RoomName.LOBBY);
    try (TestLog log = TestLog.open(directory)) {
      var receipt = new RecordingReceipt();
      log.transcripts().open(GARDEN).append(new Draft.Say(TestLog.ANN, "", "hi", 0), receipt);
      assertThat(receipt.seq()).isEqualTo(1);
      assertThat(rooms()).containsExactlyInAnyOrder(RoomName.LOBBY, GARDEN);
    }
  }

  @Test
  void closeClosesTheIdleConnections() {
    open(1, settings(10, LONG, LONG));
    Reader idle = reader();
    pool.close();
    assertThatThrownBy(idle::rooms).isInstanceOf(SQLException.class);
  }

  @Test
  void aConnectionThatFailedIsReplaced() {
    open(1, settings(10, LONG, LONG));
    Reader first = reader();
    assertThatThrownBy(() ->
            pool.read(reader -> {
              throw new SQLException("thrown by a test");
            }))
        .isInstanceOf(LogUnavailableException.class);
    assertThat(reader()).isNotSameAs(first);
    assertThat(rooms()).containsExactly(RoomName.LOBBY);
  }

  @Test
  void aFailureIsLoggedOnceAndSoIsItsEnd() {
    open(1, settings(10, LONG, LONG));
    try (var logged = new RecordedLog(ReaderPool.class)) {
      failWith(SQLiteErrorCode.SQLITE_IOERR);
      failWith(SQLiteErrorCode.SQLITE_IOERR);
      assertThat(rooms()).containsExactly(RoomName.LOBBY);
      assertThat(rooms()).containsExactly(RoomName.LOBBY);
      assertThat(logged.messages())
          .containsExactly("the log cannot be read: a test fails", "the log is read again");
    }
    assertThat(pool.problem(System.nanoTime())).isEmpty();
    assertThat(pool.failures()).isEqualTo(2);
  }

  @Test
  void damageIsLoggedOnceThoughOtherPagesAreReadMeanwhile() {
    open(1, settings(10, LONG, LONG));
    try (var logged = new RecordedLog(ReaderPool.class)) {
      for (int i = 0; i < 3; i++) {
        failWith(SQLiteErrorCode.SQLITE_CORRUPT);
        assertThat(rooms()).containsExactly(RoomName.LOBBY);
      }
      assertThat(logged.messages()).containsExactly("the log cannot be read: a test fails");
    }
    assertThat(pool.problem(System.nanoTime())).contains("the log is damaged");
    assertThat(pool.problem(System.nanoTime() + Duration.ofMinutes(2).toNanos())).isEmpty();
  }

  private void failWith(SQLiteErrorCode code) {
    assertThatThrownBy(() ->
            pool.read(reader -> {
              throw new SQLiteException("a test fails", code);
            }))
        .isInstanceOf(LogUnavailableException.class);
  }

  @Test
  void aReadIsRefusedWhenTooManyWait() {
    open(1, settings(1, LONG, LONG));
    var begun = new CountDownLatch(1);
    readLong(begun);
    await(begun);
    Thread waiting = startRead();
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(() -> pool.read(reader -> reader))
        .isInstanceOf(LogUnavailableException.class)
        .hasMessage("too many reads wait");
  }

  private Thread startRead() {
    Thread thread = Thread.startVirtualThread(() -> pool.read(reader -> reader));
    started.add(thread);
    return thread;
  }

  @Test
  void closingDoesNotWaitLongerThanTheTimeout() {
    open(1, settings(10, LONG, Duration.ofMillis(1)));
    var begun = new CountDownLatch(1);
    readLong(begun);
    await(begun);
    pool.close();
    assertThatThrownBy(() -> pool.read(reader -> reader))
        .isInstanceOf(LogUnavailableException.class);
  }

  @Test
  void readsThatWaitAreDroppedByTheClose() {
    open(1, settings(10, LONG, Duration.ofMillis(1)));
    var begun = new CountDownLatch(1);
    readLong(begun);
    await(begun);
    var dropped = new CompletableFuture<Throwable>();
    Thread waiting =
        Thread.startVirtualThread(() -> {
          try {
            pool.read(reader -> reader);
            var _ = dropped.complete(new AssertionError("it was read"));
          } catch (RuntimeException e) {
            var _ = dropped.complete(e);
          }
        });
    started.add(waiting);
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    pool.close();
    assertThat(dropped.join()).isInstanceOf(LogUnavailableException.class);
  }
}

package chat.sqlite.search;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import chat.sqlite.SqliteSettings;
import chat.sqlite.db.Database;
import chat.sqlite.testing.RecordedLog;
import chat.sqlite.testing.TestLog;
import chat.sqlite.testing.TestSettings;
import chat.sqlite.testing.WriterProcess;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The index is continued after a restart, and built anew when it cannot be used. */
class SearchIndexRecoveryTest extends SearchFixture {
  @Test
  void messagesOlderThanTheIndexAreIndexed() throws Exception {
    try (TestLog log = TestLog.open(directory)) {
      for (int i = 0; i < 3_000; i++) {
        log.send("number " + i);
      }
    }
    Files.delete(file());

    try (TestLog log = TestLog.open(directory)) {
      assertThat(found(log, "number 1000")).containsExactly("number 1000");
      awaitIndexed(3_000);
      assertThat(found(log, "number 1000")).containsExactly("number 1000");
    }
  }

  @Test
  void anIndexThatIsNoDatabaseIsBuiltAnew() throws Exception {
    try (TestLog log = TestLog.open(directory)) {
      log.say("a needle");
    }
    Files.writeString(file(), "this is no database ".repeat(1_000));

    try (TestLog log = TestLog.open(directory)) {
      assertThat(found(log, "needle")).containsExactly("a needle");
      awaitIndexed(1);
    }
  }

  @Test
  void aDamagedIndexIsBuiltAnew() throws Exception {
    try (TestLog log = TestLog.open(directory)) {
      for (int i = 0; i < 1_000; i++) {
        log.send("number " + i);
      }
      log.say("a needle");
      awaitIndexed(1_001);
    }
    try (var bytes = new RandomAccessFile(file().toFile(), "rw")) {
      int pages = (int) (bytes.length() / 4_096);
      assertThat(pages).isGreaterThan(20);
      bytes.seek(10 * 4_096);
      bytes.write("x".repeat((pages - 10) * 4_096).getBytes(US_ASCII));
    }

    try (TestLog log = TestLog.open(directory)) {
      assertThat(found(log, "needle")).containsExactly("a needle");
      assertThat(log.say("another needle")).isEqualTo(1_002);
      assertThat(found(log, "needle")).containsExactly("a needle", "another needle");
      awaitIndexed(1_002);
      assertThat(found(log, "needle")).containsExactly("a needle", "another needle");
    }
  }

  @Test
  void anIndexThatCannotBeBuiltForAWhileIsLoggedOnce() throws Exception {
    Path obstacle = Files.createDirectories(file().resolve("in the way"));
    var settings = TestSettings.with(TestSettings.retrying(20_000));
    try (var logged = new RecordedLog(Indexer.class);
        TestLog log = TestLog.open(directory, settings)) {
      log.say("a needle");
      await(() -> !logged.messages().isEmpty());

      Files.delete(obstacle);
      await(() -> logged.messages().size() > 1);
      assertThat(logged.messages()).hasSize(2);
      assertThat(logged.messages().getFirst())
          .startsWith("the index for searching failed, and is built anew: ");
      assertThat(logged.messages().getLast()).isEqualTo("the index for searching works again");
    }
  }

  @Test
  void anIndexOfAnotherEpochIsBuiltAnew() throws Exception {
    try (TestLog log = TestLog.open(directory)) {
      log.say("a needle");
      awaitIndexed(1);
    }
    Files.delete(directory.resolve("chat.db"));
    Files.delete(directory.resolve("chat.mark"));

    try (TestLog log = TestLog.open(directory)) {
      log.say("a thread");
      assertThat(found(log, "needle")).isEmpty();
      assertThat(found(log, "thread")).containsExactly("a thread");
    }
  }

  @Test
  void afterARestartTheIndexIsContinued() throws Exception {
    try (TestLog log = TestLog.open(directory)) {
      log.say("a needle");
      awaitIndexed(1);
      plant();
    }
    try (TestLog log = TestLog.open(directory)) {
      log.say("another needle");
      awaitIndexed(3);
    }
    assertThat(indexed()).containsExactly("a needle", "another needle", PLANTED);
  }

  @Test
  void afterAKillTheIndexIsContinued() throws Exception {
    try (WriterProcess server = WriterProcess.start(directory)) {
      assertThat(server.acknowledged(5_000)).hasSize(5_000);
      // It goes on until the index has something.
      while (!Files.exists(file()) || !hasSomething()) {
        assertThat(server.acknowledged(100)).hasSize(100);
      }
      assertThat(server.kill()).isNotNull();
    }
    plant();
    try (TestLog log = TestLog.open(directory)) {
      List<String> texts = log.texts();
      assertThat(found(log, texts.getLast())).contains(texts.getLast());
      awaitIndexed(texts.size() + 1);
      assertThat(indexed().subList(0, texts.size())).isEqualTo(texts);
      assertThat(indexed()).endsWith(PLANTED);
      assertThat(found(log, texts.getFirst())).contains(texts.getFirst());
    }
  }

  private boolean hasSomething() {
    try {
      return !indexed().isEmpty();
    } catch (SQLException e) {
      return false;
    }
  }

  @Test
  void anIndexThatCannotBeReadIsBuiltAnewAndSearchesGoOnMeanwhile() throws Exception {
    String epoch;
    try (TestLog log = TestLog.open(directory)) {
      epoch = log.epoch();
      log.say("a needle");
      awaitIndexed(1);
    }
    plant();
    Database database = TestLog.database(directory, SqliteSettings.DEFAULTS);
    var indexer = new Indexer(database, epoch, Search.Settings.DEFAULTS);
    Thread thread = Thread.ofPlatform().start(indexer);
    await(() -> indexer.query(index -> index.progress(1)).isPresent());
    assertThat(indexed()).containsExactly("a needle", PLANTED);

    assertThat(
            indexer.query(index -> {
              throw new SQLException("a test spoils it");
            }))
        .isEmpty();
    await(() -> indexer.query(index -> index.progress(1)).orElse(0L) == 1);
    assertThat(indexed()).containsExactly("a needle");
    indexer.close();
    thread.join();
  }

  /** A database on a disk without free space. */
  private static final class FullDisk extends Database {
    private volatile long free;
    private volatile boolean asked;

    FullDisk(Path file, SqliteSettings settings) {
      super(file, settings.database());
    }

    @Override
    public long freeSpace() {
      asked = true;
      return free;
    }
  }

  @Test
  void anIndexThatCouldNotBeBuiltComesBackWhenItCan() throws Exception {
    // A folder in the index's place: the indexer can neither open nor replace it.
    Path obstacle = Files.createDirectories(file().resolve("in the way"));
    SqliteSettings settings = TestSettings.with(TestSettings.retrying(3));
    try (TestLog log = TestLog.open(directory, settings)) {
      log.say("a needle");
      for (int i = 0; i < 5; i++) {
        log.say("straw");
      }
      // Only the latest messages are read.
      assertThat(found(log, "needle")).isEmpty();

      Files.delete(obstacle);
      await(() -> found(log, "needle").size() == 1);
      log.say("another needle");
      assertThat(found(log, "needle")).containsExactly("a needle", "another needle");
    }
  }

  @Test
  void anIndexIsNotBuiltAgainBeforeThereIsSpace() throws Exception {
    Path obstacle = Files.createDirectories(file().resolve("in the way"));
    SqliteSettings settings = TestSettings.with(TestSettings.retrying(3));
    var disk = new FullDisk(TestLog.file(directory), settings);
    try (TestLog log = TestLog.open(disk, settings)) {
      log.say("a needle");
      await(() -> disk.asked);
      Files.delete(obstacle);
      Files.delete(file());
      for (int i = 0; i < 3; i++) {
        disk.asked = false;
        await(() -> disk.asked);
        assertThat(file()).doesNotExist();
      }
      disk.free = Long.MAX_VALUE;
      awaitIndexed(1);
    }
  }

  @Test
  void thePausesBetweenAttemptsGrowUntilAnIndexHasWorkedForLong() {
    var pauses = new RetryPauses(Duration.ofSeconds(1), Duration.ofSeconds(5));
    assertThat(pauses.next(Duration.ZERO)).isZero();
    assertThat(pauses.next(Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
    assertThat(pauses.next(Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(2));
    assertThat(pauses.next(Duration.ZERO)).isEqualTo(Duration.ofSeconds(4));
    for (int i = 0; i < 100; i++) {
      assertThat(pauses.next(Duration.ZERO)).isEqualTo(Duration.ofSeconds(5));
    }
    assertThat(pauses.next(Duration.ofSeconds(6))).isZero();
  }
}

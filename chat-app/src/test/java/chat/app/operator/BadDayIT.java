package chat.app.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.app.consistency.ChaosRun;
import chat.app.consistency.RestartableServer;
import chat.app.testing.PlainClient;
import chat.app.testing.ServerProcess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults of the machine under one server, one after the other, while members talk: for each what
 * {@code /health} answers and what the log says, once. In the end the server is killed, and
 * everything that was acknowledged is there.
 *
 * <p>{@code -Dchat.check.stopped} chooses for how many seconds the process is stopped.
 */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(240)
class BadDayIT {
  private static final int STOPPED_SECONDS = Integer.getInteger("chat.check.stopped", 3);
  private static final ChaosRun.Plan PLAN =
      new ChaosRun.Plan(1, 4, 40, 0, 5, 0, Duration.ofSeconds(30));

  /**
   * The byte of the file {@code -shm} that a writer locks, by SQLite's description of its files.
   */
  private static final int WRITE_LOCK = 120;

  @TempDir private static Path parent;

  private final List<AutoCloseable> opened = new ArrayList<>();
  private Optional<TemporaryDisk> disk = Optional.empty();
  private String whyNoDisk = "";
  private RestartableServer server;
  private ChaosRun run;
  private HealthCheck health;
  private LogLines log;
  private LogLines indexLog;

  @BeforeAll
  void start() throws Exception {
    try {
      disk = Optional.of(opened(TemporaryDisk.mount(parent)));
    } catch (IOException e) {
      whyNoDisk = "This user cannot mount a disk to be filled: " + e.getMessage();
    }
    List<String> prefix = disk.map(TemporaryDisk::prefix).orElse(List.of());
    server =
        opened(
            RestartableServer.of(port ->
                ServerProcess.start(
                    ServerProcess.command(
                        prefix, port, parent.resolve("data"), "--message-rate", "off"))));
    health = opened(new HealthCheck(() -> server.process().address()));
    log = new LogLines(server::errorOutput, line -> !isBesideTheLog(line));
    indexLog = new LogLines(server::errorOutput, line -> line.contains(" chat.sqlite.search."));
    run = opened(new ChaosRun(PLAN, server::port));
    run.start();
  }

  private <T extends AutoCloseable> T opened(T resource) {
    opened.add(resource);
    return resource;
  }

  private static boolean isBesideTheLog(String line) {
    return line.contains(" chat.sqlite.search.") || line.contains(" chat.sqlite.member.");
  }

  /** A file or directory beside the data directory, for this process. */
  private Path path(String name) {
    return disk.map(mounted -> mounted.outside(name)).orElse(parent.resolve(name));
  }

  private Path data(String name) {
    return path("data").resolve(name);
  }

  @BeforeEach
  void everythingWorks() throws Exception {
    health.await(HealthCheck.OK);
    assertThat(run.awaitAcknowledged(10)).isTrue();
    assertThat(log.next()).isEmpty();
  }

  @AfterEach
  void everythingWorksAgain() throws Exception {
    health.await(HealthCheck.OK);
    assertThat(run.awaitAcknowledged(10)).isTrue();
    assertThat(health.askLive()).isEqualTo(HealthCheck.OK);
  }

  @Test
  void onAFullDiskNothingIsKeptUntilThereIsSpaceAgain() throws Exception {
    assumeDisk();
    Path ballast = disk.orElseThrow().fill();
    try {
      health.await(HealthCheck.Answer.notKept("the disk is full"));
      assertThat(health.askLive()).isEqualTo(HealthCheck.OK);
      assertFirstStartIsRefused();
    } finally {
      Files.delete(ballast);
    }
    health.await(HealthCheck.OK);
    assertThat(run.awaitAcknowledged(10)).isTrue();
    assertSaid(
        "SEVERE chat.sqlite.write.Committer: what is said cannot be kept: [SQLITE_FULL]",
        "INFO chat.sqlite.write.Committer: what is said is kept again");
    awaitIndex();
  }

  /** It says why, and leaves nothing that a later start would take for its own. */
  private void assertFirstStartIsRefused() throws Exception {
    Files.createDirectory(path("new"));
    List<String> prefix = disk.orElseThrow().prefix();
    FailedStart start = FailedStart.of(ServerProcess.command(prefix, 0, parent.resolve("new")));
    System.out.println(start.errors().strip());
    assertThat(start.status()).isEqualTo(2);
    assertThat(start.output()).isEmpty();
    // The system's words or SQLite's, because the server that runs leaves some page free or not.
    assertThat(start.errors().strip())
        .containsAnyOf("(No space left on device)", "(database or disk is full)")
        .hasLineCount(1);
    try (Stream<Path> files = Files.list(path("new"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .doesNotContain("owner-key")
          .noneMatch(name -> name.endsWith(".new"));
    }
  }

  /** The index fails only if something was to be indexed while the disk was full. */
  private void awaitIndex() {
    String complete = "the index for searching works again";
    List<String> lines = indexLog.next();
    if (!lines.isEmpty() && !lines.getLast().contains(complete)) {
      assertThat(indexLog.awaitNext(complete)).hasSize(1);
    }
    assertThat(lines)
        .allMatch(line ->
            line.contains(complete)
                || line.contains("the index for searching failed, and is built anew: ["))
        .hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void aDirectoryThatIsMovedKeepsNothingUntilItIsBack() throws Exception {
    Files.move(path("data"), path("away"));
    health.await(HealthCheck.Answer.notKept("the log is no longer in its directory"));
    assertThat(path("data")).doesNotExist();
    Files.move(path("away"), path("data"));
    health.await(HealthCheck.OK);
    assertSaid(
        "SEVERE chat.sqlite.write.Committer: what is said cannot be kept: the log is no longer in its directory",
        "INFO chat.sqlite.write.Committer: what is said is kept again");
  }

  @Test
  void whileAnotherProgramHoldsTheLogNothingIsKept() throws Exception {
    try (FileChannel index = FileChannel.open(data("chat.db-shm"), StandardOpenOption.WRITE)) {
      while (index.tryLock(WRITE_LOCK, 1, false) == null) {
        Thread.onSpinWait();
      }
      health.await(HealthCheck.Answer.notKept("another program has locked the log"));
    }
    health.await(HealthCheck.OK);
    assertSaid(
        "SEVERE chat.sqlite.write.Committer: what is said cannot be kept: [SQLITE_BUSY]",
        "INFO chat.sqlite.write.Committer: what is said is kept again");
  }

  @Test
  void afterTheProcessStoodStillNobodyIsCut() throws Exception {
    try (PlainClient quiet = PlainClient.connect(server.process().address(), "quiet")) {
      server.process().signal("STOP");
      try {
        while (health.isAnswered(Duration.ofSeconds(STOPPED_SECONDS))) {
          // Its threads stop a moment after the signal was sent.
        }
      } finally {
        server.process().signal("CONT");
      }
      health.await(HealthCheck.OK);
      assertSaid("WARNING chat.web.session.ConnectionMonitor: the process stood still for");
      assertIsConnected(quiet);
    }
  }

  /** The server refuses an empty message, by the same connection. */
  private static void assertIsConnected(PlainClient client) throws Exception {
    client.send(" ");
    while (!client.receive().startsWith("! ")) {
      // A message of another member.
    }
  }

  @Test
  void anIndexForSearchingThatIsDeletedIsNotMissed() throws Exception {
    Files.delete(data("search.db"));
    assertThat(run.awaitAcknowledged(10)).isTrue();
    assertThat(health.ask()).isEqualTo(HealthCheck.OK);
    assertThat(log.next()).isEmpty();
    assertThat(indexLog.next()).isEmpty();
  }

  /** The log has said these things, in this order, and nothing else. */
  private void assertSaid(String... beginnings) {
    List<String> lines = log.awaitNext(beginnings[beginnings.length - 1]);
    assertThat(lines).hasSameSizeAs(beginnings);
    for (int i = 0; i < beginnings.length; i++) {
      assertThat(lines.get(i)).startsWith(beginnings[i]);
    }
  }

  private void assumeDisk() {
    if (disk.isEmpty()) {
      System.out.println(whyNoDisk);
    }
    assumeTrue(disk.isPresent(), whyNoDisk);
  }

  @AfterAll
  void everythingAcknowledgedIsThere() throws Exception {
    try {
      run.finish();
      server.killAndRestart();
      assertThat(run.check()).isEmpty();
      System.out.println(run.counters());
      assertThat(run.counters().count("acknowledged")).isPositive();
      assertThat(run.counters().count("refused as not-kept")).isPositive();
    } finally {
      for (AutoCloseable each : opened.reversed()) {
        each.close();
      }
    }
  }
}

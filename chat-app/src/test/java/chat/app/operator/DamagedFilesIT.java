package chat.app.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.consistency.ChaosRun;
import chat.app.consistency.RestartableServer;
import chat.app.consistency.Violation;
import chat.app.testing.PlainClient;
import chat.app.testing.ServerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that are damaged, removed or of a newer version when the server starts, after it was killed
 * while it had a journal. A start is refused with one sentence and leaves the files as they are, so
 * that they can be put back; or it succeeds with one line in the log. Everything that was
 * acknowledged is there afterwards.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(240)
class DamagedFilesIT {
  private static final ChaosRun.Plan PLAN =
      new ChaosRun.Plan(1, 3, 10, 0, 5, 0, Duration.ofSeconds(30));
  private static final int PAGE = 4_096;
  private static final String BANNED = "198.51.100.7";

  @TempDir private static Path parent;

  private Path data;
  private Path aside;
  private RestartableServer server;
  private ChaosRun run;
  private HealthCheck health;
  private LogLines log;

  @BeforeAll
  void talkAndKillTheServer() throws Exception {
    data = parent.resolve("data");
    aside = Files.createDirectory(parent.resolve("aside"));
    server = RestartableServer.of(port -> ServerProcess.start(port, data, "--message-rate", "off"));
    health = new HealthCheck(() -> server.process().address());
    log = new LogLines(server::errorOutput, _ -> true);
    run = new ChaosRun(PLAN, server::port);
    run.start();
    try (Connection reader = open("?mode=ro")) {
      // A reader keeps the journal from being copied, so that the entries are there alone.
      reader.setAutoCommit(false);
      select(reader);
      assertThat(run.awaitAcknowledged(200)).isTrue();
      own("ban", "address=" + BANNED + "&for=1h");
      own("slow", "room=slow&for=5s");
      run.finish();
      server.process().kill();
    }
    log.next();
  }

  private Connection open(String options) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:file:" + data.resolve("chat.db") + options);
  }

  private static void select(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        var row = statement.executeQuery("SELECT entries FROM log")) {
      assertThat(row.next()).isTrue();
    }
  }

  private void own(String action, String form) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      var request =
          owner("/api/owner/" + action)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString(form))
              .build();
      assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(204);
    }
  }

  private HttpRequest.Builder owner(String path) throws Exception {
    URI address = server.process().address().resolve(path);
    String key = Files.readString(data.resolve("owner-key")).strip();
    return HttpRequest.newBuilder(address).header("Authorization", "Bearer " + key);
  }

  @ParameterizedTest
  @MethodSource("chat.app.operator.FatalFault#all")
  @Order(1)
  void aStartIsRefusedWithOneSentenceAndChangesNothing(FatalFault fault) throws Exception {
    DataFiles files = new DataFiles(data, aside);
    fault.injection().inject(files);
    Map<String, String> before = DataFiles.kept(data, fault.concernsLog());
    try {
      FailedStart start = FailedStart.of(ServerProcess.command(List.of(), server.port(), data));
      System.out.println(start.errors().strip());
      assertThat(start.errors().strip())
          .contains(fault.sentence())
          .doesNotContain("Exception")
          .hasLineCount(1);
      assertThat(start.status()).isEqualTo(2);
      assertThat(start.output()).isEmpty();
      assertThat(DataFiles.kept(data, fault.concernsLog())).isEqualTo(before);
    } finally {
      files.putBack();
    }
  }

  @Test
  @Order(2)
  void afterTheFilesWerePutBackEverythingIsThere() throws Exception {
    server.restart();
    health.await(HealthCheck.OK);
    assertThat(run.check()).isEmpty();
    assertThat(run.counters().count("acknowledged")).isPositive();
    assertThat(overview()).contains(BANNED);
    assertThat(log.next()).isEmpty();
    assertThat(server.process().stop()).isZero();
    assertStopped();
  }

  private String overview() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(owner("/api/owner").build(), BodyHandlers.ofString()).body();
    }
  }

  private void assertStopped() {
    assertThat(log.next())
        .containsExactly(
            "INFO chat.app.Main: the server stops", "INFO chat.app.Main: the server has stopped");
  }

  @Test
  @Order(3)
  void damagedPagesAreSaidOnceAndNothingIsLostOnceTheyArePutBack() throws Exception {
    DataFiles files = new DataFiles(data, aside);
    files.write("chat.db", withDamagedMessages(files.content("chat.db")));
    server.restart();
    for (int i = 0; i < 3; i++) {
      try (PlainClient client = PlainClient.connect(server.process().address(), "n" + i)) {
        assertThat(client.closeCode()).isEqualTo(1011);
      }
    }
    health.await(HealthCheck.Answer.notKept("the log is damaged"));
    assertThat(health.askLive()).isEqualTo(HealthCheck.OK);
    // With nobody talking, a test write every 5 s.
    List<String> lines = log.awaitNext("what is said cannot be kept: [SQLITE_CORRUPT]");
    assertThat(lines)
        .doesNotHaveDuplicates()
        .allMatch(line -> line.contains("[SQLITE_CORRUPT]"))
        .hasSize(3);
    assertThat(server.process().stop()).isZero();
    assertStopped();
    files.putBack();
    server.restart();
    health.await(HealthCheck.OK);
    assertThat(run.check()).isEmpty();
    server.process().kill();
    log.next();
  }

  /** Overwrites the head of each page that has a message. */
  private static byte[] withDamagedMessages(byte[] content) {
    int damaged = 0;
    for (int page = 0; page < content.length; page += PAGE) {
      if (new String(content, page, PAGE, UTF_8).contains(" says ")) {
        FatalFault.overwritten(content, page);
        damaged++;
      }
    }
    assertThat(damaged).isPositive();
    return content;
  }

  @Test
  @Order(4)
  void filesThatPreventNoStartAreNamedOnce() throws Exception {
    DataFiles files = new DataFiles(data, aside);
    files.write("bans", "");
    files.write("slow-rooms", "");
    files.write("search.db", "a shopping list, and not a short one ".repeat(200));
    server.restart();
    health.await(HealthCheck.OK);
    assertThat(log.awaitNext("search.db"))
        .containsExactlyInAnyOrder(
            "WARNING chat.web.moderation.LineFile: bans is empty, and the server leaves no empty file: what was in it does not apply",
            "WARNING chat.web.moderation.LineFile: slow-rooms is empty, and the server leaves no empty file: what was in it does not apply",
            "INFO chat.sqlite.search.SearchIndex: search.db cannot be used; it is built anew");
    assertThat(overview()).doesNotContain(BANNED);
    assertThat(run.check()).isEmpty();
    server.process().kill();
    files.putBack();
  }

  @Test
  @Order(5)
  void withoutItsMarkTheLogGetsANewNumberingAndNothingIsLost() throws Exception {
    DataFiles files = new DataFiles(data, aside);
    files.write("chat.mark", "of a newer version 1 2 3\n");
    server.restart();
    health.await(HealthCheck.OK);
    List<String> lines = log.awaitNext("search.db");
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst())
        .startsWith(
            "WARNING chat.sqlite.db.Incarnation: the log is not the one that was here last");
    // The entries that the clients had are of another numbering, and all are there under the new
    // one.
    assertThat(run.check()).extracting(Violation::kind).containsOnly(Violation.Kind.EPOCH_CHANGED);
  }

  @AfterAll
  void close() throws Exception {
    run.close();
    health.close();
    server.close();
  }
}

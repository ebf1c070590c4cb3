package chat.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.doctor.MistakenProxy.Mistake;
import chat.app.testing.TestCertificate;
import chat.core.log.MemoryTranscripts;
import chat.core.log.Transcripts;
import chat.files.store.DirectoryFileStore;
import chat.sqlite.SqliteProvider;
import chat.web.ChatServer;
import chat.web.config.AccessLimits;
import chat.web.config.FileLimits;
import chat.web.config.FileStorage;
import chat.web.config.HttpLimits;
import chat.web.config.ListenerSettings;
import chat.web.config.MemberSettings;
import chat.web.config.MessageLimits;
import chat.web.config.ProgramSettings;
import chat.web.config.SearchLimits;
import chat.web.config.ServerSecrets;
import chat.web.config.WebSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checks of the way to a server find each mistake of a proxy, and leave nothing behind. */
@Tag("server")
@TestInstance(Lifecycle.PER_CLASS)
@EnabledOnOs(value = OS.LINUX, disabledReason = "Other systems have one loopback address only.")
@Timeout(60)
class UrlChecksTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(500);

  /** Connections have to stay open for so long, where another check is tried. */
  private static final Duration MOMENT = Duration.ofMillis(1);

  /** Longer than a proxy waits that cuts idle connections. */
  private static final Duration SECONDS = Duration.ofSeconds(2);

  private TestCertificate certificate;
  private ChatServer server;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    certificate = TestCertificate.create(folder);
    server = start(folder.resolve("data"), new MemoryTranscripts(InstantSource.system()));
  }

  private static ChatServer start(Path data, Transcripts transcripts) {
    var store = new DirectoryFileStore(data.resolve("files"), InstantSource.system());
    var started =
        new ChatServer(
            settings(),
            transcripts,
            ServerSecrets.temporary(List.of(new byte[32]), "the owner's key of a test"),
            Optional.of(new FileStorage(store, store.temporaryFolder())));
    started.start();
    return started;
  }

  private static WebSettings settings() {
    return new WebSettings(
        new ListenerSettings.Builder()
            .host("127.0.0.1")
            .port(0)
            .trustedProxies(Set.of("127.0.0.1"))
            .build(),
        new MemberSettings.Builder().build(),
        MessageLimits.DEFAULTS,
        SearchLimits.DEFAULTS,
        AccessLimits.DEFAULTS,
        FileLimits.DEFAULTS,
        ProgramSettings.DEFAULTS,
        HttpLimits.DEFAULTS);
  }

  @AfterAll
  void stop() {
    server.stop();
  }

  private List<String> check(ServerAddress address, Periods periods, SSLContext trust) {
    return check(new UrlChecks(address, periods, trust, InstantSource.system()));
  }

  private static List<String> check(UrlChecks checks) {
    return check(checks, new ByteArrayOutputStream());
  }

  private static List<String> check(UrlChecks checks, ByteArrayOutputStream output) {
    var report = new Report(new PrintStream(output, true, StandardCharsets.UTF_8));
    checks.run(report);
    List<String> lines = output.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines.stream().filter(line -> line.startsWith("FAIL"))).hasSize(report.failed());
    return lines;
  }

  private MistakenProxy proxy(Mistake mistake) throws IOException {
    return new MistakenProxy(certificate.server(), server.port(), mistake);
  }

  @Test
  void allIsWellBehindAProxyWithoutMistakes() throws Exception {
    try (MistakenProxy proxy = proxy(Mistake.NONE)) {
      List<String> lines =
          check(proxy.address(), new Periods(LONG, LONG, MOMENT), certificate.trust());
      assertThat(lines).noneMatch(line -> line.matches("(FAIL|warn).*"));
      for (String subject :
          List.of(
              "certificate",
              "server",
              "sign-in",
              "cookie",
              "X-Forwarded-For",
              "X-Forwarded-Proto",
              "forged address",
              "clock",
              "Origin",
              "uploads",
              "WebSocket",
              "buffering",
              "idle timeout")) {
        assertThat(lines).anyMatch(line -> line.startsWith("ok    " + subject));
      }
      assertThat(lines).anyMatch(line -> line.contains("a stream of plain lines stays open"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DROPS_UPGRADE         | WebSocket         | proxy_set_header Upgrade $http_upgrade
          CUTS_IDLE_CONNECTIONS | idle timeout      | proxy_read_timeout
          LIMITS_BODIES         | uploads           | client_max_body_size 21m
          REPLACES_HOST         | Origin            | proxy_set_header Host $http_host
          SETS_NO_ADDRESS       | X-Forwarded-For   | proxy_set_header X-Forwarded-For
          BELIEVES_CLIENTS      | forged address    | X-Forwarded-For: 203.0.113.77 is believed
          SETS_NO_SCHEME        | cookie            | proxy_set_header X-Forwarded-Proto $scheme
          CHANGES_COOKIES       | cookie            | without HttpOnly
          REMOVES_ORIGIN        | Origin            | must not take out Origin
          REACHES_NO_SERVER     | server            | does not reach the server (502): start the server
          """)
  void aMistakeHasItsLine(Mistake mistake, String subject, String advice) throws Exception {
    try (MistakenProxy proxy = proxy(mistake)) {
      // An idle connection that is cut ends the wait at once.
      Duration idle = mistake == Mistake.CUTS_IDLE_CONNECTIONS ? LONG : MOMENT;
      List<String> lines =
          check(proxy.address(), new Periods(LONG, LONG, idle), certificate.trust());
      assertThat(lines)
          .anyMatch(line -> line.startsWith("FAIL  " + subject) && line.contains(advice));
    }
  }

  /** A wait is the only way to see that nothing comes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          COLLECTS_ANSWERS  | buffering | proxy_buffering off
          COLLECTS_REQUESTS | uploads   | proxy_request_buffering off
          """)
  void aProxyThatCollectsHasItsLine(Mistake mistake, String subject, String advice)
      throws Exception {
    try (MistakenProxy proxy = proxy(mistake)) {
      var periods = new Periods(Duration.ofSeconds(2), SHORT, MOMENT);
      assertThat(check(proxy.address(), periods, certificate.trust()))
          .anyMatch(line -> line.startsWith("FAIL  " + subject) && line.contains(advice));
    }
  }

  @Test
  void aCertificateThatBrowsersDoNotTrustIsSaidAndTheOtherChecksGoOn() throws Exception {
    try (MistakenProxy proxy = proxy(Mistake.NONE)) {
      assertThat(check(proxy.address(), new Periods(LONG, LONG, MOMENT), SSLContext.getDefault()))
          .anyMatch(line -> line.startsWith("FAIL  certificate") && line.contains("no authority"))
          .anyMatch(line -> line.startsWith("ok    idle timeout"));
    }
  }

  /** A timeout that the heartbeats of the other connections keep away. */
  @Test
  void aProxyThatEndsSilentStreamsOfLinesIsAWarning() throws Exception {
    try (MistakenProxy proxy = proxy(Mistake.CUTS_SILENT_LINES)) {
      assertThat(check(proxy.address(), new Periods(LONG, LONG, SECONDS), certificate.trust()))
          .noneMatch(line -> line.startsWith("FAIL"))
          .anyMatch(line ->
              line.startsWith("warn  idle timeout") && line.contains("proxy_read_timeout 1h"));
    }
  }

  @ParameterizedTest
  @CsvSource({"80,warn  certificate", "200,FAIL  certificate"})
  void theEndOfACertificateAndAWrongClockAreSaid(int days, String beginning) throws Exception {
    InstantSource later = InstantSource.offset(InstantSource.system(), Duration.ofDays(days));
    try (MistakenProxy proxy = proxy(Mistake.NONE)) {
      assertThat(
              check(
                  new UrlChecks(
                      proxy.address(),
                      new Periods(LONG, LONG, MOMENT),
                      certificate.trust(),
                      later)))
          .anyMatch(line -> line.startsWith(beginning))
          .anyMatch(line -> line.startsWith("FAIL  clock"));
    }
  }

  @Test
  void nothingIsLeftBehind(@TempDir Path data) throws Exception {
    Transcripts transcripts = new SqliteProvider().open(data, InstantSource.system());
    ChatServer visited = start(data, transcripts);
    try {
      var address = new ServerAddress(false, "127.0.0.1", visited.port());
      assertThat(check(address, new Periods(LONG, LONG, MOMENT), certificate.trust()))
          .noneMatch(line -> line.startsWith("FAIL"));
    } finally {
      visited.stop();
    }
    assertThat(rows(data.resolve("chat.db"), "room")).isZero();
    assertThat(rows(data.resolve("members.db"), "visit")).isZero();
    assertThat(data.resolve("files")).doesNotExist();
  }

  private static int rows(Path database, String table) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
      return row.getInt(1);
    }
  }

  /** A restart is no mistake of a proxy. */
  @Test
  void aServerThatStopsMeanwhileIsSaid(@TempDir Path data) throws Exception {
    ChatServer stopping = start(data, new MemoryTranscripts(InstantSource.system()));
    var output =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            if (toString(StandardCharsets.UTF_8).contains("wait  idle timeout")) {
              stopping.stop();
            }
          }
        };
    var checks =
        new UrlChecks(
            new ServerAddress(false, "127.0.0.1", stopping.port()),
            new Periods(LONG, LONG, LONG),
            certificate.trust(),
            InstantSource.system());
    assertThat(check(checks, output))
        .noneMatch(line -> line.startsWith("FAIL"))
        .anyMatch(line -> line.startsWith("skip  idle timeout      the server was stopped"));
  }

  @Test
  void aServerThatIsNotThereIsOneLine() {
    assertThat(
            check(
                new ServerAddress(false, "nobody.invalid", 80), Periods.QUICK, certificate.trust()))
        .singleElement()
        .asString()
        .startsWith("FAIL  address");
  }
}

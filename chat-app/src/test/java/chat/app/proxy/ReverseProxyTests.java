package chat.app.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.app.doctor.Periods;
import chat.app.doctor.Report;
import chat.app.doctor.ServerAddress;
import chat.app.doctor.UrlChecks;
import chat.app.testing.FreePort;
import chat.app.testing.PlainClient;
import chat.app.testing.ServerProcess;
import chat.app.testing.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The server behind a real reverse proxy that has the lines of the manual. */
@TestInstance(Lifecycle.PER_CLASS)
@EnabledOnOs(value = OS.LINUX, disabledReason = "Other systems have one loopback address only.")
@Timeout(60)
abstract class ReverseProxyTests {
  private static final int CONNECTIONS_PER_ADDRESS = 4;

  private static final Pattern STATIC_FILE = Pattern.compile("/static/[^\"?]+");

  /** Headers with which a client may claim another address. */
  private static final List<List<String>> FORGED_HEADERS =
      List.of(
          List.of("X-Forwarded-For", "203.0.113.9"),
          List.of("X-Forwarded-For", "127.0.0.1"),
          List.of("X-Forwarded-For", "nonsense"),
          List.of("X-Real-IP", "203.0.113.9"),
          List.of("Forwarded", "for=203.0.113.9;proto=http;host=evil.example"),
          List.of("Forwarded", "for=127.0.0.1"),
          List.of("Forwarded", "for=\"203.0.113.9"),
          List.of("Forwarded", "for=203.0.113.9", "X-Forwarded-For", "203.0.113.9"));

  private final ProxyProgram program;
  private final List<AutoCloseable> opened = new ArrayList<>();

  private Path folder;
  private Path data;
  private TestCertificate certificate;
  private ServerProcess chat;
  private ProxyProcess proxy;
  private int clients;

  ReverseProxyTests(ProxyProgram program) {
    this.program = program;
  }

  /**
   * The configuration of the proxy: the manual's lines, and what they need around them.
   *
   * @param chat address and port of the server
   * @param certificate the file with the certificate and its key
   */
  abstract String configuration(Manual manual, int port, String chat, Path certificate);

  @BeforeAll
  void start(@TempDir Path files) throws Exception {
    assumeTrue(program.isInstalled(), program + " is not installed.");
    folder = files;
    certificate = TestCertificate.create(folder);
    data = folder.resolve("data");
    chat = open(startServer(data));
    proxy = open(startProxy(chat, Files.createDirectory(folder.resolve("proxy"))));
  }

  private <T extends AutoCloseable> T open(T resource) {
    opened.addFirst(resource);
    return resource;
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable resource : opened) {
      resource.close();
    }
  }

  private static ServerProcess startServer(Path data) throws IOException {
    Stream<String> limit =
        Stream.of("--connections-per-address", Integer.toString(CONNECTIONS_PER_ADDRESS));
    return ServerProcess.start(
        0, data, Stream.concat(Manual.read().flags().stream(), limit).toArray(String[]::new));
  }

  private ProxyProcess startProxy(ServerProcess chat, Path folder) throws IOException {
    int port = FreePort.find();
    String upstream = "127.0.0.1:" + chat.address().getPort();
    return program.start(
        configuration(Manual.read(), port, upstream, certificate.file()), folder, port);
  }

  /** The folder of the proxy. */
  Path proxyFolder() {
    return folder.resolve("proxy");
  }

  /** A client with an address and a nickname of its own, because limits are by address. */
  ProxiedClient client() {
    clients++;
    String address = "127.0.1." + clients;
    return new ProxiedClient(proxy.address(), address, "Member" + clients, certificate.trust());
  }

  private static String[] array(List<String> headers) {
    return headers.toArray(String[]::new);
  }

  @Test
  void membersSignInAndTalk() throws Exception {
    String longText = "长".repeat(4_000);
    ProxiedClient ann = client();
    ProxiedClient ben = client();
    try (PlainClient ofAnn = ann.connect("talk", ann.signIn())) {
      assertThat(ofAnn.receive()).isEqualTo("【" + ann.nickname() + "】进入了聊天室");
      try (PlainClient ofBen = ben.connect("talk", ben.signIn())) {
        assertThat(ofBen.receive()).isEqualTo("【" + ben.nickname() + "】进入了聊天室");
        assertThat(ofAnn.receive()).isEqualTo("【" + ben.nickname() + "】进入了聊天室");
        ofBen.send(longText);
        assertThat(ofAnn.receive()).isEqualTo(ben.nickname() + ":" + longText);
        assertThat(ofBen.receive()).isEqualTo(ben.nickname() + ":" + longText);
      }
    }
  }

  @Test
  void theRoomsPageArrivesWithWhatItUses() throws Exception {
    ProxiedClient client = client();
    var page = client.get("/rooms/lobby", "Cookie", client.signIn());
    assertThat(page.statusCode()).isEqualTo(200);
    List<String> files =
        STATIC_FILE.matcher(page.body()).results().map(MatchResult::group).toList();
    assertThat(files)
        .anyMatch(file -> file.endsWith(".js"))
        .anyMatch(file -> file.endsWith(".css"));
    for (String file : files) {
      assertThat(client.get(file).statusCode()).as(file).isEqualTo(200);
    }
  }

  @Test
  void theServerKnowsThatTheProxyHasTls() throws Exception {
    assertThat(client().sendSignIn().headers().firstValue("Set-Cookie").orElseThrow())
        .contains("; Secure");
  }

  @Test
  void aPageOfAnotherSiteIsRefused() throws Exception {
    ProxiedClient client = client();
    String cookie = client.signIn();
    String own = proxy.address().toString();
    assertThat(client.tryToConnect(cookie, "Origin", own)).isEqualTo("101");
    for (String[] headers :
        new String[][] {
          {"Origin", "https://evil.example"},
          {"Origin", own.replace("https", "http")},
          {"Origin", "https://evil.example", "X-Forwarded-Host", "evil.example"},
          {"Origin", "https://evil.example", "Forwarded", "for=127.0.1.1;host=evil.example"}
        }) {
      assertThat(client.tryToConnect(cookie, headers))
          .as(String.join(" ", headers))
          .isEqualTo("403 origin");
      assertThat(client.sendSignIn(headers).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void connectionsAreLimitedByTheAddressOfTheClient() throws Exception {
    ProxiedClient client = client();
    String cookie = client.signIn();
    List<PlainClient> connections = new ArrayList<>();
    try {
      for (List<String> forged : FORGED_HEADERS.reversed().subList(0, CONNECTIONS_PER_ADDRESS)) {
        connections.add(client.connect("limited", cookie, array(forged)));
      }
      assertThat(client.tryToConnect(cookie)).isEqualTo("429 too-fast");
      for (List<String> forged : FORGED_HEADERS) {
        assertThat(client.tryToConnect(cookie, array(forged)))
            .as(forged.toString())
            .isEqualTo("429 too-fast");
      }
      ProxiedClient other = client();
      assertThat(other.tryToConnect(other.signIn())).isEqualTo("101");
    } finally {
      connections.forEach(PlainClient::close);
    }
  }

  @Test
  void aBanByAddressAppliesToTheClientAlone() throws Exception {
    ProxiedClient banned = client();
    ProxiedClient other = client();
    String bannedCookie = banned.signIn();
    String otherCookie = other.signIn();
    assertThat(banned.tryToConnect(bannedCookie)).isEqualTo("101");
    rule("ban", "address=" + banned.address() + "&for=1h");
    assertThat(banned.tryToConnect(bannedCookie)).isEqualTo("403 banned");
    for (List<String> forged : FORGED_HEADERS) {
      assertThat(banned.tryToConnect(bannedCookie, array(forged)))
          .as(forged.toString())
          .isEqualTo("403 banned");
      List<String> withCookie = new ArrayList<>(forged);
      withCookie.addAll(List.of("Cookie", otherCookie));
      assertThat(other.sendSignIn(array(withCookie)).statusCode())
          .as(forged.toString())
          .isEqualTo(303);
    }
    String address = banned.address();
    assertThat(other.tryToConnect(otherCookie, "X-Forwarded-For", address)).isEqualTo("101");
    assertThat(other.tryToConnect(otherCookie, "Forwarded", "for=" + address)).isEqualTo("101");
  }

  private void rule(String action, String form) throws Exception {
    String key = Files.readString(data.resolve("owner-key")).strip();
    HttpRequest request =
        HttpRequest.newBuilder(chat.address().resolve("/api/owner/" + action))
            .headers("Authorization", "Bearer " + key)
            .headers("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(204);
    }
  }

  @Test
  void metricsAreForClientsOfThisMachineThatUseNoProxy() throws Exception {
    var client = new ProxiedClient(proxy.address(), "127.0.0.1", "Local", certificate.trust());
    assertThat(client.get("/health").statusCode()).isEqualTo(200);
    assertThat(client.get("/metrics").statusCode()).isEqualTo(403);
  }

  @Test
  void doctorFindsNothingToCorrect() {
    var output = new ByteArrayOutputStream();
    var report = new Report(new PrintStream(output, true, UTF_8));
    ServerAddress address = ServerAddress.parse(proxy.address().toString()).orElseThrow();
    // Not as long as an owner waits: what is tried here is all the rest.
    Duration limit = Duration.ofSeconds(20);
    var periods = new Periods(limit, limit, Duration.ofMillis(500));
    new UrlChecks(address, periods, certificate.trust(), InstantSource.system()).run(report);
    assertThat(output.toString(UTF_8).lines())
        .anyMatch(line -> line.startsWith("ok    idle timeout"))
        .allMatch(line -> line.matches("(ok|skip|wait) .*"));
  }

  @Test
  void clientsReceive1012WhenTheServerStops(@TempDir Path elsewhere) throws Exception {
    try (ServerProcess stopped = startServer(elsewhere.resolve("data"));
        ProxyProcess itsProxy =
            startProxy(stopped, Files.createDirectory(elsewhere.resolve("proxy")))) {
      var client = new ProxiedClient(itsProxy.address(), "127.0.1.1", "Ann", certificate.trust());
      try (PlainClient ann = client.connect("stop", client.signIn())) {
        assertThat(ann.receive()).isEqualTo("【Ann】进入了聊天室");
        assertThat(stopped.stop()).isZero();
        assertThat(ann.closeCode()).isEqualTo(1012);
      }
    }
  }
}

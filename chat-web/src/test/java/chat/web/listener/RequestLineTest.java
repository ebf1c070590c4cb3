package chat.web.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.web.config.HttpLimits;
import chat.web.http.SecurityHeaders;
import chat.web.metrics.ServerMetrics;
import chat.web.testing.LogRecorder;
import chat.web.testing.RawClient;
import chat.web.testing.RawResponse;
import chat.web.testing.TestServer;
import io.helidon.webserver.WebServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.0, targets in absolute-form and raw UTF-8, as RFC 9112 has them, by raw sockets. */
@Tag("server")
@Timeout(90)
class RequestLineTest {
  private static final String NO_UTF8 = "\u00ff";
  private static final String OVERLONG_SLASH = "\u00c0\u00af";
  private static final String SURROGATE = "\u00ed\u00a0\u0080";
  private static final String CUT_OFF = "\u00e5\u00a4";

  private static TestServer server;

  @BeforeAll
  static void open() {
    server = TestServer.open();
  }

  @AfterAll
  static void close() {
    server.close();
  }

  /** Sends lines; each character is a byte. */
  private static RawResponse send(RawClient client, String... lines) {
    return client.send((String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1)).response();
  }

  private static RawResponse send(String... lines) {
    try (RawClient client = server.rawClient()) {
      return send(client, lines);
    }
  }

  private static String bytes(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static String[] handshake(String target, String host, String... lines) {
    String[] head = {
      "GET " + target + " HTTP/1.1",
      "Host: " + host,
      "Connection: Upgrade",
      "Upgrade: WebSocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: " + RawClient.KEY,
    };
    return Stream.concat(List.of(head).stream(), List.of(lines).stream()).toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /health HTTP/1.0",
        "HEAD /health HTTP/1.0",
        "OPTIONS / HTTP/1.0",
        "GET http://chat.example/health HTTP/1.0",
      })
  void http10IsAnsweredAndTheConnectionClosed(String line) {
    for (String host :
        List.of("Host: chat.example", "Connection: keep-alive", "Expect: 100-continue")) {
      try (RawClient client = server.rawClient()) {
        client.send(line + "\r\n" + host + "\r\n\r\n");
        RawResponse response = line.startsWith("HEAD") ? client.responseHead() : client.response();
        assertThat(response.status()).isEqualTo(line.startsWith("OPTIONS") ? 405 : 200);
        assertThat(response.header("Connection")).contains("close");
        assertThat(client.isClosedWithoutData()).isTrue();
      }
    }
  }

  @Test
  void http10SignsInAndPosts() {
    RawResponse response =
        send(
            "POST /login HTTP/1.0",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Length: 13",
            "",
            "nickname=Ten0");
    assertThat(response.status()).isEqualTo(303);
    String cookie = "Cookie: " + response.cookie();
    assertThat(send("GET /rooms/lobby HTTP/1.0", cookie).body()).contains("Ten0");
  }

  @Test
  void http10GetsNoChunkedResponse() {
    String base = server.get("/").body().replaceFirst("(?s).*(/static/[0-9a-f]+)/.*", "$1");
    for (String path :
        List.of(
            "/", "/nothing", "/manifest.webmanifest", base + "/room.js", base + "/room.js.map")) {
      assertThat(send("GET " + path + " HTTP/1.0").header("Transfer-Encoding")).as(path).isEmpty();
    }
  }

  @Test
  void transferEncodingInHttp10IsRefused() {
    try (RawClient client = server.rawClient()) {
      RawResponse response =
          send(client, "POST /login HTTP/1.0", "Transfer-Encoding: chunked", "", "0", "");
      assertThat(response.status()).isEqualTo(400);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void upgradeInHttp10IsIgnored() {
    String[] lines = handshake("/chat", "localhost", server.signIn("Upgrader"));
    lines[0] = "GET /chat HTTP/1.0";
    assertThat(send(lines).status()).isEqualTo(426);
  }

  @Test
  void otherVersionsAreRefused() {
    for (String version : List.of("HTTP/0.9", "HTTP/2.0", "http/1.0", "HTTP/1.00", "HTTP/1.", "")) {
      assertThat(send("GET /health " + version, "Host: localhost").status()).isEqualTo(400);
    }
  }

  @Test
  void rawUtf8IsTakenInQueriesAndPaths() {
    assertThat(send(bytes("GET /login?nickname=小明 HTTP/1.1"), "Host: a").body()).contains("小明");
    assertThat(send(bytes("GET /?room=图书馆 HTTP/1.1"), "Host: a").body()).contains("图书馆");
    String cookie = server.signIn("raw");
    assertThat(send(bytes("GET /rooms/图书馆 HTTP/1.1"), "Host: a", cookie).body()).contains("图书馆");
    assertThat(send(handshake(bytes("/chat/图书馆"), "a", cookie)).status()).isEqualTo(101);
    // Half of it escaped: the same address.
    assertThat(send("GET /?room=\u00e5%9b\u00be HTTP/1.1", "Host: a").body()).contains("图");
  }

  @Test
  void rawUtf8IsTakenInEachRequestOfAConnection() {
    try (RawClient client = server.rawClient()) {
      for (String room : List.of("图", "书", "é")) {
        assertThat(send(client, bytes("GET /?room=" + room + " HTTP/1.1"), "Host: a").body())
            .contains(room);
      }
      client.post("/login", "nickname=%E4%B9%A6&room=x");
      assertThat(client.response().status()).isEqualTo(303);
      assertThat(send(client, bytes("GET /?room=馆 HTTP/1.1"), "Host: a").body()).contains("馆");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {NO_UTF8, OVERLONG_SLASH, SURROGATE, CUT_OFF})
  void bytesThatAreNotUtf8AreRefused(String bytes) {
    for (String target : List.of("/?room=", "/rooms/", "/chat/", "/static/")) {
      RawResponse response =
          send("GET " + target + bytes + " HTTP/1.1", "Host: a", "Accept-Language: en");
      assertThat(response.status()).as(target).isEqualTo(400);
      assertThat(response.body()).matches("[ -~]+\n");
    }
  }

  @Test
  void theLimitOfTheRequestLineHoldsForTheEncodedForm() {
    String room = bytes("馆".repeat(1_400));
    assertThat(send("GET /?room=" + room + " HTTP/1.1", "Host: a").status()).isEqualTo(414);
  }

  @Test
  void absoluteFormIsTaken() {
    for (String target : List.of("http://a/health", "HTTP://a:80/health", "https://[::1]/health")) {
      assertThat(send("GET " + target + " HTTP/1.1", "Host: a").status()).as(target).isEqualTo(200);
    }
    assertThat(send("GET http://a HTTP/1.1", "Host: a").body()).contains("nickname");
    assertThat(send("GET http://a?room=shed HTTP/1.1", "Host: a").body()).contains("shed");
  }

  @Test
  void theAuthorityOfAnAbsoluteFormStandsForHost() {
    String cookie = server.signIn("absolute");
    String target = "http://chat.example/chat";
    assertThat(send(handshake(target, "other", cookie)).status()).isEqualTo(101);
    String own = "Origin: http://chat.example";
    String other = "Origin: http://other";
    assertThat(send(handshake(target, "other", cookie, own)).status()).isEqualTo(101);
    assertThat(send(handshake(target, "other", cookie, other)).status()).isEqualTo(403);
  }

  @Test
  void absoluteFormWithoutAValidAuthorityIsRefused() {
    for (String authority : List.of("", "a@b", "a:x", "a:", ":80", "[::1", "a:b:80", "a:999999")) {
      String line = "GET http://" + authority + "/health HTTP/1.1";
      assertThat(send(line, "Host: a").status()).as(authority).isEqualTo(400);
    }
  }

  @Test
  void hostIsCheckedAlsoBesideAnAbsoluteForm() {
    String line = "GET http://a/health HTTP/1.1";
    assertThat(send(line).status()).isEqualTo(400);
    assertThat(send(line, "Host: a", "Host: b").status()).isEqualTo(400);
    assertThat(send(line, "Host: a@b").status()).isEqualTo(400);
    assertThat(send("GET /health HTTP/1.0", "Host: a", "Host: b").status()).isEqualTo(400);
  }

  @Test
  void methodsAreComparedWithCase() {
    for (String method :
        List.of("get", "Get", "post", "G-t", "g".repeat(3_000), "A".repeat(3_000))) {
      assertThat(send(method + " /health HTTP/1.1", "Host: a").status()).as(method).isEqualTo(501);
    }
    assertThat(send("BREW /health HTTP/1.1", "Host: a").status()).isEqualTo(405);
    assertThat(send("VERSION-CONTROL /health HTTP/1.1", "Host: a").status()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "G@T / HTTP/1.1",
        "G\u00ff / HTTP/1.1",
        "G@T /",
        "G@T",
        "GET http: HTTP/1.1",
        "GET http:a HTTP/1.1",
        "GET http:/health HTTP/1.1",
        "GET https:?x HTTP/1.1",
        "GET ftp://a/health HTTP/1.1",
        "GET health HTTP/1.1",
        "GET ?x HTTP/1.1",
        "CONNECT a:80 HTTP/1.1",
      })
  void otherLinesAreRefused(String line) {
    try (var log = new LogRecorder("io.helidon")) {
      assertThat(send(line, "Host: a").status()).isEqualTo(400);
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void requestThatEndsInItsHeadersIsNoFailure() {
    try (var log = new LogRecorder("io.helidon")) {
      for (String start : List.of("GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: a", "GET / HT")) {
        try (RawClient client = server.rawClient()) {
          assertThat(client.send(start).sendFin().isClosedWithoutData()).as(start).isTrue();
        }
      }
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void anEmptyLineBeforeARequestIsIgnored() {
    try (RawClient client = server.rawClient()) {
      for (int i = 0; i < 3; i++) {
        assertThat(send(client, "", "GET /health HTTP/1.1", "Host: a").status()).isEqualTo(200);
      }
      assertThat(send(client, "", "", "GET /health HTTP/1.1", "Host: a").status()).isEqualTo(400);
    }
  }

  @Test
  void unusualRangesAreIgnored() {
    String base = server.get("/").body().replaceFirst("(?s).*(/static/[0-9a-f]+)/.*", "$1");
    for (String range : List.of("bytes=0-3", "bytes=99999999999999999999-", "x")) {
      String line = "GET " + base + "/room.js HTTP/1.1";
      String condition = range.equals("bytes=0-3") ? "If-Range: \"x\"" : "X: x";
      RawResponse response = send(line, "Host: a", "Range: " + range, condition);
      assertThat(response.status()).as(range).isEqualTo(200);
      assertThat(response.body()).hasSizeGreaterThan(10_000);
    }
  }

  @Test
  void bytesThatWereReadToFindOutTheProtocolAreNotLost() {
    var listener =
        new ListenerSetup(
            HttpLimits.DEFAULTS,
            new SecurityHeaders(false),
            new ServerMetrics(),
            new ListenerCheck(() -> {}));
    WebServer several =
        WebServer.builder()
            .port(0)
            .addConnectionSelector(listener.plain())
            .addConnectionSelector(listener.plain())
            .routing(routing -> routing.get("/", (_, response) -> response.send("found")))
            .build()
            .start();
    try (RawClient client = RawClient.connect(several.port())) {
      assertThat(send(client, "GET / HTTP/1.1", "Host: a").body()).isEqualTo("found");
    } finally {
      several.stop();
    }
  }
}

package chat.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.pages.StaticFiles;
import chat.web.testing.RawClient;
import chat.web.testing.RawResponse;
import chat.web.testing.TestRoute;
import chat.web.testing.TestServer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The methods of each route: GET also as HEAD, and 405 with Allow for any other. */
@Tag("server")
@Timeout(60)
class MethodRulesTest {
  private static TestServer server;
  private static String ann;

  @BeforeAll
  static void open() {
    server = TestServer.open();
    ann = server.signIn("Ann");
  }

  @AfterAll
  static void close() {
    server.close();
  }

  static Stream<String> readablePaths() {
    // A stream ends with its connection, also for HEAD; StreamTest looks at it. An export is sent
    // in
    // chunks, which HEAD has none of; MemberExportTest looks at it.
    return Stream.concat(
        server.routes().stream()
            .filter(TestRoute::isGet)
            .map(TestRoute::path)
            .filter(path -> !path.endsWith("/stream") && !path.equals("/api/me/messages")),
        Stream.of(
            "/?lang=en",
            "/login?nickname=Ann",
            "/rooms/no%20room",
            "/api/rooms/lobby/members?q=a",
            StaticFiles.base() + "/nothing.js",
            "/nothing"));
  }

  @ParameterizedTest
  @MethodSource("readablePaths")
  void headIsAnsweredAsGetIsWithoutTheBody(String path) {
    // HEAD of /login claims no nickname, as a prefetch does.
    String prefetch = "Sec-Purpose: prefetch";
    for (String[] headers :
        new String[][] {{prefetch}, {prefetch, ann}, {prefetch, ann, "Accept: text/html"}}) {
      RawResponse got = server.get(path, headers);
      try (RawClient client = server.rawClient()) {
        RawResponse head = client.request("HEAD", path, headers).responseHead();
        assertThat(head.status()).isEqualTo(got.status());
        // The figures of the metrics change between two requests.
        if (!path.equals("/metrics")) {
          assertThat(lasting(head)).containsExactlyInAnyOrderElementsOf(lasting(got));
        }
        // If HEAD had a body, it would be read as this response.
        assertThat(client.request("GET", "/health").response().body()).isEqualTo("ok\n");
      }
    }
  }

  /** The headers without those that change with the time. */
  private static List<String> lasting(RawResponse response) {
    return response.headers().stream()
        .map(line -> line.toLowerCase(Locale.ROOT))
        .filter(line -> !line.startsWith("date:") && !line.startsWith("set-cookie:"))
        .toList();
  }

  static Stream<String> paths() {
    return server.routes().stream().map(TestRoute::path).distinct();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void anyOtherMethodIsRefusedWithTheListOfAllowedOnes(String path) {
    List<String> allowed =
        server.routes().stream()
            .filter(route -> route.path().equals(path))
            .flatMap(route -> route.isGet() ? Stream.of("GET", "HEAD") : Stream.of(route.method()))
            .sorted()
            .toList();
    List<String> others =
        Stream.of("GET", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "BREW")
            .filter(method -> !allowed.contains(method))
            .toList();
    for (String method : others) {
      RawResponse response = server.request(method, path, ann, "Accept-Language: en");
      assertThat(response.status()).as(method).isEqualTo(405);
      assertThat(response.header("Allow")).as(method).contains(String.join(", ", allowed));
      assertThat(response.header("Content-Security-Policy")).isPresent();
      assertThat(response.body()).contains("does not take that kind of request");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /            | GET, HEAD
          /login       | GET, HEAD, POST
          /logout      | POST
          /api/rooms/  | GET, HEAD
          /owner/      | GET, HEAD
          /chat/den    | GET, HEAD
          /files/x     | GET, HEAD
          """)
  void theListOfAllowedMethodsIsComplete(String path, String allowed) {
    assertThat(server.request("OPTIONS", path, ann).header("Allow")).contains(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "OPTIONS"})
  void aFileCanOnlyBeRead(String method) {
    RawResponse response = server.request(method, StaticFiles.base() + "/room.css");
    assertThat(response.status()).isEqualTo(405);
    assertThat(response.header("Allow")).contains("GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST", "OPTIONS"})
  void anUnknownPathAllowsNoMethod(String method) {
    try (RawClient client = server.rawClient()) {
      RawResponse response = client.request(method, "/nothing").responseHead();
      assertThat(response.status()).isEqualTo(404);
      assertThat(response.header("Allow")).isEmpty();
    }
  }
}

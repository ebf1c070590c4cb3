package chat.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.pages.StaticFiles;
import chat.web.testing.HttpAnswer;
import chat.web.testing.RawClient;
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
  private static TestServer house;
  private static String ann;

  @BeforeAll
  static void open() {
    house = TestServer.open();
    ann = house.signIn("Ann");
  }

  @AfterAll
  static void close() {
    house.close();
  }

  static Stream<String> readablePaths() {
    return Stream.concat(
        house.routes().stream().filter(TestRoute::isGet).map(TestRoute::path),
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
    for (String[] headers : new String[][] {{}, {ann}, {ann, "Accept: text/html"}}) {
      HttpAnswer got = house.get(path, headers);
      try (RawClient client = house.socket()) {
        HttpAnswer head = client.request("HEAD", path, headers).head();
        assertThat(head.status()).isEqualTo(got.status());
        // The figures of the metrics change between two requests.
        if (!path.equals("/metrics")) {
          assertThat(lasting(head)).containsExactlyInAnyOrderElementsOf(lasting(got));
        }
        // If HEAD had a body, it would be read as this response.
        assertThat(client.request("GET", "/health").answer().body()).isEqualTo("ok\n");
      }
    }
  }

  /** Headers that do not tell the time. */
  private static List<String> lasting(HttpAnswer answer) {
    return answer.headers().stream()
        .map(line -> line.toLowerCase(Locale.ROOT))
        .filter(line -> !line.startsWith("date:") && !line.startsWith("set-cookie:"))
        .toList();
  }

  static Stream<String> paths() {
    return house.routes().stream().map(TestRoute::path).distinct();
  }

  @ParameterizedTest
  @MethodSource("paths")
  void anyOtherMethodIsRefusedWithTheListOfAllowedOnes(String path) {
    List<String> allowed =
        house.routes().stream()
            .filter(route -> route.path().equals(path))
            .flatMap(route -> route.isGet() ? Stream.of("GET", "HEAD") : Stream.of("POST"))
            .sorted()
            .toList();
    List<String> others =
        Stream.of("GET", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "BREW")
            .filter(method -> !allowed.contains(method))
            .toList();
    for (String method : others) {
      HttpAnswer answer = house.ask(method, path, ann, "Accept-Language: en");
      assertThat(answer.status()).as(method).isEqualTo(405);
      assertThat(answer.header("Allow")).as(method).contains(String.join(", ", allowed));
      assertThat(answer.header("Content-Security-Policy")).isPresent();
      assertThat(answer.body()).contains("does not take that kind of request");
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
          """)
  void theListOfAllowedMethodsIsComplete(String path, String allowed) {
    assertThat(house.ask("OPTIONS", path, ann).header("Allow")).contains(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "OPTIONS"})
  void aFileIsOnlyRead(String method) {
    HttpAnswer answer = house.ask(method, StaticFiles.base() + "/room.css");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).contains("GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST", "OPTIONS"})
  void whereThereIsNothingNoMethodIsAllowed(String method) {
    try (RawClient client = house.socket()) {
      HttpAnswer answer = client.request(method, "/nothing").head();
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.header("Allow")).isEmpty();
    }
  }
}

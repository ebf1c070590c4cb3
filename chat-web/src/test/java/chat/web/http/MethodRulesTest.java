package chat.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.pages.StaticFiles;
import chat.web.testing.HttpAnswer;
import chat.web.testing.RawClient;
import chat.web.testing.TestServer;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each address knows its methods, and says so to who comes with another. */
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

  static List<String> addresses() {
    String files = StaticFiles.base();
    return List.of(
        "/",
        "/?lang=en",
        "/login?nickname=Ann",
        "/rooms/lobby",
        "/rooms/lobby/invite.svg",
        "/rooms/no%20room",
        "/api/rooms",
        "/api/rooms/lobby/messages",
        "/api/rooms/lobby/members?q=a",
        "/api/owner",
        "/owner",
        "/chat",
        "/chat/den",
        "/health",
        "/metrics",
        "/manifest.webmanifest",
        "/worker.js",
        files + "/room.css",
        files + "/nothing.js",
        "/nothing");
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void headIsAnsweredAsGetIsWithoutTheBody(String address) {
    for (String[] headers : new String[][] {{}, {ann}, {ann, "Accept: text/html"}}) {
      HttpAnswer got = house.get(address, headers);
      try (RawClient client = house.socket()) {
        HttpAnswer head = client.request("HEAD", address, headers).head();
        assertThat(head.status()).isEqualTo(got.status());
        // The figures of a page are others each time.
        if (!address.equals("/metrics")) {
          assertThat(lasting(head)).containsExactlyInAnyOrderElementsOf(lasting(got));
        }
        // Were there a body, it would stand before this.
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /                         | GET, HEAD
          /login                    | GET, HEAD, POST
          /logout                   | POST
          /rooms/lobby              | GET, HEAD
          /rooms/lobby/invite.svg   | GET, HEAD
          /api/rooms                | GET, HEAD
          /api/rooms/lobby/messages | GET, HEAD
          /api/preview              | POST
          /api/owner                | GET, HEAD
          /api/owner/kick           | POST
          /owner                    | GET, HEAD
          /owner/sign-in            | POST
          /chat                     | GET, HEAD
          /health                   | GET, HEAD
          /metrics                  | GET, HEAD
          /worker.js                | GET, HEAD
          """)
  void anyOtherMethodIsToldWhichThereAre(String address, String allowed) {
    for (String method : List.of("OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "BREW")) {
      HttpAnswer answer = house.ask(method, address, ann, "Accept-Language: en");
      assertThat(answer.status()).as(method).isEqualTo(405);
      assertThat(answer.header("Allow")).as(method).contains(allowed);
      assertThat(answer.header("Content-Security-Policy")).isPresent();
      assertThat(answer.body()).contains("does not take that kind of request");
    }
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

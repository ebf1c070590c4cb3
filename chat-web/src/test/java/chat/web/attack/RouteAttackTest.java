package chat.web.attack;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.pages.StaticFiles;
import chat.web.testing.RawResponse;
import chat.web.testing.TestRoute;
import chat.web.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Attacks on every route of the server. The routes come from the list that the routing is built
 * from, so that a new route is attacked without a change here; one that needs no cookie is added to
 * {@link #PUBLIC}.
 */
@Tag("server")
class RouteAttackTest extends AttackTestBase {
  /** Redirects and does nothing else. */
  private static final String SHARE = "POST /share";

  /** The token in its address is what admits, from anywhere. */
  private static final String HOOK = "POST /hooks/{token}";

  /** The routes that answer without a cookie; all others refuse such requests. */
  private static final Set<String> PUBLIC =
      Set.of(
          "GET /",
          "GET /login",
          "POST /login",
          "POST /logout",
          // The link itself is what admits.
          "GET /device/{token}",
          "POST /device/{token}",
          "GET /owner",
          "POST /owner/sign-in",
          "POST /owner/sign-out",
          "GET /health",
          "GET /health/live",
          // For clients on this machine.
          "GET /metrics",
          "GET /manifest.webmanifest",
          SHARE,
          "GET /api/openapi.yaml",
          HOOK,
          "GET /worker.js",
          "GET " + StaticFiles.base() + "/{name}");

  private static final List<Integer> BAD_REQUEST = List.of(400, 414);

  /** Helidon sends these before the filters that set headers. */
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

  private static final String OWNER = "Authorization: Bearer " + TestServer.OWNER_KEY;
  private static final String ELSEWHERE = "Origin: https://evil.example";
  private static final String HIDDEN =
      "GET /health HTTP/1.1\r\nHost: localhost\r\nX-Smuggled: yes\r\n\r\n";

  static Stream<TestRoute> routes() {
    return server.routes().stream();
  }

  static Stream<TestRoute> posts() {
    return routes()
        .filter(route -> !route.isGet() && !List.of(SHARE, HOOK).contains(route.toString()));
  }

  static Stream<TestRoute> gets() {
    return routes().filter(TestRoute::isGet);
  }

  static Stream<TestRoute> withVariables() {
    return routes().filter(TestRoute::hasVariables);
  }

  static Stream<TestRoute> closed() {
    return routes().filter(route -> !PUBLIC.contains(route.toString()));
  }

  static Stream<TestRoute> ofTheOwner() {
    return closed().filter(route -> route.pattern().contains("/owner"));
  }

  @Test
  void publicRoutesExist() {
    assertThat(routes().map(TestRoute::toString)).containsAll(PUBLIC);
  }

  /** A request for a route, its head only. */
  private static String head(TestRoute route, String path, String... lines) {
    List<String> all = new ArrayList<>(List.of(route.method() + ' ' + path + " HTTP/1.1"));
    all.add("Host: localhost");
    all.addAll(List.of(lines));
    return String.join("\r\n", all) + "\r\n\r\n";
  }

  /** A request with a form in its body, where the route reads one. */
  private static String request(TestRoute route, String path, String form, String... lines) {
    if (route.isGet()) {
      return head(route, path, lines);
    }
    List<String> all = new ArrayList<>(List.of(lines));
    all.add(FORM);
    all.add("Content-Length: " + form.length());
    return head(route, path, all.toArray(String[]::new)) + form;
  }

  /** Sends a request on a connection of its own, and checks the response. */
  private static void send(String request, Consumer<RawResponse> check) {
    String name = request.substring(0, Math.min(request.length(), 100));
    run(
        new AttackCase(
            name,
            socket -> {
              RawResponse response = socket.send(request).response();
              assertThat(response.body())
                  .as(name)
                  .doesNotContain("xception", "helidon", "java.", "chat.web", "\tat ");
              assertThat(response.header("X-Evil")).as(name).isEmpty();
              assertThat(response.header("Content-Security-Policy")).as(name).isPresent();
              assertThat(response.header("Chat-Why").isPresent())
                  .as(response.toString())
                  .isEqualTo(response.status() >= 400);
              check.accept(response);
            }));
  }

  private static void expect(Predicate<Integer> status, String request) {
    send(
        request,
        response ->
            assertThat(response.status())
                .as(request.split("\r", 2)[0] + ": " + response)
                .matches(status));
  }

  private static boolean isRefusal(int status) {
    return status >= 400 && status < 500;
  }

  @ParameterizedTest
  @MethodSource("closed")
  void requestWithoutACookieIsRefused(TestRoute route) {
    for (String cookie : List.of("X: y", "Cookie: chat=x.y.z; chat-owner=x.y.z", "Cookie: chat=")) {
      send(
          request(route, route.path(), "", cookie),
          response -> {
            if (response.status() == 303) {
              assertThat(response.header("Location").orElseThrow()).startsWith("/?room=");
            } else {
              assertThat(response.status()).as(response.toString()).isIn(401, 403);
            }
            assertThat(response.header("Set-Cookie")).isEmpty();
          });
    }
  }

  @ParameterizedTest
  @MethodSource("ofTheOwner")
  void memberIsNotTheOwner(TestRoute route) {
    for (String key : List.of("X: y", "Authorization: Bearer x", "Authorization: Basic eDp4")) {
      expect(
          status -> status == 401, request(route, route.path(), "member=m&for=1h", mallory, key));
    }
  }

  @ParameterizedTest
  @MethodSource("posts")
  void crossSitePostIsRefused(TestRoute route) {
    for (String origin : List.of(ELSEWHERE, "Origin: null", "Origin: http://localhost.evil")) {
      send(
          request(route, route.path(), "nickname=zoe&text=x", mallory, OWNER, origin),
          response -> {
            assertThat(response.status()).as(response.toString()).isEqualTo(403);
            assertThat(response.header("Set-Cookie")).isEmpty();
          });
    }
  }

  @ParameterizedTest
  @MethodSource("gets")
  void crossSiteReadIsNotAllowed(TestRoute route) {
    send(
        head(route, route.path(), mallory, OWNER, ELSEWHERE),
        response -> {
          assertThat(response.header("Access-Control-Allow-Origin")).isEmpty();
          assertThat(response.header("Cross-Origin-Resource-Policy")).hasValue("same-origin");
          assertThat(response.header("X-Content-Type-Options")).hasValue("nosniff");
        });
  }

  @ParameterizedTest
  @MethodSource("routes")
  void invalidUtf8InAQueryIsABadRequest(TestRoute route) {
    for (String query : List.of("x=%", "%z", "x=%u0041", "x=%c0%af", "x=%ed%a0%80", "%ff=%fe")) {
      expect(
          BAD_REQUEST::contains,
          request(route, route.path() + '?' + query, "text=x", mallory, OWNER));
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void hugeQueryIsRefusedAndAnUnknownOneIsHarmless(TestRoute route) {
    expect(
        BAD_REQUEST::contains,
        request(route, route.path() + "?x=" + "y".repeat(100_000), "text=x", mallory, OWNER));
    for (String query :
        List.of("a=%00", "a[]=1&a=%0d%0aX-Evil:%20yes", "=&&=", "?", "a=%E2%80%AE")) {
      expect(
          status -> status < 500,
          request(route, route.path() + '?' + query, "text=x", mallory, OWNER));
    }
  }

  @ParameterizedTest
  @MethodSource("withVariables")
  void invalidPathVariableIsRefused(TestRoute route) {
    for (String value :
        List.of(
            "%00",
            "%2F",
            "..%2f..%2fetc%2fpasswd",
            "%2e%2e%2f",
            "%5c..%5c",
            "%E2%80%AE",
            "%3Cscript%3E",
            "a%0d%0aX-Evil:%20yes",
            "%ff",
            "%ED%A0%80",
            "%zz",
            "x".repeat(3_000),
            "x".repeat(100_000))) {
      expect(
          RouteAttackTest::isRefusal,
          request(route, route.path(value), "member=m&for=1h", mallory, OWNER));
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void nothingIsReadAfterABodyOfAmbiguousLength(TestRoute route) {
    List<List<String>> framings =
        List.of(
            List.of("Content-Length: 5", "Transfer-Encoding: chunked"),
            List.of("Content-Length: 5", "Content-Length: 50"),
            List.of("Content-Length: +5"),
            List.of("Transfer-Encoding: gzip, chunked"),
            List.of("Transfer-Encoding: xchunked"));
    for (List<String> framing : framings) {
      List<String> lines = new ArrayList<>(framing);
      lines.addAll(List.of(mallory, OWNER, FORM));
      String body = "0\r\n\r\n";
      run(
          new AttackCase(
              framing.toString(),
              socket -> {
                socket.send(head(route, route.path(), lines.toArray(String[]::new)) + body);
                // 501: Helidon does not know the transfer coding (RFC 9112, section 6.1).
                assertThat(socket.send(HIDDEN).response().status()).as(framing + "").isIn(400, 501);
                assertThat(socket.isClosedWithoutData()).as(framing.toString()).isTrue();
              }));
    }
  }

  /** All but the stream, whose response has no end. */
  static Stream<TestRoute> withAnEnd() {
    return routes().filter(route -> !route.pattern().equals("/api/rooms/{room}/stream"));
  }

  @ParameterizedTest
  @MethodSource("withAnEnd")
  void nothingIsReadAfterConnectionClose(TestRoute route) {
    for (String how : List.of("close", "Close", "x, close")) {
      String request = request(route, route.path(), "text=x", mallory, "Connection: " + how);
      run(
          new AttackCase(
              how,
              socket -> {
                socket.send(request + HIDDEN).response();
                assertThat(socket.isClosedWithoutData()).as(how).isTrue();
              }));
    }
  }

  @ParameterizedTest
  @MethodSource("routes")
  void bodyBehindExpectIsNoRequest(TestRoute route) {
    for (String expectation : List.of("100-continue", "100-Continue", "x")) {
      for (String cookie : List.of(mallory, "X: y")) {
        String length = "Content-Length: " + HIDDEN.length();
        run(
            new AttackCase(
                expectation,
                socket -> {
                  String expect = "Expect: " + expectation;
                  socket.send(head(route, route.path(), cookie, OWNER, FORM, expect, length));
                  socket.send(HIDDEN + HIDDEN);
                  RawResponse response = socket.response();
                  if (response.status() == 100) {
                    response = socket.response();
                  }
                  assertThat(response.headers())
                      .anyMatch(line -> line.matches("Connection:.*close.*"));
                  assertThat(socket.isClosedWithoutData()).as(route + " " + expect).isTrue();
                }));
      }
    }
  }

  static Stream<TestRoute> forms() {
    return posts().filter(TestRoute::readsForm);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void bodyThatIsNoFormIsRefused(TestRoute route) {
    String[] credentials = {mallory, OWNER};
    for (String form : List.of("%", "nickname=%zz", "text=%ff", "for=%c0%af", "=%ED%A0%80")) {
      expect(status -> status < 500, request(route, route.path(), form, credentials));
    }
    String json = "{}";
    expect(
        status -> status < 500,
        head(
                route,
                route.path(),
                mallory,
                OWNER,
                "Content-Type: application/json",
                "Content-Length: " + json.length())
            + json);
    expect(
        status -> status == 413,
        request(route, route.path(), "x=" + "y".repeat(70_000), credentials));
  }
}

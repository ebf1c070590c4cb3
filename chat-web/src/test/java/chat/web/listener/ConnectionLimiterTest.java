package chat.web.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import chat.core.testing.ManualClock;
import chat.web.client.TrustedProxies;
import chat.web.config.HttpLimits;
import chat.web.metrics.Limit;
import chat.web.metrics.ServerMetrics;
import chat.web.testing.LogRecorder;
import chat.web.testing.RawClient;
import chat.web.testing.RawResponse;
import chat.web.testing.TestServer;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that are not WebSockets are closed at their deadline, and limited in number. */
@Tag("server")
@Timeout(60)
class ConnectionLimiterTest {
  private static final Duration SHORT = Duration.ofMillis(600);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final TestServer server = new TestServer();

  private void start(Duration head, Duration request, Duration keepAlive) {
    server
        .http
        .headTimeout(head)
        .requestTimeout(request)
        .keepAlive(keepAlive)
        .tcpConnections(1_000);
    server.start();
  }

  @Test
  void silentConnectionIsClosedAfterTheHeadTimeout() {
    start(SHORT, LONG, LONG);
    try (server;
        RawClient silent = server.rawClient()) {
      assertThat(silent.isClosed()).isTrue();
      assertThat(server.limitHits(Limit.HEAD_TIME)).isEqualTo(1);
    }
  }

  @Test
  void slowHeadIsClosedAfterTheHeadTimeout() throws IOException {
    start(SHORT, LONG, LONG);
    try (server;
        RawClient slow = server.rawClient()) {
      byte[] head = "GET / HTTP/1.1\r\nHost: localhost\r\n".repeat(9).getBytes(US_ASCII);
      assertThat(slow.trickle(head, 40)).isLessThan(60);
      assertThat(server.get("/health").status()).isEqualTo(200);
    }
  }

  @Test
  void slowBodyIsClosedAfterTheRequestTimeout() throws IOException {
    start(LONG, SHORT, LONG);
    try (server;
        RawClient slow = server.rawClient()) {
      slow.send(
          """
          POST /login HTTP/1.1\r
          Host: localhost\r
          Content-Length: 500\r
          Content-Type: application/x-www-form-urlencoded\r
          \r
          """);
      assertThat(slow.trickle(new byte[400], 40)).isLessThan(60);
      assertThat(server.limitHits(Limit.REQUEST_TIME)).isEqualTo(1);
    }
  }

  @Test
  void idleConnectionIsClosedAfterKeepAlive() {
    start(LONG, LONG, SHORT);
    try (server;
        RawClient idle = server.rawClient()) {
      assertThat(idle.request("GET", "/health").response().status()).isEqualTo(200);
      assertThat(idle.request("GET", "/health").response().status()).isEqualTo(200);
      assertThat(idle.isClosed()).isTrue();
      assertThat(server.limitHits(Limit.KEEP_ALIVE)).isEqualTo(1);
    }
  }

  @Test
  void silentWebSocketIsNotClosed() {
    start(SHORT, SHORT, SHORT);
    try (server;
        RawClient member = server.connectRaw("Ann");
        RawClient silent = server.rawClient()) {
      assertThat(silent.isClosed()).isTrue();
      try (RawClient next = server.rawClient()) {
        assertThat(next.isClosed()).isTrue();
      }
      member.sendText("still here");
      assertThat(member.receiveText()).isEqualTo("Ann:still here");
    }
  }

  /**
   * Connects a client that has a place of its own; retries, because the server notices a moment
   * later that another connection was closed, and answers 503 until then.
   */
  private RawClient connected() {
    for (int i = 0; i < 1_000; i++) {
      RawClient next = server.rawClient();
      try {
        if (next.request("GET", "/").response().status() == 200) {
          return next;
        }
      } catch (UncheckedIOException e) {
        // All reserved connections were taken, too.
      }
      next.close();
    }
    throw new AssertionError("nobody comes in");
  }

  /** Fills all places: one with a member, the others with connections that wait. */
  private List<RawClient> fill(int places) {
    server.http.headTimeout(LONG).requestTimeout(LONG).keepAlive(LONG).tcpConnections(places);
    server.start();
    List<RawClient> clients = new ArrayList<>();
    clients.add(server.connectRaw("Ann"));
    while (clients.size() < places) {
      clients.add(connected());
    }
    return clients;
  }

  @Test
  void connectionsOverTheMaximumAreRefusedUntilOneEnds() {
    List<RawClient> clients = List.of();
    try (server) {
      clients = fill(5);
      try (RawClient rejected = server.rawClient()) {
        RawResponse response = rejected.request("GET", "/").response();
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.header("Chat-Why")).contains("full");
        assertThat(response.header("Connection")).contains("close");
        assertThat(response.header("Content-Security-Policy")).isPresent();
        assertThat(rejected.isClosedWithoutData()).isTrue();
      }
      try (RawClient rejected = server.rawClient()) {
        RawResponse response = rejected.upgrade("/chat").response();
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.header("Chat-Why")).contains("full");
        assertThat(rejected.isClosedWithoutData()).isTrue();
      }
      RawClient member = clients.getFirst();
      member.sendText("hello");
      assertThat(member.receiveText()).isEqualTo("Ann:hello");

      clients.removeLast().close();
      clients.add(connected());
    } finally {
      clients.forEach(RawClient::close);
    }
  }

  @Test
  void healthAndMetricsAreAnsweredWhenAllPlacesAreTaken() {
    List<RawClient> clients = List.of();
    try (server) {
      clients = fill(5);
      // More than are reserved, and none of them sends a request.
      for (int i = 0; i < 2 * ConnectionTracker.MAX_RESERVED; i++) {
        clients.add(server.rawClient());
      }
      for (String path : List.of("/health", "/health/live", "/metrics")) {
        try (RawClient operator = server.rawClient()) {
          RawResponse response = operator.request("GET", path).response();
          assertThat(response.status()).as(path).isEqualTo(200);
          assertThat(response.header("Connection")).contains("close");
          assertThat(operator.isClosedWithoutData()).isTrue();
        }
      }
      assertThat(server.limitHits(Limit.TCP_CONNECTIONS)).isPositive();
    } finally {
      clients.forEach(RawClient::close);
    }
  }

  @Test
  void oneLineOfTheLogSaysThatAllPlacesAreTaken() {
    var clock = new ManualClock();
    var limiter =
        new ConnectionLimiter(
            new HttpLimits.Builder().headTimeout(LONG).tcpConnections(1).build(),
            OptionalInt.empty(),
            new TrustedProxies(Set.of()),
            clock,
            new ServerMetrics());
    try (var log = new LogRecorder(ConnectionLimiter.class)) {
      limiter.accepted(new FakeSocket("127.0.0.1", 1));
      assertThat(log.lines()).isEmpty();

      for (int i = 0; i < 100; i++) {
        tryAccept(limiter, new FakeSocket("127.0.0.1", 2 + i));
      }
      assertThat(log.lines()).singleElement().asString().contains("--tcp-connections");

      clock.pass(ConnectionLimiter.WARNING_INTERVAL.plusSeconds(1));
      limiter.accepted(new FakeSocket("127.0.0.1", 200));
      assertThat(log.lines()).hasSize(1);
      tryAccept(limiter, new FakeSocket("127.0.0.1", 201));
      assertThat(log.lines()).hasSize(2);
    }
  }

  private static void tryAccept(ConnectionLimiter limiter, FakeSocket socket) {
    try {
      limiter.accepted(socket);
    } catch (CloseConnectionException e) {
      // No place for it.
    }
  }

  @Test
  void connectionsOfOneAddressAreLimited() {
    server.access.connectionsPerAddress(OptionalInt.of(3));
    List<RawClient> clients = new ArrayList<>();
    try (server) {
      server.start();
      for (int i = 0; i < ConnectionLimiter.MIN_PER_ADDRESS; i++) {
        clients.add(server.rawClient());
        assertThat(clients.getLast().request("GET", "/health").response().status()).isEqualTo(200);
      }
      try (RawClient rejected = server.rawClient()) {
        assertThat(rejected.isClosed()).isTrue();
      }
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void trustedProxyIsNotLimitedByAddress() {
    server.access.connectionsPerAddress(OptionalInt.of(1));
    server.trustedProxies = Set.of("127.0.0.0/8");
    server.start();
    try (server;
        RawClient one = server.rawClient();
        RawClient two = server.rawClient()) {
      assertThat(one.request("GET", "/health").response().status()).isEqualTo(200);
      assertThat(two.request("GET", "/health").response().status()).isEqualTo(200);
    }
  }
}

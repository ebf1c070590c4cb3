package chat.web.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import chat.web.metrics.Limit;
import chat.web.testing.RawClient;
import chat.web.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
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
   * Connects a client; retries, because the server may not have noticed yet that the connection
   * which signed Ann in was closed.
   */
  private RawClient connected() {
    for (int i = 0; i < 1_000; i++) {
      RawClient next = server.rawClient();
      try {
        assertThat(next.request("GET", "/health").response().status()).isEqualTo(200);
        return next;
      } catch (UncheckedIOException e) {
        next.close();
      }
    }
    throw new AssertionError("nobody comes in");
  }

  @Test
  void connectionsOverTheMaximumAreClosedUntilOneEnds() {
    server.http.headTimeout(LONG).requestTimeout(LONG).keepAlive(LONG).tcpConnections(5);
    List<RawClient> clients = new ArrayList<>();
    try (server) {
      server.start();
      RawClient member = server.connectRaw("Ann");
      clients.add(member);
      for (int i = 0; i < 4; i++) {
        clients.add(connected());
      }
      try (RawClient rejected = server.rawClient()) {
        assertThat(rejected.isClosed()).isTrue();
      }
      member.sendText("hello");
      assertThat(member.receiveText()).isEqualTo("Ann:hello");

      clients.removeLast().close();
      assertThat(canConnectAgain()).isTrue();
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  /** Retries, because the server notices a closed connection a moment later. */
  private boolean canConnectAgain() {
    for (int i = 0; i < 1_000; i++) {
      try (RawClient next = server.rawClient()) {
        return next.request("GET", "/health").response().status() == 200;
      } catch (UncheckedIOException e) {
        // The server has not noticed yet.
      }
    }
    return false;
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
    server.trustedProxies = java.util.Set.of("127.0.0.0/8");
    server.start();
    try (server;
        RawClient one = server.rawClient();
        RawClient two = server.rawClient()) {
      assertThat(one.request("GET", "/health").response().status()).isEqualTo(200);
      assertThat(two.request("GET", "/health").response().status()).isEqualTo(200);
    }
  }
}

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

/** Nobody stands before the door for as long as it likes, whatever trickles in. */
@Tag("server")
@Timeout(60)
class ConnectionLimiterTest {
  private static final Duration SHORT = Duration.ofMillis(600);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final TestServer house = new TestServer();

  private void times(Duration head, Duration request, Duration keepAlive) {
    house.http.headTimeout(head).requestTimeout(request).keepAlive(keepAlive).tcpConnections(1_000);
    house.start();
  }

  @Test
  void whoConnectsAndSaysNothingIsSentAway() {
    times(SHORT, LONG, LONG);
    try (house;
        RawClient silent = house.socket()) {
      assertThat(silent.isEnded()).isTrue();
      assertThat(house.met(Limit.HEAD_TIME)).isEqualTo(1);
    }
  }

  @Test
  void aHeadThatTricklesInIsNotWaitedFor() throws IOException {
    times(SHORT, LONG, LONG);
    try (house;
        RawClient slow = house.socket()) {
      byte[] head = "GET / HTTP/1.1\r\nHost: localhost\r\n".repeat(9).getBytes(US_ASCII);
      assertThat(slow.trickle(head, 40)).isLessThan(60);
      assertThat(house.get("/health").status()).isEqualTo(200);
    }
  }

  @Test
  void aBodyThatTricklesInIsNotWaitedFor() throws IOException {
    times(LONG, SHORT, LONG);
    try (house;
        RawClient slow = house.socket()) {
      slow.send(
          """
          POST /login HTTP/1.1\r
          Host: localhost\r
          Content-Length: 500\r
          Content-Type: application/x-www-form-urlencoded\r
          \r
          """);
      assertThat(slow.trickle(new byte[400], 40)).isLessThan(60);
      assertThat(house.met(Limit.REQUEST_TIME)).isEqualTo(1);
    }
  }

  @Test
  void aConnectionThatAsksNothingMoreIsClosed() {
    times(LONG, LONG, SHORT);
    try (house;
        RawClient idle = house.socket()) {
      assertThat(idle.request("GET", "/health").answer().status()).isEqualTo(200);
      assertThat(idle.request("GET", "/health").answer().status()).isEqualTo(200);
      assertThat(idle.isEnded()).isTrue();
      assertThat(house.met(Limit.KEEP_ALIVE)).isEqualTo(1);
    }
  }

  @Test
  void aWebSocketMayBeSilentForLonger() {
    times(SHORT, SHORT, SHORT);
    try (house;
        RawClient member = house.visitor("Ann");
        RawClient silent = house.socket()) {
      assertThat(silent.isEnded()).isTrue();
      try (RawClient next = house.socket()) {
        assertThat(next.isEnded()).isTrue();
      }
      member.say("still here");
      assertThat(member.hear()).isEqualTo("Ann:still here");
    }
  }

  /** Somebody who has come in; the connection that signed Ann in may take a moment to go. */
  private RawClient inside() {
    for (int i = 0; i < 1_000; i++) {
      RawClient next = house.socket();
      try {
        assertThat(next.request("GET", "/health").answer().status()).isEqualTo(200);
        return next;
      } catch (UncheckedIOException e) {
        next.close();
      }
    }
    throw new AssertionError("nobody comes in");
  }

  @Test
  void whenTheHouseIsFullWhoComesIsClosedAndWhenSomebodyGoesThereIsRoomAgain() {
    house.http.headTimeout(LONG).requestTimeout(LONG).keepAlive(LONG).tcpConnections(5);
    List<RawClient> strangers = new ArrayList<>();
    try (house) {
      house.start();
      RawClient member = house.visitor("Ann");
      strangers.add(member);
      for (int i = 0; i < 4; i++) {
        strangers.add(inside());
      }
      try (RawClient tooMany = house.socket()) {
        assertThat(tooMany.isEnded()).isTrue();
      }
      member.say("hello");
      assertThat(member.hear()).isEqualTo("Ann:hello");

      strangers.removeLast().close();
      assertThat(comesInAtLast()).isTrue();
    } finally {
      for (RawClient stranger : strangers) {
        stranger.close();
      }
    }
  }

  /** The server notices that somebody has gone a moment later. */
  private boolean comesInAtLast() {
    for (int i = 0; i < 1_000; i++) {
      try (RawClient next = house.socket()) {
        return next.request("GET", "/health").answer().status() == 200;
      } catch (UncheckedIOException e) {
        // Not yet.
      }
    }
    return false;
  }

  @Test
  void oneAddressStandsThereSoOftenOnly() {
    house.connectionsPerAddress = OptionalInt.of(3);
    List<RawClient> strangers = new ArrayList<>();
    try (house) {
      house.start();
      for (int i = 0; i < ConnectionLimiter.FEWEST; i++) {
        strangers.add(house.socket());
        assertThat(strangers.getLast().request("GET", "/health").answer().status()).isEqualTo(200);
      }
      try (RawClient tooMany = house.socket()) {
        assertThat(tooMany.isEnded()).isTrue();
      }
    } finally {
      for (RawClient stranger : strangers) {
        stranger.close();
      }
    }
  }

  @Test
  void aProxyMayStandThereForMany() {
    house.connectionsPerAddress = OptionalInt.of(1);
    house.trustedProxies = java.util.Set.of("127.0.0.0/8");
    house.start();
    try (house;
        RawClient one = house.socket();
        RawClient two = house.socket()) {
      assertThat(one.request("GET", "/health").answer().status()).isEqualTo(200);
      assertThat(two.request("GET", "/health").answer().status()).isEqualTo(200);
    }
  }
}

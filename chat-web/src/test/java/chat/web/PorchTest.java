package chat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody stands before the door for as long as it likes, whatever trickles in. */
@Timeout(60)
class PorchTest {
  private static final Duration SHORT = Duration.ofMillis(600);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final OpenHouse house = new OpenHouse();

  private void times(Duration head, Duration request, Duration keepAlive) {
    house.http = new Limits.Http(4_096, 16_384, 16_384, head, request, keepAlive, 1_000);
    house.open();
  }

  @Test
  void whoConnectsAndSaysNothingIsSentAway() throws IOException {
    times(SHORT, LONG, LONG);
    try (house;
        Stranger silent = Stranger.at(house.port())) {
      assertThat(silent.isSentAway()).isTrue();
      assertThat(house.met(Limit.HEAD_TIME)).isEqualTo(1);
    }
  }

  @Test
  void aHeadThatTricklesInIsNotWaitedFor() throws IOException {
    times(SHORT, LONG, LONG);
    try (house;
        Stranger slow = Stranger.at(house.port())) {
      byte[] head = "GET / HTTP/1.1\r\nHost: localhost\r\n".repeat(9).getBytes(US_ASCII);
      assertThat(slow.trickle(head, 40)).isLessThan(60);
      assertThat(house.get("/health").status()).isEqualTo(200);
    }
  }

  @Test
  void aBodyThatTricklesInIsNotWaitedFor() throws IOException {
    times(LONG, SHORT, LONG);
    try (house;
        Stranger slow = Stranger.at(house.port())) {
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
  void aConnectionThatAsksNothingMoreIsClosed() throws IOException {
    times(LONG, LONG, SHORT);
    try (house;
        Stranger idle = Stranger.at(house.port())) {
      assertThat(idle.get("/health").status()).isEqualTo(200);
      assertThat(idle.get("/health").status()).isEqualTo(200);
      assertThat(idle.isSentAway()).isTrue();
      assertThat(house.met(Limit.KEEP_ALIVE)).isEqualTo(1);
    }
  }

  @Test
  void aWebSocketMayBeSilentForLonger() throws IOException {
    times(SHORT, SHORT, SHORT);
    try (house;
        Stranger member = house.visitor("Ann");
        Stranger silent = Stranger.at(house.port())) {
      assertThat(silent.isSentAway()).isTrue();
      try (Stranger next = Stranger.at(house.port())) {
        assertThat(next.isSentAway()).isTrue();
      }
      member.say("still here");
      assertThat(member.hear()).isEqualTo("Ann:still here");
    }
  }

  /** Somebody who has come in; the connection that signed Ann in may take a moment to go. */
  private Stranger inside() throws IOException {
    for (int i = 0; i < 1_000; i++) {
      Stranger next = Stranger.at(house.port());
      try {
        assertThat(next.get("/health").status()).isEqualTo(200);
        return next;
      } catch (IOException e) {
        next.close();
      }
    }
    throw new IOException("nobody comes in");
  }

  @Test
  void whenTheHouseIsFullWhoComesIsClosedAndWhenSomebodyGoesThereIsRoomAgain() throws IOException {
    house.http = new Limits.Http(4_096, 16_384, 16_384, LONG, LONG, LONG, 5);
    List<Stranger> strangers = new ArrayList<>();
    try (house) {
      house.open();
      Stranger member = house.visitor("Ann");
      strangers.add(member);
      for (int i = 0; i < 4; i++) {
        strangers.add(inside());
      }
      try (Stranger tooMany = Stranger.at(house.port())) {
        assertThat(tooMany.isSentAway()).isTrue();
      }
      member.say("hello");
      assertThat(member.hear()).isEqualTo("Ann:hello");

      strangers.removeLast().close();
      assertThat(comesInAtLast()).isTrue();
    } finally {
      for (Stranger stranger : strangers) {
        stranger.close();
      }
    }
  }

  /** The server notices that somebody has gone a moment later. */
  private boolean comesInAtLast() throws IOException {
    for (int i = 0; i < 1_000; i++) {
      try (Stranger next = Stranger.at(house.port())) {
        return next.get("/health").status() == 200;
      } catch (IOException e) {
        // Not yet.
      }
    }
    return false;
  }

  @Test
  void oneAddressStandsThereSoOftenOnly() throws IOException {
    house.perAddress = OptionalInt.of(3);
    List<Stranger> strangers = new ArrayList<>();
    try (house) {
      house.open();
      for (int i = 0; i < Porch.FEWEST; i++) {
        strangers.add(Stranger.at(house.port()));
        assertThat(strangers.getLast().get("/health").status()).isEqualTo(200);
      }
      try (Stranger tooMany = Stranger.at(house.port())) {
        assertThat(tooMany.isSentAway()).isTrue();
      }
    } finally {
      for (Stranger stranger : strangers) {
        stranger.close();
      }
    }
  }

  @Test
  void aProxyMayStandThereForMany() throws IOException {
    house.perAddress = OptionalInt.of(1);
    house.proxies = java.util.Set.of("127.0.0.0/8");
    house.open();
    try (house;
        Stranger one = Stranger.at(house.port());
        Stranger two = Stranger.at(house.port())) {
      assertThat(one.get("/health").status()).isEqualTo(200);
      assertThat(two.get("/health").status()).isEqualTo(200);
    }
  }
}

package chat.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.metrics.Limit;
import chat.web.testing.HttpAnswer;
import chat.web.testing.RawClient;
import chat.web.testing.TestServer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every limit is kept, answered as the wire contract says, and counted. */
@Tag("server")
@Timeout(60)
class LimitsTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private final TestServer house = new TestServer();

  @Test
  void signInsFromOneAddress() {
    house.connectionsPerAddress = OptionalInt.of(100);
    house
        .access
        .signIns(OptionalInt.of(2))
        .newConnections(OptionalInt.of(100))
        .rooms(10)
        .roomsPerMember(10);
    try (house) {
      house.start();
      assertThat(house.post("/login", "nickname=ann").status()).isEqualTo(303);
      assertThat(house.post("/login", "nickname=ben").status()).isEqualTo(303);
      HttpAnswer third = house.post("/login", "nickname=cid", "Accept-Language: en");
      assertThat(third.status()).isEqualTo(429);
      assertThat(third.body()).contains("Too many");
      assertThat(house.met(Limit.SIGN_INS)).isEqualTo(1);
    }
  }

  private HttpAnswer search(String cookie) {
    return house.get("/api/rooms/lobby/search?q=x", cookie, "Accept-Language: en");
  }

  @Test
  void searchesOfOneMemberAndOfOneAddress() {
    house.connectionsPerAddress = OptionalInt.of(100);
    house.searches.perMember(OptionalInt.of(2)).perAddress(OptionalInt.of(3));
    try (house) {
      house.start();
      String ann = house.signIn("ann");
      String ben = house.signIn("ben");
      assertThat(search(ann).status()).isEqualTo(200);
      assertThat(search(ann).status()).isEqualTo(200);
      HttpAnswer tooOften = search(ann);
      assertThat(tooOften.status()).isEqualTo(429);
      assertThat(tooOften.body()).contains("searching too often");
      assertThat(Integer.parseInt(tooOften.header("Retry-After").orElseThrow())).isBetween(1, 31);
      assertThat(search(ben).status()).isEqualTo(200);
      assertThat(search(ben).status()).isEqualTo(429);
      assertThat(house.met(Limit.SEARCHES)).isEqualTo(2);
    }
  }

  @Test
  void newConnectionsFromOneAddress() {
    house.connectionsPerAddress = OptionalInt.of(100);
    house
        .access
        .signIns(OptionalInt.empty())
        .newConnections(OptionalInt.of(2))
        .rooms(10)
        .roomsPerMember(10);
    try (house) {
      house.start();
      String cookie = house.signIn("ann");
      house.socket().upgraded("/chat", cookie).close();
      house.socket().upgraded("/chat", cookie).close();
      try (RawClient third = house.socket()) {
        assertThat(third.upgrade("/chat", cookie).answer().status()).isEqualTo(429);
      }
      assertThat(house.met(Limit.NEW_CONNECTIONS)).isEqualTo(1);
    }
  }

  @Test
  void connectionsAtOnceFromOneAddress() {
    house.connectionsPerAddress = OptionalInt.of(3);
    house.start();
    String cookie = house.signIn("ann");
    try (house;
        RawClient one = house.socket().upgraded("/chat", cookie)) {
      // Before the next one, or that may be the one that is here first.
      assertThat(one.hear()).contains("ann");
      try (RawClient two = house.socket().upgraded("/chat", cookie);
          RawClient three = house.socket().upgraded("/chat", cookie);
          RawClient four = house.socket()) {
        assertThat(four.upgrade("/chat", cookie).answer().status()).isEqualTo(429);
        three.say("hi");
        assertThat(three.hear()).isEqualTo("ann:hi");
        assertThat(two.hear()).isEqualTo("ann:hi");
      }
      assertThat(house.met(Limit.CONNECTIONS)).isEqualTo(1);
    }
  }

  @Test
  void offLiftsEveryLimitByAddress() {
    house.connectionsPerAddress = OptionalInt.empty();
    house
        .access
        .signIns(OptionalInt.of(1))
        .newConnections(OptionalInt.of(1))
        .rooms(10)
        .roomsPerMember(10);
    house.start();
    try (house;
        RawClient one = house.visitor("ann");
        RawClient two = house.visitor("ben")) {
      assertThat(one.hearUntil("ben")).contains("ben");
      two.say("hi");
      assertThat(one.hear()).isEqualTo("ben:hi");
    }
  }

  @Test
  void roomsInAll() {
    house
        .access
        .signIns(OptionalInt.empty())
        .newConnections(OptionalInt.empty())
        .rooms(2)
        .roomsPerMember(10);
    house.start();
    String cookie = house.signIn("ann");
    try (house;
        RawClient one = house.socket().upgraded("/chat/one", cookie);
        RawClient two = house.socket().upgraded("/chat/two", cookie)) {
      // Both are open before anybody asks for a third; and of two tabs the first hears itself come.
      assertThat(one.hear()).contains("ann");
      assertThat(two.hear()).contains("ann");
      try (RawClient again = house.socket().upgraded("/chat/two", cookie);
          RawClient three = house.socket()) {
        assertThat(three.upgrade("/chat/three", cookie).answer().status()).isEqualTo(429);
        assertThat(house.met(Limit.ROOMS)).isEqualTo(1);
        again.say("hi");
        assertThat(two.hear()).isEqualTo("ann:hi");
      }
    }
  }

  @Test
  void roomsOfOneMember() {
    house
        .access
        .signIns(OptionalInt.empty())
        .newConnections(OptionalInt.empty())
        .rooms(10)
        .roomsPerMember(1);
    house.start();
    String cookie = house.signIn("ann");
    try (house;
        RawClient one = house.socket().upgraded("/chat/one", cookie);
        RawClient two = house.socket();
        RawClient again = house.socket()) {
      assertThat(one.hear()).contains("ann");
      assertThat(two.upgrade("/chat/two", cookie).answer().status()).isEqualTo(429);
      assertThat(again.upgrade("/chat/one", cookie).answer().status()).isEqualTo(101);
      assertThat(house.met(Limit.ROOMS_PER_MEMBER)).isEqualTo(1);
    }
  }

  @Test
  void messagesAndTheirSizes() {
    house
        .messages
        .burst(2)
        .textLength(10)
        .messageSize(200)
        .pendingBytes(1 << 20)
        .writeTimeout(LONG);
    house.messagesPerSecond = Optional.of(0.001);
    house.start();
    try (house;
        RawClient ann = house.visitor("ann")) {
      ann.say("12345678901");
      assertThat(ann.hear()).startsWith("! ");
      ann.say("one");
      ann.say("two");
      assertThat(ann.hear()).isEqualTo("ann:one");
      assertThat(ann.hear()).isEqualTo("ann:two");
      ann.say("three");
      assertThat(ann.hear()).startsWith("! ");
      ann.say("x".repeat(201));
      assertThat(ann.closeCode()).isEqualTo(1009);
      assertThat(house.met(Limit.TEXT_LENGTH)).isEqualTo(1);
      assertThat(house.met(Limit.MESSAGE_RATE)).isEqualTo(1);
      assertThat(house.met(Limit.MESSAGE_SIZE)).isEqualTo(1);
    }
  }

  @Test
  void whoKeepsSendingTooFastIsClosedWith1008() {
    house
        .messages
        .burst(1)
        .textLength(100)
        .messageSize(1_000)
        .pendingBytes(1 << 20)
        .writeTimeout(LONG);
    house.messagesPerSecond = Optional.of(0.001);
    house.start();
    try (house;
        RawClient ann = house.visitor("ann")) {
      for (int i = 0; i < ViolationCounter.MOST + 2; i++) {
        ann.say("x");
      }
      assertThat(ann.closeCode()).isEqualTo(1008);
      assertThat(house.met(Limit.PATIENCE)).isEqualTo(1);
    }
  }

  @Test
  void addressesHeadersAndForms() {
    house
        .http
        .requestLineSize(300)
        .headerSize(1_000)
        .formSize(100)
        .headTimeout(LONG)
        .requestTimeout(LONG)
        .keepAlive(LONG)
        .tcpConnections(100);
    try (house) {
      house.start();
      assertThat(house.get("/" + "x".repeat(400)).status()).isEqualTo(414);
      assertThat(house.get("/", "X-Much: " + "x".repeat(1_200)).status()).isEqualTo(431);
      assertThat(house.post("/login", "nickname=" + "x".repeat(200)).status()).isEqualTo(413);
      assertThat(house.met(Limit.ADDRESS_LENGTH)).isEqualTo(1);
      assertThat(house.met(Limit.HEADER_SIZE)).isEqualTo(1);
      assertThat(house.met(Limit.FORM_SIZE)).isEqualTo(1);
      assertThat(house.get("/health").status()).isEqualTo(200);
    }
  }

  @Test
  void aReaderThatStandsStillIsCut() {
    house.messages.burst(1_000).pendingBytes(1 << 16).writeTimeout(LONG);
    house.start();
    try (house;
        RawClient still = house.visitor("still");
        RawClient ann = house.visitor("ann")) {
      String text = "x".repeat(4_000);
      for (int i = 0; house.metric("chat_cuts_total{reason=\"behind\"}") == 0; i++) {
        assertThat(i).isLessThan(10_000);
        // Less than would make her one who is behind, however late she comes to read it.
        for (int j = 0; j < 10; j++) {
          ann.say(text);
        }
        for (int j = 0; j < 10; j++) {
          ann.hearUntil(text);
        }
      }
      assertThat(still.isEnded()).isTrue();
    }
  }
}

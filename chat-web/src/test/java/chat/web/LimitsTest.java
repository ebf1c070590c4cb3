package chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every limit is kept, answered as the wire contract says, and counted. */
@Timeout(60)
class LimitsTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private final OpenHouse house = new OpenHouse();

  @Test
  void signInsFromOneAddress() throws IOException {
    house.perAddress = OptionalInt.of(100);
    house.door = new Limits.Door(OptionalInt.of(2), OptionalInt.of(100), 10, 10);
    try (house) {
      house.open();
      assertThat(house.post("/login", "nickname=ann").status()).isEqualTo(303);
      assertThat(house.post("/login", "nickname=ben").status()).isEqualTo(303);
      Stranger.Answer third = house.post("/login", "nickname=cid", "Accept-Language: en");
      assertThat(third.status()).isEqualTo(429);
      assertThat(third.body()).contains("Too many");
      assertThat(house.met(Limit.SIGN_INS)).isEqualTo(1);
    }
  }

  private Stranger.Answer search(String cookie) throws IOException {
    return house.get("/api/rooms/lobby/search?q=x", cookie, "Accept-Language: en");
  }

  @Test
  void searchesOfOneMemberAndOfOneAddress() throws IOException {
    house.perAddress = OptionalInt.of(100);
    house.search = new Limits.Search(OptionalInt.of(2), OptionalInt.of(3));
    try (house) {
      house.open();
      String ann = house.cookie("ann");
      String ben = house.cookie("ben");
      assertThat(search(ann).status()).isEqualTo(200);
      assertThat(search(ann).status()).isEqualTo(200);
      Stranger.Answer tooOften = search(ann);
      assertThat(tooOften.status()).isEqualTo(429);
      assertThat(tooOften.body()).contains("searching too often");
      assertThat(Integer.parseInt(tooOften.header("Retry-After").orElseThrow())).isBetween(1, 31);
      assertThat(search(ben).status()).isEqualTo(200);
      assertThat(search(ben).status()).isEqualTo(429);
      assertThat(house.met(Limit.SEARCHES)).isEqualTo(2);
    }
  }

  @Test
  void newConnectionsFromOneAddress() throws IOException {
    house.perAddress = OptionalInt.of(100);
    house.door = new Limits.Door(OptionalInt.empty(), OptionalInt.of(2), 10, 10);
    try (house) {
      house.open();
      String cookie = house.cookie("ann");
      Stranger.connected(house.port(), "/chat", cookie).close();
      Stranger.connected(house.port(), "/chat", cookie).close();
      try (Stranger third = Stranger.at(house.port())) {
        assertThat(third.upgrade("/chat", cookie).status()).isEqualTo(429);
      }
      assertThat(house.met(Limit.NEW_CONNECTIONS)).isEqualTo(1);
    }
  }

  @Test
  void connectionsAtOnceFromOneAddress() throws IOException {
    house.perAddress = OptionalInt.of(3);
    house.open();
    String cookie = house.cookie("ann");
    try (house;
        Stranger one = Stranger.connected(house.port(), "/chat", cookie)) {
      // Before the next one, or that may be the one that is here first.
      assertThat(one.hear()).contains("ann");
      try (Stranger two = Stranger.connected(house.port(), "/chat", cookie);
          Stranger three = Stranger.connected(house.port(), "/chat", cookie);
          Stranger four = Stranger.at(house.port())) {
        assertThat(four.upgrade("/chat", cookie).status()).isEqualTo(429);
        three.say("hi");
        assertThat(three.hear()).isEqualTo("ann:hi");
        assertThat(two.hear()).isEqualTo("ann:hi");
      }
      assertThat(house.met(Limit.CONNECTIONS)).isEqualTo(1);
    }
  }

  @Test
  void offLiftsEveryLimitByAddress() throws IOException {
    house.perAddress = OptionalInt.empty();
    house.door = new Limits.Door(OptionalInt.of(1), OptionalInt.of(1), 10, 10);
    house.open();
    try (house;
        Stranger one = house.visitor("ann");
        Stranger two = house.visitor("ben")) {
      assertThat(one.hearUntil("ben")).contains("ben");
      two.say("hi");
      assertThat(one.hear()).isEqualTo("ben:hi");
    }
  }

  @Test
  void roomsInAll() throws IOException {
    house.door = new Limits.Door(OptionalInt.empty(), OptionalInt.empty(), 2, 10);
    house.open();
    String cookie = house.cookie("ann");
    try (house;
        Stranger one = Stranger.connected(house.port(), "/chat/one", cookie);
        Stranger two = Stranger.connected(house.port(), "/chat/two", cookie);
        Stranger again = Stranger.connected(house.port(), "/chat/two", cookie);
        Stranger three = Stranger.at(house.port())) {
      assertThat(three.upgrade("/chat/three", cookie).status()).isEqualTo(429);
      assertThat(house.met(Limit.ROOMS)).isEqualTo(1);
      assertThat(one.hear()).isNotEmpty();
      assertThat(two.hear()).isNotEmpty();
      again.say("hi");
      assertThat(two.hearUntil("hi")).isEqualTo("ann:hi");
    }
  }

  @Test
  void roomsOfOneMember() throws IOException {
    house.door = new Limits.Door(OptionalInt.empty(), OptionalInt.empty(), 10, 1);
    house.open();
    String cookie = house.cookie("ann");
    try (house;
        Stranger one = Stranger.connected(house.port(), "/chat/one", cookie);
        Stranger two = Stranger.at(house.port());
        Stranger again = Stranger.at(house.port())) {
      assertThat(one.hear()).contains("ann");
      assertThat(two.upgrade("/chat/two", cookie).status()).isEqualTo(429);
      assertThat(again.upgrade("/chat/one", cookie).status()).isEqualTo(101);
      assertThat(house.met(Limit.ROOMS_PER_MEMBER)).isEqualTo(1);
    }
  }

  @Test
  void messagesAndTheirSizes() throws IOException {
    house.talk = new Limits.Talk(2, 10, 200, 1 << 20, LONG);
    house.rate = Optional.of(0.001);
    house.open();
    try (house;
        Stranger ann = house.visitor("ann")) {
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
  void whoKeepsSendingTooFastIsClosedWith1008() throws IOException {
    house.talk = new Limits.Talk(1, 100, 1_000, 1 << 20, LONG);
    house.rate = Optional.of(0.001);
    house.open();
    try (house;
        Stranger ann = house.visitor("ann")) {
      for (int i = 0; i < Strikes.MOST + 2; i++) {
        ann.say("x");
      }
      assertThat(ann.closeCode()).isEqualTo(1008);
      assertThat(house.met(Limit.PATIENCE)).isEqualTo(1);
    }
  }

  @Test
  void addressesHeadersAndForms() throws IOException {
    house.http = new Limits.Http(300, 1_000, 100, LONG, LONG, LONG, 100);
    try (house) {
      house.open();
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
  void aReaderThatStandsStillIsCut() throws IOException {
    house.talk = new Limits.Talk(1_000, 4_096, 65_536, 1 << 16, LONG);
    house.open();
    try (house;
        Stranger still = house.visitor("still");
        Stranger ann = house.visitor("ann")) {
      String text = "x".repeat(4_000);
      for (int i = 0; house.metric("chat_cuts_total{reason=\"behind\"}") == 0; i++) {
        assertThat(i).isLessThan(10_000);
        for (int j = 0; j < 100; j++) {
          ann.say(text);
        }
        for (int j = 0; j < 100; j++) {
          ann.hearUntil(text);
        }
      }
      assertThat(still.isSentAway()).isTrue();
    }
  }
}

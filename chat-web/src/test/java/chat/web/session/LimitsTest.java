package chat.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.api.RoomApi;
import chat.web.metrics.Limit;
import chat.web.testing.ClientFrames;
import chat.web.testing.RawClient;
import chat.web.testing.RawResponse;
import chat.web.testing.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every limit is enforced, answered as the protocol says, and counted. */
@Tag("server")
@Timeout(60)
class LimitsTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private final TestServer server = new TestServer();

  @Test
  void signInsOfOneAddressAreLimited() {
    server.access.connectionsPerAddress(OptionalInt.of(100));
    server.access.signIns(OptionalInt.of(2));
    try (server) {
      server.start();
      assertThat(server.post("/login", "nickname=ann").status()).isEqualTo(303);
      assertThat(server.post("/login", "nickname=ben").status()).isEqualTo(303);
      RawResponse third = server.post("/login", "nickname=cid", "Accept-Language: en");
      assertThat(third.status()).isEqualTo(429);
      assertThat(third.body()).contains("Too many");
      assertThat(server.limitHits(Limit.SIGN_INS)).isEqualTo(1);
    }
  }

  private RawResponse search(String cookie) {
    return server.get("/api/rooms/lobby/search?q=x", cookie, "Accept-Language: en");
  }

  @Test
  void searchesOfOneMemberAndOfOneAddressAreLimited() {
    server.access.connectionsPerAddress(OptionalInt.of(100));
    server.searches.perMember(OptionalInt.of(2)).perAddress(OptionalInt.of(3));
    try (server) {
      server.start();
      String ann = server.signIn("ann");
      String ben = server.signIn("ben");
      assertThat(search(ann).status()).isEqualTo(200);
      assertThat(search(ann).status()).isEqualTo(200);
      RawResponse tooOften = search(ann);
      assertThat(tooOften.status()).isEqualTo(429);
      assertThat(tooOften.body()).contains("searching too often");
      assertThat(Integer.parseInt(tooOften.header("Retry-After").orElseThrow())).isBetween(1, 31);
      assertThat(search(ben).status()).isEqualTo(200);
      assertThat(search(ben).status()).isEqualTo(429);
      assertThat(server.limitHits(Limit.SEARCHES)).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/rooms/lobby/messages", "/api/rooms/lobby/members", "/api/rooms?of=lobby"})
  void readsOfOneMemberAreLimited(String path) {
    try (server) {
      server.start();
      String ann = server.signIn("ann");
      for (int i = 0; i < RoomApi.MAX_READS_PER_MINUTE; i++) {
        assertThat(server.get(path, ann).status()).isEqualTo(200);
      }
      RawResponse tooOften = server.get(path, ann);
      for (int i = 0; tooOften.status() == 200 && i < RoomApi.MAX_READS_PER_MINUTE; i++) {
        // On a slow machine some were allowed again meanwhile.
        tooOften = server.get(path, ann);
      }
      assertThat(tooOften.status()).isEqualTo(429);
      assertThat(tooOften.header("Retry-After")).isPresent();
      assertThat(server.get(path, server.signIn("ben")).status()).isEqualTo(200);
      assertThat(server.limitHits(Limit.READS)).isEqualTo(1);
    }
  }

  @Test
  void newConnectionsOfOneAddressAreLimited() {
    server.access.connectionsPerAddress(OptionalInt.of(100));
    server.access.newConnections(OptionalInt.of(2));
    try (server) {
      server.start();
      String cookie = server.signIn("ann");
      server.rawClient().upgraded("/chat", cookie).close();
      server.rawClient().upgraded("/chat", cookie).close();
      try (RawClient third = server.rawClient()) {
        assertThat(third.upgrade("/chat", cookie).response().status()).isEqualTo(429);
      }
      assertThat(server.limitHits(Limit.NEW_CONNECTIONS)).isEqualTo(1);
    }
  }

  @Test
  void connectionsOfOneAddressAtOnceAreLimited() {
    server.access.connectionsPerAddress(OptionalInt.of(3));
    server.start();
    String cookie = server.signIn("ann");
    try (server;
        RawClient one = server.rawClient().upgraded("/chat", cookie)) {
      // Awaited before the next connection, because the first one receives the join event.
      assertThat(one.receiveText()).contains("ann");
      try (RawClient two = server.rawClient().upgraded("/chat", cookie);
          RawClient three = server.rawClient().upgraded("/chat", cookie);
          RawClient four = server.rawClient()) {
        assertThat(four.upgrade("/chat", cookie).response().status()).isEqualTo(429);
        // Each hears itself, because it may have joined after what the others said.
        three.sendText("hi");
        assertThat(three.receiveTextContaining("hi")).isEqualTo("ann:hi");
        two.sendText("ho");
        assertThat(two.receiveTextContaining("ho")).isEqualTo("ann:ho");
      }
      assertThat(server.limitHits(Limit.CONNECTIONS)).isEqualTo(1);
    }
  }

  @Test
  void disablingTheConnectionLimitDisablesAllLimitsByAddress() {
    server
        .access
        .connectionsPerAddress(OptionalInt.empty())
        .signIns(OptionalInt.of(1))
        .newConnections(OptionalInt.of(1));
    server.start();
    try (server;
        RawClient one = server.connectRaw("ann");
        RawClient two = server.connectRaw("ben")) {
      assertThat(one.receiveTextContaining("ben")).contains("ben");
      two.sendText("hi");
      assertThat(one.receiveText()).isEqualTo("ben:hi");
    }
  }

  @Test
  void openRoomsAreLimited() {
    server.access.rooms(2);
    server.start();
    String cookie = server.signIn("ann");
    try (server;
        RawClient one = server.rawClient().upgraded("/chat/one", cookie);
        RawClient two = server.rawClient().upgraded("/chat/two", cookie)) {
      // Both rooms are open before the third is requested; of two connections of a member, the
      // first receives the join event.
      assertThat(one.receiveText()).contains("ann");
      assertThat(two.receiveText()).contains("ann");
      try (RawClient again = server.rawClient().upgraded("/chat/two", cookie);
          RawClient three = server.rawClient()) {
        assertThat(three.upgrade("/chat/three", cookie).response().status()).isEqualTo(429);
        assertThat(server.limitHits(Limit.ROOMS)).isEqualTo(1);
        again.sendText("hi");
        assertThat(two.receiveText()).isEqualTo("ann:hi");
      }
    }
  }

  @Test
  void roomsOfOneMemberAreLimited() {
    server.access.roomsPerMember(1);
    server.start();
    String cookie = server.signIn("ann");
    try (server;
        RawClient one = server.rawClient().upgraded("/chat/one", cookie);
        RawClient two = server.rawClient();
        RawClient again = server.rawClient()) {
      assertThat(one.receiveText()).contains("ann");
      assertThat(two.upgrade("/chat/two", cookie).response().status()).isEqualTo(429);
      assertThat(again.upgrade("/chat/one", cookie).response().status()).isEqualTo(101);
      assertThat(server.limitHits(Limit.ROOMS_PER_MEMBER)).isEqualTo(1);
    }
  }

  /** The last bytes of all handshakes arrive together, when none has joined. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void roomsAreLimitedAlsoForManyHandshakesAtOnce(boolean perMember) throws Exception {
    if (perMember) {
      server.access.roomsPerMember(5);
    } else {
      server.access.rooms(5);
    }
    server.start();
    String cookie = server.signIn("ann");
    List<RawClient> clients = new ArrayList<>();
    try (server;
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 60; i++) {
        String[] lines = handshake("/chat/room" + i, cookie);
        clients.add(server.rawClient().send(String.join("\r\n", lines)));
      }
      List<Future<Integer>> statuses =
          threads
              .invokeAll(
                  clients.stream()
                      .<Callable<Integer>>map(
                          client -> () -> client.send("\r\n\r\n").responseHead().status())
                      .toList())
              .stream()
              .toList();
      int upgraded = 0;
      for (Future<Integer> status : statuses) {
        assertThat(status.get()).isIn(101, 429);
        upgraded += status.get() == 101 ? 1 : 0;
      }
      assertThat(upgraded).isBetween(1, 5);
    } finally {
      clients.forEach(RawClient::close);
    }
  }

  private static String[] handshake(String path, String cookie) {
    return new String[] {
      "GET " + path + " HTTP/1.1",
      "Host: localhost",
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: " + RawClient.KEY,
      cookie
    };
  }

  @ParameterizedTest
  @MethodSource("idleFrames")
  void clientThatSendsFramesWithoutAnEndIsClosedWith1008(byte[] frame) {
    server.start();
    try (server;
        RawClient ann =
            server
                .rawClient()
                .upgraded("/chat", server.signIn("ann"), "Sec-WebSocket-Protocol: chat.v1")) {
      ann.send(ClientFrames.frame(ClientFrames.TEXT, new byte[0]));
      byte[][] frames = new byte[CommandHandler.MAX_IDLE_FRAMES + 1][];
      Arrays.fill(frames, frame);
      Thread.startVirtualThread(() -> ann.send(ClientFrames.join(frames)));
      assertThat(ann.closeCode()).isEqualTo(1008);
      assertThat(server.limitHits(Limit.RATE_VIOLATIONS)).isEqualTo(1);
    }
  }

  static Stream<byte[]> idleFrames() {
    return Stream.of(
        ClientFrames.ping(""),
        ClientFrames.frame(ClientFrames.FIN | ClientFrames.PONG, new byte[0]),
        ClientFrames.frame(ClientFrames.CONTINUATION, new byte[0]));
  }

  @Test
  void clientThatSendsTypingWithoutAnEndIsClosedWith1008() {
    server.start();
    try (server;
        RawClient ann =
            server
                .rawClient()
                .upgraded("/chat", server.signIn("ann"), "Sec-WebSocket-Protocol: chat.v1")) {
      byte[][] frames = new byte[CommandHandler.MAX_IDLE_FRAMES + 1][];
      Arrays.fill(frames, ClientFrames.text("{\"type\":\"typing\"}"));
      Thread.startVirtualThread(() -> ann.send(ClientFrames.join(frames)));
      assertThat(ann.closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void longNamesAreRefusedWithoutWork() {
    server.access.connectionsPerAddress(OptionalInt.of(100));
    server.access.signIns(OptionalInt.of(1));
    server.start();
    String marks = "%CC%80".repeat(5_000) + "%CC%96".repeat(5_000);
    try (server) {
      assertThat(server.post("/login", "nickname=x&room=a" + marks).status()).isEqualTo(400);
      assertThat(server.post("/login", "nickname=a" + marks).status()).isEqualTo(400);
      // That one was counted, and names are not looked at once there were too many.
      assertThat(server.post("/login", "nickname=a" + marks).status()).isEqualTo(429);
    }
  }

  @Test
  void messagesAndTheirSizesAreLimited() {
    server
        .messages
        .burst(3)
        .textLength(10)
        .messageSize(200)
        .pendingBytes(1 << 20)
        .writeTimeout(LONG);
    server.messages.perSecond(Optional.of(0.001));
    server.start();
    try (server;
        RawClient ann = server.connectRaw("ann")) {
      ann.sendText("12345678901");
      assertThat(ann.receiveText()).startsWith("! ");
      ann.sendText("one");
      ann.sendText("two");
      assertThat(ann.receiveText()).isEqualTo("ann:one");
      assertThat(ann.receiveText()).isEqualTo("ann:two");
      ann.sendText("three");
      assertThat(ann.receiveText()).startsWith("! ");
      ann.sendText("x".repeat(201));
      assertThat(ann.closeCode()).isEqualTo(1009);
      assertThat(server.limitHits(Limit.TEXT_LENGTH)).isEqualTo(1);
      assertThat(server.limitHits(Limit.MESSAGE_RATE)).isEqualTo(1);
      assertThat(server.limitHits(Limit.MESSAGE_SIZE)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", " ", "\u0000", "{}"})
  void clientThatKeepsExceedingTheRateIsClosedWith1008(String text) {
    server
        .messages
        .burst(1)
        .textLength(100)
        .messageSize(1_000)
        .pendingBytes(1 << 20)
        .writeTimeout(LONG);
    server.messages.perSecond(Optional.of(0.001));
    server.start();
    try (server;
        RawClient ann = server.connectRaw("ann")) {
      for (int i = 0; i < CommandHandler.MAX_REFUSALS + 2; i++) {
        ann.sendText(text);
      }
      assertThat(ann.closeCode()).isEqualTo(1008);
      assertThat(server.limitHits(Limit.RATE_VIOLATIONS)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"say\",\"id\":\"1\",\"text\":\" \"}",
        "{\"type\":\"edit\",\"id\":\"1\",\"of\":99,\"text\":\"x\"}",
        "{\"type\":\"delete\",\"id\":\"1\",\"of\":99}",
        "{\"type\":\"react\",\"id\":\"1\",\"of\":99,\"emoji\":\"x\",\"on\":true}",
        "{\"type\":\"unknown\",\"id\":\"1\"}",
        "no JSON"
      })
  void refusedFramesCountForTheRateUntilTheClientIsClosedWith1008(String frame) {
    server.messages.burst(1).perSecond(Optional.of(0.001));
    server.start();
    try (server;
        RawClient ann =
            server
                .rawClient()
                .upgraded("/chat", server.signIn("ann"), "Sec-WebSocket-Protocol: chat.v1")) {
      for (int i = 0; i < CommandHandler.MAX_REFUSALS + 2; i++) {
        ann.sendText(frame);
      }
      assertThat(ann.closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void requestLinesHeadersAndFormsAreLimited() {
    server
        .http
        .requestLineSize(300)
        .headerSize(1_000)
        .formSize(100)
        .headTimeout(LONG)
        .requestTimeout(LONG)
        .keepAlive(LONG)
        .tcpConnections(100);
    try (server) {
      server.start();
      assertThat(server.get("/" + "x".repeat(400)).status()).isEqualTo(414);
      assertThat(server.get("/", "X-Much: " + "x".repeat(1_200)).status()).isEqualTo(431);
      assertThat(server.post("/login", "nickname=" + "x".repeat(200)).status()).isEqualTo(413);
      assertThat(server.limitHits(Limit.ADDRESS_LENGTH)).isEqualTo(1);
      assertThat(server.limitHits(Limit.HEADER_SIZE)).isEqualTo(1);
      assertThat(server.limitHits(Limit.FORM_SIZE)).isEqualTo(1);
      assertThat(server.get("/health").status()).isEqualTo(200);
    }
  }

  @Test
  void clientThatStopsReadingIsCut() {
    server.messages.burst(1_000).pendingBytes(1 << 16).writeTimeout(LONG);
    server.start();
    try (server;
        RawClient stuckClient = server.connectRaw("still");
        RawClient ann = server.connectRaw("ann")) {
      String text = "x".repeat(4_000);
      for (int i = 0; server.metric("chat_cuts_total{reason=\"behind\"}") == 0; i++) {
        assertThat(i).isLessThan(10_000);
        // 10 messages, because ann must stay below the limit however late she reads them.
        for (int j = 0; j < 10; j++) {
          ann.sendText(text);
        }
        for (int j = 0; j < 10; j++) {
          ann.receiveTextContaining(text);
        }
      }
      assertThat(stuckClient.isClosed()).isTrue();
    }
  }
}

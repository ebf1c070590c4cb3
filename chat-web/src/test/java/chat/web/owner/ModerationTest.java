package chat.web.owner;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.Transcript;
import chat.core.log.Transcripts;
import chat.core.name.RoomName;
import chat.core.testing.Await;
import chat.web.testing.RawClient;
import chat.web.testing.RawResponse;
import chat.web.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The owner's actions by the API: kick, ban, mute, slow mode, close. */
class ModerationTest extends OwnerTestBase {
  private int statusOfConnecting(String path, String cookie) {
    try (RawClient client = server.rawClient()) {
      return client.upgrade(path, cookie).response().status();
    }
  }

  @Test
  void aKickedMemberIsClosedWith4002() {
    open();
    try (RawClient ann = server.connectRaw("Ann")) {
      run("kick", "member=" + idOf("Ann"));
      assertThat(ann.closeCode()).isEqualTo(4002);
    }
  }

  @Test
  void aBannedMemberIsRemovedAndStaysBannedAfterARestart() throws IOException {
    open();
    String cookie = server.signIn("Ann");
    try (RawClient ann = server.rawClient().upgraded("/chat", cookie)) {
      ann.receiveTextContaining("Ann");
      run("ban", "member=" + idOf("Ann") + "&for=1h");
      assertThat(ann.closeCode()).isEqualTo(4002);
    }
    assertThat(statusOfConnecting("/chat", cookie)).isEqualTo(403);
    var refused = server.get("/chat", cookie, "Accept-Language: en");
    assertThat(refused.body()).contains("owner");
    assertThat(refused.header("Chat-Why")).contains("banned");
    assertThat(server.get("/api/rooms/lobby/messages", cookie).status()).isEqualTo(403);
    assertThat(server.post("/login", "nickname=Anna", cookie).status()).isEqualTo(403);
    assertThat(statusOfConnecting("/chat", server.signIn("Ben"))).isEqualTo(101);

    restart();
    assertThat(statusOfConnecting("/chat", cookie)).isEqualTo(403);
    String member = Files.readString(folder.resolve("bans")).split(" ", 3)[1];
    run("unban", "member=" + member);
    assertThat(statusOfConnecting("/chat", cookie)).isEqualTo(101);
  }

  @Test
  void aRulingThatCannotBeKeptIsRefusedAndDoesNotApply() throws IOException {
    open();
    // A folder in the place of the file, so that it cannot be replaced.
    Files.createDirectories(folder.resolve("bans").resolve("full"));
    var refused = server.post("/api/owner/ban", "address=127.0.0.1&for=1h", BEARER);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(server.post("/login", "nickname=Ann").status()).isEqualTo(303);
  }

  @Test
  void anAddressBanAppliesToAllMembersThere() {
    open();
    String cookie = server.signIn("Ann");
    try (RawClient ann = server.rawClient().upgraded("/chat", cookie)) {
      ann.receiveTextContaining("Ann");
      run("ban", "address-of=" + idOf("Ann") + "&for=1h");
      assertThat(ann.closeCode()).isEqualTo(4002);
    }
    assertThat(statusOfConnecting("/chat", cookie)).isEqualTo(403);
    assertThat(server.post("/login", "nickname=Ben").status()).isEqualTo(403);
    run("unban", "address=127.0.0.1");
    assertThat(server.post("/login", "nickname=Ben").status()).isEqualTo(303);
  }

  @Test
  void aClientWithForgedHeadersDoesNotEvadeAnAddressBan() {
    server.trustedProxies = Set.of("127.0.0.1");
    open();
    String[] honest = {"X-Forwarded-For: 198.51.100.7"};
    String[] forged = {"X-Forwarded-For: 198.51.100.7", "Forwarded: for=203.0.113.1"};
    assertThat(server.post("/login", "nickname=Ann", forged).status()).isEqualTo(303);
    run("ban", "address=198.51.100.7&for=1h");
    assertThat(server.post("/login", "nickname=Ben", honest).status()).isEqualTo(403);
    assertThat(server.post("/login", "nickname=Ben", forged).status()).isEqualTo(403);
    assertThat(server.post("/login", "nickname=Ben", "X-Forwarded-For: 203.0.113.1").status())
        .isEqualTo(303);
  }

  @Test
  void onlyTheMutedMemberIsRefused() {
    open();
    try (RawClient ann = server.connectRaw("Ann");
        RawClient ben = server.connectRaw("Ben")) {
      String id = idOf("Ann");
      run("mute", "member=" + id + "&for=1h");
      ann.receiveTextContaining("Ben");
      ann.sendText("hello?");
      assertThat(ann.receiveText()).startsWith("! ");
      ben.sendText("quiet");
      assertThat(ann.receiveText()).isEqualTo("Ben:quiet");
      run("unmute", "member=" + id);
      ann.sendText("hello!");
      assertThat(ben.receiveTextContaining("Ann")).isEqualTo("Ann:hello!");
    }
  }

  @Test
  void slowModeLimitsEachMemberSeparately() {
    open();
    String json = "Sec-WebSocket-Protocol: chat.v1";
    try (RawClient ann = server.rawClient().upgraded("/chat", server.signIn("Ann"), json);
        RawClient ben = server.connectRaw("Ben")) {
      ann.receiveTextContaining("welcome");
      run("slow", "room=lobby&for=1h");
      ann.sendText("{\"type\":\"say\",\"id\":\"1\",\"text\":\"one\"}");
      ann.receiveTextContaining("\"ack\"");
      ann.sendText("{\"type\":\"say\",\"id\":\"2\",\"text\":\"two\"}");
      assertThat(ann.receiveTextContaining("refused")).contains("\"slow\"", "\"retryAfter\":3");
      ben.sendText("me");
      assertThat(ben.receiveTextContaining("me")).isEqualTo("Ben:me");
      run("slow", "room=lobby&for=0s");
      ann.sendText("{\"type\":\"say\",\"id\":\"2\",\"text\":\"two\"}");
      assertThat(ben.receiveTextContaining("two")).isEqualTo("Ann:two");
    }
  }

  @Test
  void slowModeOutlivesARestartUntilTheOwnerEndsIt() throws IOException {
    open();
    run("slow", "room=lobby&for=1h");
    run("slow", "room=den&for=5s");
    run("slow", "room=den&for=0s");

    restart();

    try (RawClient ann = server.connectRaw("Ann");
        RawClient ben = server.connectRaw("Ben")) {
      ann.sendText("one");
      assertThat(ben.receiveTextContaining("one")).isEqualTo("Ann:one");
      ann.sendText("two");
      ann.receiveTextContaining("! ");
      assertThat(server.get("/api/owner", BEARER).body()).contains("\"pause\":3600");
      run("slow", "room=lobby&for=0s");
      ann.sendText("three");
      assertThat(ben.receiveText()).isEqualTo("Ann:three");
    }

    restart();

    // One line end: a file of 0 bytes would be taken for a damaged one.
    assertThat(folder.resolve("slow-rooms")).hasContent("\n");
  }

  @Test
  void aClosedRoomClosesWith4003AndRefusesClientsUntilOpened() {
    open();
    String cookie = server.signIn("Ann");
    try (RawClient ann = server.rawClient().upgraded("/chat/den", cookie)) {
      ann.receiveTextContaining("Ann");
      run("close", "room=den&for=1h");
      assertThat(ann.closeCode()).isEqualTo(4003);
    }
    assertThat(statusOfConnecting("/chat/den", cookie)).isEqualTo(403);
    assertThat(statusOfConnecting("/chat", cookie)).isEqualTo(101);
    run("open", "room=den");
    assertThat(statusOfConnecting("/chat/den", cookie)).isEqualTo(101);
  }

  @Test
  void addressBanAppliesToAMemberWhoHasLeft() {
    open();
    String cookie = server.signIn("Ann");
    String id;
    try (RawClient ann = server.rawClient().upgraded("/chat", cookie)) {
      ann.receiveTextContaining("Ann");
      id = idOf("Ann");
    }
    Await.until("Ann has left", () -> !server.get("/api/owner", BEARER).body().contains("Ann"));

    run("ban", "address-of=" + id + "&for=1h");

    assertThat(statusOfConnecting("/chat", cookie)).isEqualTo(403);
    assertThat(server.post("/login", "nickname=Ben").status()).isEqualTo(403);
  }

  @Test
  void memberWhoHasLeftIsBannedAndMuted() {
    open();
    String cookie = server.signIn("Ann");
    String id;
    try (RawClient ann = server.rawClient().upgraded("/chat", cookie)) {
      ann.receiveTextContaining("Ann");
      id = idOf("Ann");
    }
    Await.until("Ann has left", () -> !server.get("/api/owner", BEARER).body().contains("Ann"));

    run("mute", "member=" + id + "&for=1h");
    run("ban", "member=" + id + "&for=1h");

    assertThat(statusOfConnecting("/chat", cookie)).isEqualTo(403);
  }

  /** A log that outlives a restart of the server. */
  private record DurableLog(Transcripts memory) implements Transcripts {
    @Override
    public Transcript open(RoomName room) {
      return memory.open(room);
    }

    @Override
    public List<RoomName> rooms() {
      return memory.rooms();
    }

    @Override
    public void close() {}
  }

  @Test
  void memberWhoHasWrittenAMessageIsBannedAfterARestart() {
    server.transcripts = new DurableLog(server.transcripts);
    open();
    String cookie = server.signIn("Ann");
    String id;
    try (RawClient ann = server.rawClient().upgraded("/chat", cookie)) {
      ann.receiveTextContaining("Ann");
      ann.sendText("an advertisement");
      ann.receiveTextContaining("advertisement");
      id = idOf("Ann");
    }

    restart();
    run("ban", "member=" + id + "&for=1h");

    assertThat(statusOfConnecting("/chat", cookie)).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ban member=x",
        "ban member=x&for=long",
        "ban member=../x&for=1h",
        "ban address=nowhere&for=1h",
        "ban for=1h",
        "close room=a/b&for=1h",
        "mute for=1h",
        "kick member=",
        "ban member=x&for=0s",
        "mute member=x&for=0s",
        "close room=a&for=0s",
        "unban x=y",
        "delete x=y",
        "delete seq=1",
        "delete room=lobby",
        "delete room=lobby&seq=x",
        "delete room=lobby&seq=0",
        "delete member=../x",
        "delete room=a/b&member=x",
        "dance room=lobby"
      })
  void invalidFieldsAreABadRequest(String line) {
    open();
    String[] parts = line.split(" ", 2);
    assertThat(server.post("/api/owner/" + parts[0], parts[1], BEARER).status()).isEqualTo(400);
  }

  @Test
  void actionOnAMemberWhoIsNotConnectedIsAnswered404() {
    open();
    for (String line :
        List.of(
            "kick member=nobody",
            "ban member=nobody&for=1h",
            "ban address-of=nobody&for=1h",
            "mute member=nobody&for=1h",
            "delete member=nobody",
            "delete member=nobody&room=lobby",
            "delete room=lobby&seq=1")) {
      assertThat(post(line).status()).as(line).isEqualTo(404);
    }
    assertThat(server.get("/api/owner", BEARER).body()).contains("\"bans\":[]");
  }

  private RawResponse post(String line, String... headers) {
    String[] parts = line.split(" ", 2);
    List<String> all = new ArrayList<>(List.of(headers));
    all.add(BEARER);
    return server.post("/api/owner/" + parts[0], parts[1], all.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ban member=x              | “for” takes a time such as 30s
          ban member=x&for=1x       | “for” takes a time such as 30s
          ban member=x&for=0s       | only slow mode takes 0s
          slow room=lobby           | “for” takes a time such as 30s
          kick x=y                  | “member” takes the id
          mute member=a+b&for=1h    | “member” takes the id
          ban address-of=&for=1h    | “address-of” takes the id
          ban address=here&for=1h   | “address” takes an IP address
          ban for=1h                | “member” and “address”
          close room=a/b&for=1h     | “room” takes a room’s name
          open x=y                  | “room” takes a room’s name
          delete room=lobby&seq=one | “seq” takes the number
          delete room=lobby         | “room” and “seq”
          dance room=lobby          | no such action
          """)
  void refusalNamesTheFieldAndWhatItTakes(String line, String sentence) {
    open();
    RawResponse refused = post(line, "Accept-Language: en");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains(sentence);
    String[] parts = line.split(" ", 2);
    String key = "key=" + TestServer.encoded(TestServer.OWNER_KEY);
    String cookie = "Cookie: " + server.post("/owner/sign-in", key).cookie();
    refused =
        server.post(
            "/owner/" + parts[0], parts[1], cookie, "Accept-Language: en", "Accept: text/html");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains(sentence);
  }

  @Test
  void refusalOfAWrongKeySpeaksOfTheKey() {
    open();
    var refused = server.get("/api/owner", "Authorization: Bearer wrong", "Accept-Language: en");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.body()).contains("owner’s key");
  }
}

package chat.web.owner;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    assertThat(Files.readString(folder.resolve("slow-rooms"))).isEmpty();
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
    assertThat(server.post("/api/owner/kick", "member=nobody", BEARER).status()).isEqualTo(404);
    assertThat(server.post("/api/owner/ban", "address-of=nobody&for=1h", BEARER).status())
        .isEqualTo(404);
  }

  @Test
  void refusalOfAWrongKeySpeaksOfTheKey() {
    open();
    var refused = server.get("/api/owner", "Authorization: Bearer wrong", "Accept-Language: en");
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.body()).contains("owner’s key");
  }
}

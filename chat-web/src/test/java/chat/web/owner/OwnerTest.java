package chat.web.owner;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.RawClient;
import chat.web.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The owner's hand: kick, ban, mute, slow down, close; and nobody else's. */
@Tag("server")
@Timeout(60)
class OwnerTest {
  private static final String BEARER = "Authorization: Bearer " + TestServer.OWNER_KEY;

  @TempDir Path folder;
  private final TestServer server = new TestServer();

  private void open() {
    server.folder = Optional.of(folder);
    server.start();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void act(String act, String form) {
    assertThat(server.post("/api/owner/" + act, form, BEARER).status()).isEqualTo(204);
  }

  private String idOf(String nickname) {
    String members = server.get("/api/owner", BEARER).body();
    Matcher id =
        Pattern.compile("\"id\":\"([^\"]+)\",\"name\":\"" + nickname + "\"").matcher(members);
    assertThat(id.find()).as(members).isTrue();
    return id.group(1);
  }

  private int statusOfConnecting(String path, String cookie) {
    try (RawClient stranger = server.rawClient()) {
      return stranger.upgrade(path, cookie).response().status();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Authorization: Bearer ",
        "Authorization: Bearer wrong",
        "Cookie: chat-owner=x"
      })
  void withoutTheKeyNothingCanBeDone(String header) {
    open();
    String[] headers = header.isEmpty() ? new String[0] : new String[] {header};
    assertThat(server.get("/api/owner", headers).status()).isEqualTo(401);
    assertThat(server.post("/api/owner/close", "room=lobby&for=1h", headers).status())
        .isEqualTo(401);
    assertThat(server.post("/owner/close", "room=lobby&for=1h", headers).status()).isEqualTo(401);
  }

  @Test
  void aMembersCookieIsNoOwnersCookie() {
    open();
    String value = server.signIn("Ann").replace("Cookie: chat=", "");
    assertThat(server.get("/api/owner", "Cookie: chat-owner=" + value).status()).isEqualTo(401);
  }

  @Test
  void whoIsKickedIsClosedWith4002AndMayComeBack() {
    open();
    try (RawClient ann = server.connectRaw("Ann")) {
      act("kick", "member=" + idOf("Ann"));
      assertThat(ann.closeCode()).isEqualTo(4002);
    }
  }

  @Test
  void whoIsBannedIsRemovedAndStaysOutAfterARestart() throws IOException {
    open();
    String cookie = server.signIn("Ann");
    try (RawClient ann = server.rawClient().upgraded("/chat", cookie)) {
      ann.receiveTextContaining("Ann");
      act("ban", "member=" + idOf("Ann") + "&for=1h");
      assertThat(ann.closeCode()).isEqualTo(4002);
    }
    assertThat(statusOfConnecting("/chat", cookie)).isEqualTo(403);
    var why = server.get("/chat", cookie, "Accept-Language: en");
    assertThat(why.body()).contains("owner");
    assertThat(why.header("Chat-Why")).contains("banned");
    assertThat(server.get("/api/rooms/lobby/messages", cookie).status()).isEqualTo(403);
    assertThat(server.post("/login", "nickname=Anna", cookie).status()).isEqualTo(403);
    assertThat(statusOfConnecting("/chat", server.signIn("Ben"))).isEqualTo(101);

    server.close();
    server.start();
    assertThat(statusOfConnecting("/chat", cookie)).isEqualTo(403);
    String member = Files.readString(folder.resolve("bans")).split(" ", 3)[1];
    act("unban", "member=" + member);
    assertThat(statusOfConnecting("/chat", cookie)).isEqualTo(101);
  }

  @Test
  void aBanOfAnAddressHoldsForEverybodyThere() {
    open();
    String cookie = server.signIn("Ann");
    try (RawClient ann = server.rawClient().upgraded("/chat", cookie)) {
      ann.receiveTextContaining("Ann");
      act("ban", "address-of=" + idOf("Ann") + "&for=1h");
      assertThat(ann.closeCode()).isEqualTo(4002);
    }
    assertThat(statusOfConnecting("/chat", cookie)).isEqualTo(403);
    assertThat(server.post("/login", "nickname=Ben").status()).isEqualTo(403);
    act("unban", "address=127.0.0.1");
    assertThat(server.post("/login", "nickname=Ben").status()).isEqualTo(303);
  }

  @Test
  void whoMakesHeadersUpDoesNotHideBehindTheProxysAddress() {
    server.trustedProxies = java.util.Set.of("127.0.0.1");
    open();
    String[] honest = {"X-Forwarded-For: 198.51.100.7"};
    String[] forged = {"X-Forwarded-For: 198.51.100.7", "Forwarded: for=203.0.113.1"};
    assertThat(server.post("/login", "nickname=Ann", forged).status()).isEqualTo(303);
    act("ban", "address=198.51.100.7&for=1h");
    assertThat(server.post("/login", "nickname=Ben", honest).status()).isEqualTo(403);
    assertThat(server.post("/login", "nickname=Ben", forged).status()).isEqualTo(403);
    assertThat(server.post("/login", "nickname=Ben", "X-Forwarded-For: 203.0.113.1").status())
        .isEqualTo(303);
  }

  @Test
  void whoIsMutedIsToldForHowLongAndOthersAreNot() {
    open();
    try (RawClient ann = server.connectRaw("Ann");
        RawClient ben = server.connectRaw("Ben")) {
      String id = idOf("Ann");
      act("mute", "member=" + id + "&for=1h");
      ann.receiveTextContaining("Ben");
      ann.sendText("hello?");
      assertThat(ann.receiveText()).startsWith("! ");
      ben.sendText("quiet");
      assertThat(ann.receiveText()).isEqualTo("Ben:quiet");
      act("unmute", "member=" + id);
      ann.sendText("hello!");
      assertThat(ben.receiveTextContaining("Ann")).isEqualTo("Ann:hello!");
    }
  }

  @Test
  void whoIsMutedStaysSoAfterARestartUntilTheOwnerEndsItOnThePage() {
    open();
    String cookie = server.signIn("Ann");
    String id;
    try (RawClient ann = server.rawClient().upgraded("/chat", cookie)) {
      ann.receiveTextContaining("Ann");
      id = idOf("Ann");
      act("mute", "member=" + id + "&for=1h");
    }

    server.close();
    server.start();

    try (RawClient ann = server.rawClient().upgraded("/chat", cookie)) {
      ann.receiveTextContaining("Ann");
      ann.sendText("hello?");
      assertThat(ann.receiveText()).startsWith("! ");
      String owner = ownersCookie();
      assertThat(server.get("/owner", owner).body())
          .contains("action=\"/owner/unmute\"", "name=\"member\" value=\"" + id + "\"");
      assertThat(server.post("/owner/unmute", "member=" + id, owner).status()).isEqualTo(303);
      ann.sendText("hello!");
      assertThat(ann.receiveTextContaining("hello!")).isEqualTo("Ann:hello!");
    }

    server.close();
    server.start();

    assertThat(server.get("/owner", ownersCookie()).body()).doesNotContain("/owner/unmute");
  }

  private String ownersCookie() {
    var signedIn = server.post("/owner/sign-in", "key=" + TestServer.encoded(TestServer.OWNER_KEY));
    return "Cookie: " + signedIn.cookie();
  }

  @Test
  void inASlowRoomEverybodyWaitsForTheirTurn() {
    open();
    String json = "Sec-WebSocket-Protocol: chat.v1";
    try (RawClient ann = server.rawClient().upgraded("/chat", server.signIn("Ann"), json);
        RawClient ben = server.connectRaw("Ben")) {
      ann.receiveTextContaining("welcome");
      act("slow", "room=lobby&for=1h");
      ann.sendText("{\"type\":\"say\",\"id\":\"1\",\"text\":\"one\"}");
      ann.receiveTextContaining("\"ack\"");
      ann.sendText("{\"type\":\"say\",\"id\":\"2\",\"text\":\"two\"}");
      assertThat(ann.receiveTextContaining("refused")).contains("too-fast", "\"retryAfter\":3");
      ben.sendText("me");
      assertThat(ben.receiveTextContaining("me")).isEqualTo("Ben:me");
      act("slow", "room=lobby&for=0s");
      ann.sendText("{\"type\":\"say\",\"id\":\"2\",\"text\":\"two\"}");
      assertThat(ben.receiveTextContaining("two")).isEqualTo("Ann:two");
    }
  }

  @Test
  void aRoomStaysSlowAfterARestartUntilTheOwnerEndsIt() throws IOException {
    open();
    act("slow", "room=lobby&for=1h");
    act("slow", "room=den&for=5s");
    act("slow", "room=den&for=0s");

    server.close();
    server.start();

    try (RawClient ann = server.connectRaw("Ann");
        RawClient ben = server.connectRaw("Ben")) {
      ann.sendText("one");
      assertThat(ben.receiveTextContaining("one")).isEqualTo("Ann:one");
      ann.sendText("two");
      ann.receiveTextContaining("! ");
      assertThat(server.get("/api/owner", BEARER).body()).contains("\"pause\":3600");
      act("slow", "room=lobby&for=0s");
      ann.sendText("three");
      assertThat(ben.receiveText()).isEqualTo("Ann:three");
    }

    server.close();
    server.start();

    assertThat(Files.readString(folder.resolve("slow-rooms"))).isEmpty();
  }

  @Test
  void aClosedRoomIsLeftWith4003AndEnteredByNobodyUntilItIsOpened() {
    open();
    String cookie = server.signIn("Ann");
    try (RawClient ann = server.rawClient().upgraded("/chat/den", cookie)) {
      ann.receiveTextContaining("Ann");
      act("close", "room=den&for=1h");
      assertThat(ann.closeCode()).isEqualTo(4003);
    }
    assertThat(statusOfConnecting("/chat/den", cookie)).isEqualTo(403);
    assertThat(statusOfConnecting("/chat", cookie)).isEqualTo(101);
    act("open", "room=den");
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
  void whatCannotBeUnderstoodIsABadRequest(String line) {
    open();
    String[] parts = line.split(" ", 2);
    assertThat(server.post("/api/owner/" + parts[0], parts[1], BEARER).status()).isEqualTo(400);
  }

  @Test
  void thePageAsksForTheKeyThenShowsWhoIsWhereWithAllNamesAsText() {
    open();
    assertThat(server.get("/owner", "Accept-Language: en").body()).contains("name=\"key\"");
    assertThat(server.post("/owner/sign-in", "key=wrong").status()).isEqualTo(403);

    var signedIn = server.post("/owner/sign-in", "key=" + TestServer.encoded(TestServer.OWNER_KEY));
    assertThat(signedIn.status()).isEqualTo(303);
    assertThat(signedIn.header("Set-Cookie").orElseThrow()).contains("HttpOnly", "Strict");
    String cookie = "Cookie: " + signedIn.cookie();
    try (RawClient ann = server.connectRaw("<b>Ann</b>")) {
      String page = server.get("/owner", cookie, "Accept-Language: en").body();
      assertThat(page)
          .contains("&lt;b&gt;Ann&lt;/b&gt;", "Mute", "Ban")
          .doesNotContain("<b>Ann", "<script>", "style=");
      String id = page.replaceFirst("(?s).*name=\"member\" value=\"([^\"]+)\".*", "$1");
      assertThat(server.post("/owner/kick", "member=" + id + "&for=1h", cookie).status())
          .isEqualTo(303);
      assertThat(ann.closeCode()).isEqualTo(4002);
    }
    var signedOut = server.post("/owner/sign-out", "", cookie);
    assertThat(signedOut.status()).isEqualTo(303);
    assertThat(signedOut.header("Set-Cookie").orElseThrow())
        .startsWith("chat-owner=;")
        .contains("1970");
  }

  @Test
  void aPageElsewhereCannotUseTheOwnersCookie() {
    open();
    var signedIn = server.post("/owner/sign-in", "key=" + TestServer.encoded(TestServer.OWNER_KEY));
    String cookie = "Cookie: " + signedIn.cookie();
    String elsewhere = "Origin: https://evil.example";
    assertThat(server.post("/owner/close", "room=lobby&for=1h", cookie, elsewhere).status())
        .isEqualTo(403);
    assertThat(server.post("/api/owner/close", "room=lobby&for=1h", cookie, elsewhere).status())
        .isEqualTo(403);
    assertThat(server.get("/api/owner", cookie, elsewhere).status()).isEqualTo(403);
  }
}

package chat.web.owner;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.RawClient;
import chat.web.testing.TestServer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The owner's key, cookie and page. */
class OwnerPageTest extends OwnerTestBase {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Authorization: Bearer ",
        "Authorization: Bearer wrong",
        "Cookie: chat-owner=x"
      })
  void requestsWithoutTheKeyAreUnauthorized(String header) {
    open();
    String[] headers = header.isEmpty() ? new String[0] : new String[] {header};
    assertThat(server.get("/api/owner", headers).status()).isEqualTo(401);
    assertThat(server.post("/api/owner/close", "room=lobby&for=1h", headers).status())
        .isEqualTo(401);
    assertThat(server.post("/owner/close", "room=lobby&for=1h", headers).status()).isEqualTo(401);
  }

  @Test
  void aMemberCookieIsNoOwnerCookie() {
    open();
    String value = server.signIn("Ann").replace("Cookie: chat=", "");
    assertThat(server.get("/api/owner", "Cookie: chat-owner=" + value).status()).isEqualTo(401);
  }

  @Test
  void thePageAsksForTheKeyAndShowsMembersWithEscapedNames() {
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
  void aMuteOutlivesARestartUntilThePageEndsIt() {
    open();
    String cookie = server.signIn("Ann");
    String id;
    try (RawClient ann = server.rawClient().upgraded("/chat", cookie)) {
      ann.receiveTextContaining("Ann");
      id = idOf("Ann");
      run("mute", "member=" + id + "&for=1h");
    }

    restart();

    try (RawClient ann = server.rawClient().upgraded("/chat", cookie)) {
      ann.receiveTextContaining("Ann");
      ann.sendText("hello?");
      assertThat(ann.receiveText()).startsWith("! ");
      String owner = ownerCookie();
      assertThat(server.get("/owner", owner).body())
          .contains("action=\"/owner/unmute\"", "name=\"member\" value=\"" + id + "\"");
      assertThat(server.post("/owner/unmute", "member=" + id, owner).status()).isEqualTo(303);
      ann.sendText("hello!");
      assertThat(ann.receiveTextContaining("hello!")).isEqualTo("Ann:hello!");
    }

    restart();

    assertThat(server.get("/owner", ownerCookie()).body()).doesNotContain("/owner/unmute");
  }

  @Test
  void thePageNamesMembersAndTimesAsPeopleReadThemAndAsksBeforeABan() {
    open();
    String owner = ownerCookie();
    try (RawClient ann = server.connectRaw("Ann")) {
      String id = idOf("Ann");
      String page = server.get("/owner", owner, "Accept-Language: en").body();
      assertThat(page)
          .contains(">10 minutes</option>", ">1 day</option>", "Ban Ann?")
          .doesNotContain(">10m<", ">1d<");
      assertThat(server.get("/owner", owner, "Accept-Language: zh").body())
          .contains(">10 分钟</option>");
      run("ban", "member=" + id + "&for=1h");
      run("close", "room=den&for=1d");
      assertThat(ann.closeCode()).isEqualTo(4002);

      page = server.get("/owner", owner, "Accept-Language: en").body();
      assertThat(page)
          .contains(">Ann</bdi>", ">ends in 1 hour</time>", ">den</bdi>", ">ends in 1 day</time>")
          .doesNotContain(">" + id + "<");
      assertThat(server.get("/owner", owner, "Accept-Language: zh").body())
          .contains("管理", ">还剩 1 小时</time>")
          .doesNotContain("主人");
    }
  }

  @Test
  void thePageDeletesAllMessagesOfAMemberAndAsksFirst() {
    open();
    String owner = ownerCookie();
    try (RawClient ann = server.connectRaw("Ann")) {
      ann.sendText("an advertisement");
      ann.receiveTextContaining("advertisement");
      assertThat(server.get("/owner", owner, "Accept-Language: en").body())
          .contains("Delete all messages of Ann, in all rooms?", "formaction=\"/owner/delete\"");
      String form = "member=" + idOf("Ann") + "&for=1h";
      assertThat(server.post("/owner/delete", form, owner).status()).isEqualTo(303);

      var nothingLeft =
          server.post("/owner/delete", form, owner, "Accept-Language: en", "Accept: text/html");
      assertThat(nothingLeft.status()).isEqualTo(404);
      assertThat(nothingLeft.body()).contains("no message of this member");
    }
    String cookie = server.signIn("Ben");
    assertThat(server.get("/api/rooms/lobby/messages", cookie).body())
        .contains("\"deleted\":true")
        .doesNotContain("advertisement");
  }

  @Test
  void aPageOfAnotherSiteCannotUseTheOwnerCookie() {
    open();
    String cookie = ownerCookie();
    String elsewhere = "Origin: https://evil.example";
    assertThat(server.post("/owner/close", "room=lobby&for=1h", cookie, elsewhere).status())
        .isEqualTo(403);
    assertThat(server.post("/api/owner/close", "room=lobby&for=1h", cookie, elsewhere).status())
        .isEqualTo(403);
    assertThat(server.get("/api/owner", cookie, elsewhere).status()).isEqualTo(403);
  }

  @Test
  void thePageMakesABotAndShowsItsTokenOnce() {
    server.programs.webhooksToPrivate(true);
    open();
    String owner = ownerCookie();
    String form = "name=%3Ci%3EHelper&url=" + TestServer.encoded("http://127.0.0.1:1/x?a=1&b=2");
    var made = server.post("/owner/add-bot", form, owner, "Accept-Language: en");
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    assertThat(made.header("Cache-Control")).hasValue("no-store");
    assertThat(made.body())
        .contains(
            "&lt;i&gt;Helper has been added.",
            "Token",
            "Signing secret",
            "http://127.0.0.1:1/x?a=1&amp;b=2")
        .doesNotContain("<i>");
    var shown = Pattern.compile("<code>([^<]+)</code>").matcher(made.body());
    assertThat(shown.find()).isTrue();
    String token = shown.group(1);
    assertThat(shown.find()).isTrue();
    String secret = shown.group(1);
    assertThat(server.get("/api/me/rooms", "Authorization: Bearer " + token).status())
        .isEqualTo(200);

    String page = server.get("/owner", owner, "Accept-Language: zh").body();
    assertThat(page).contains("机器人和钩子", "&lt;i&gt;Helper").doesNotContain(token, secret);
    var again = server.post("/owner/add-bot", form, owner, "Accept-Language: en");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.body()).contains("role=\"alert\"").doesNotContain(token, secret, "<code>");

    String id = page.replaceFirst("(?s).*revoke-bot.*?name=\"id\" value=\"([^\"]+)\".*", "$1");
    assertThat(server.post("/owner/revoke-bot", "id=" + id, owner).status()).isEqualTo(303);
    assertThat(server.get("/owner", owner).body()).doesNotContain("Helper");
    assertThat(server.post("/owner/revoke-bot", "id=" + id, owner).status()).isEqualTo(404);
    assertThat(server.get("/api/me/rooms", "Authorization: Bearer " + token).status())
        .isEqualTo(401);
  }

  @Test
  void thePageMakesAHookAndShowsItsAddressOnce() {
    open();
    String owner = ownerCookie();
    var made = server.post("/owner/add-hook", "name=Alerts&room=tea", owner);
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    String url = made.body().replaceFirst("(?s).*<code>([^<]+)</code>.*", "$1");
    assertThat(url).startsWith("http://localhost").contains("/hooks/");
    String path = url.substring(url.indexOf("/hooks/"));
    assertThat(server.post(path, "payload=%7B%22text%22%3A%22hi%22%7D").status()).isEqualTo(200);
    String page = server.get("/owner", owner).body();
    assertThat(page).contains("Alerts").doesNotContain(path);
    String id = page.replaceFirst("(?s).*revoke-hook.*?name=\"id\" value=\"([^\"]+)\".*", "$1");
    assertThat(server.post("/owner/revoke-hook", "id=" + id, owner).status()).isEqualTo(303);
    assertThat(server.post(path, "payload=%7B%22text%22%3A%22hi%22%7D").status()).isEqualTo(404);
  }

  @Test
  void thePageSaysWhyAProgramIsNotMade() {
    open();
    String owner = ownerCookie();
    String english = "Accept-Language: en";
    String loopback = "name=Helper&url=" + TestServer.encoded("http://127.0.0.1/");
    assertThat(server.post("/owner/add-bot", loopback, owner, english).body())
        .contains("--webhooks-to-private");
    assertThat(server.post("/owner/add-bot", "name=Helper&url=x", owner, english).body())
        .contains("http:// or https://");
    assertThat(server.post("/owner/add-hook", "name=CI&room=a.b", owner, english).body())
        .contains("takes a room’s name");
    assertThat(server.post("/owner/add-bot", "name=admin", owner, english).body())
        .contains("spoke for the house");
    assertThat(server.post("/owner/add-bot", "name=Helper", english).status()).isEqualTo(401);
    assertThat(
            server.post("/owner/add-bot", "name=A", owner, "Origin: https://evil.example").status())
        .isEqualTo(403);
    assertThat(server.get("/api/owner/bots", BEARER).body()).isEqualTo("{\"bots\":[]}");
  }

  private String ownerCookie() {
    var signedIn = server.post("/owner/sign-in", "key=" + TestServer.encoded(TestServer.OWNER_KEY));
    return "Cookie: " + signedIn.cookie();
  }
}

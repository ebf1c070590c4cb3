package chat.web.owner;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.RawClient;
import chat.web.testing.TestServer;
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

  private String ownerCookie() {
    var signedIn = server.post("/owner/sign-in", "key=" + TestServer.encoded(TestServer.OWNER_KEY));
    return "Cookie: " + signedIn.cookie();
  }
}

package chat.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.RawClient;
import chat.web.testing.RawResponse;
import chat.web.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in by a link and by the form, and the addresses of rooms in a browser. */
@Tag("server")
@Timeout(90)
class SignInPageTest {
  private static final String BROWSER = "Accept: text/html,*/*;q=0.8";
  private static TestServer server;

  @BeforeAll
  static void open() {
    server = TestServer.open();
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static String link(String nickname) {
    return "/login?nickname=" + nickname;
  }

  private static int statusOfForm(String nickname) {
    return server.post("/login", "nickname=" + nickname).status();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-Purpose: prefetch",
        "Sec-Purpose: prefetch;prerender",
        "Purpose: prefetch",
        "X-Moz: prefetch",
        "Sec-Fetch-Dest: image",
        "Sec-Fetch-Dest: iframe",
        "Sec-Fetch-Dest: empty",
        "Sec-Fetch-Dest: Document",
      })
  void requestThatIsNoNavigationGetsTheSignInPageAndClaimsNothing(String header) {
    RawResponse response = server.get(link("Nora"), header, BROWSER);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).contains("action=\"/login\"");
    assertThat(response.header("Set-Cookie")).isEmpty();
    // Another link would not get it if it were claimed.
    String name = "Free" + Integer.toHexString(header.hashCode());
    server.get(link(name), header);
    assertThat(server.get(link(name)).status()).isEqualTo(200);
  }

  @Test
  void headClaimsNothing() {
    try (RawClient client = server.rawClient()) {
      RawResponse head = client.request("HEAD", link("Hedda")).responseHead();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Set-Cookie")).isEmpty();
    }
    assertThat(server.get(link("Hedda")).status()).isEqualTo(200);
  }

  @Test
  void navigationByALinkSignsIn() {
    RawResponse response = server.get(link("Lina"), "Sec-Fetch-Dest: document", BROWSER);
    assertThat(response.status()).isEqualTo(200);
    assertThat(server.connectAs("Cookie: " + response.cookie(), "/chat")).isNotNull();
  }

  @Test
  void nicknameOfALinkThatHasNotConnectedYieldsToTheForm() {
    String unfurler = "Cookie: " + server.get(link("Yara")).cookie();
    assertThat(server.get(link("Yara")).status()).isEqualTo(409);
    assertThat(statusOfForm("Yara")).isEqualTo(303);
    try (RawClient client = server.rawClient()) {
      assertThat(client.upgrade("/chat", unfurler).response().status()).isEqualTo(409);
    }
  }

  @Test
  void nicknameOfALinkThatHasConnectedDoesNotYield() {
    String cookie = "Cookie: " + server.get(link("Zora")).cookie();
    var client = server.connectAs(cookie, "/chat");
    assertThat(client).isNotNull();
    assertThat(statusOfForm("Zora")).isEqualTo(409);
  }

  @Test
  void aRoomsAddressMayEndInASlash() {
    String cookie = server.signIn("Slash");
    assertThat(server.get("/rooms/lobby/", cookie).status()).isEqualTo(200);
    assertThat(server.get("/rooms/lobby/").header("Location")).hasValue("/?room=lobby");
    assertThat(server.get("/rooms//", cookie).status()).isEqualTo(404);
  }

  @Test
  void browserThatBlocksCookiesIsToldSo() {
    String here = "Referer: http://localhost:" + server.port();
    for (String page : new String[] {"/", "/login", "/?room=tea"}) {
      assertThat(server.get("/rooms/tea", here + page).header("Location"))
          .hasValue("/?room=tea&problem=cookies");
    }
    assertThat(server.get("/?room=tea&problem=cookies", "Accept-Language: en").body())
        .contains("blocks cookies", "value=\"tea\"");
    assertThat(server.get("/?room=tea&problem=other", "Accept-Language: en").body())
        .doesNotContain("blocks cookies");
    // A cookie that has expired, a link of another page, an address that was typed.
    assertThat(server.get("/rooms/tea", here + "/", "Cookie: chat=old").header("Location"))
        .hasValue("/?room=tea");
    assertThat(server.get("/rooms/tea", here + "/rooms/lobby").header("Location"))
        .hasValue("/?room=tea");
    assertThat(server.get("/rooms/tea").header("Location")).hasValue("/?room=tea");
  }

  @Test
  void theAddressOfAWebSocketIsAPageInABrowser() {
    String cookie = server.signIn("Browser");
    RawResponse page = server.get("/chat", cookie, BROWSER);
    assertThat(page.status()).isEqualTo(426);
    assertThat(page.header("Upgrade")).hasValue("websocket");
    assertThat(page.body()).contains("<html", "card-page");
    assertThat(server.get("/chat/lobby", BROWSER).body()).contains("<html");
    // The page's script asks with "Accept: */*" and gets a line.
    assertThat(server.get("/chat", cookie, "Accept: */*").body()).doesNotContain("<");
  }

  @Test
  void eachRefusalOfASignInHasItsCode() {
    assertThat(server.post("/login", "nickname=").header("Chat-Why"))
        .hasValueSatisfying(code -> assertThat(code).startsWith("nickname-"));
    assertThat(server.post("/login", "nickname=a", "Origin: http://other").header("Chat-Why"))
        .hasValue("origin");
    assertThat(server.get("/nothing", BROWSER).header("Chat-Why")).hasValue("not-found");
    assertThat(server.get("/chat").header("Chat-Why")).hasValue("sign-in");
    assertThat(server.get("/health").header("Chat-Why")).isEmpty();
  }
}

package chat.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.RawResponse;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A link signs a second device in as the same member; signing out everywhere ends both. */
@Tag("server")
@Timeout(60)
class DeviceSignInTest {
  private static final Pattern URL =
      Pattern.compile("\"url\":\"http://([^\"]+)\",\"expires\":\"([^\"]+)Z\",\"qr\":\"data:");

  private final TestServer server = TestServer.open();

  @AfterEach
  void close() {
    server.close();
  }

  /** The path of a new link, with the room in its query. */
  private String link(String cookie, String room) {
    RawResponse response = server.post("/api/me/device", "room=" + room, cookie);
    assertThat(response.status()).isEqualTo(200);
    Matcher url = URL.matcher(response.body());
    assertThat(url.find()).as(response.body()).isTrue();
    URI address = URI.create("http://" + url.group(1));
    return address.getRawPath() + (room.isEmpty() ? "" : '?' + address.getRawQuery());
  }

  @Test
  void linkSignsAnotherDeviceInAsTheSameMemberOnce() {
    String cookie = server.signIn("Ann");
    String link = link(cookie, "den");

    RawResponse page = server.get(link, "Accept: text/html");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains(">Ann</dd>");
    assertThat(page.header("Set-Cookie")).isEmpty();

    RawResponse signedIn = server.post(link, "");
    assertThat(signedIn.status()).isEqualTo(303);
    assertThat(signedIn.header("Location")).contains("/rooms/den");
    String phone = "Cookie: " + signedIn.cookie();
    try (TestClient desk = server.connectAs(cookie, "/chat");
        TestClient pocket = server.connectAs(phone, "/chat")) {
      assertThat(pocket.receive()).contains("\"you\":{\"id\":\"" + id(cookie) + '"');
      assertThat(desk.receive()).contains("\"count\":1");
    }

    RawResponse again = server.post(link, "");
    assertThat(again.status()).isEqualTo(410);
    assertThat(again.header("Set-Cookie")).isEmpty();
  }

  @Test
  void signingOutEverywhereEndsAllDevicesAndTheirLinks() {
    String cookie = server.signIn("Ann");
    String phone = "Cookie: " + server.post(link(cookie, ""), "").cookie();
    String unused = link(cookie, "");
    try (TestClient desk = server.connectAs(cookie, "/chat");
        TestClient pocket = server.connectAs(phone, "/chat/den")) {
      desk.receiveType("joined");
      pocket.receiveType("joined");

      assertThat(server.post("/logout", "everywhere=1", phone).status()).isEqualTo(303);

      assertThat(desk.awaitClose()).isEqualTo(4001);
      assertThat(pocket.awaitClose()).isEqualTo(4001);
    }
    assertThat(server.get("/chat", cookie).status()).isEqualTo(401);
    assertThat(server.get("/chat", phone).status()).isEqualTo(401);
    assertThat(server.post(unused, "").status()).isEqualTo(410);
    assertThat(server.post("/login", "nickname=Ann").status()).isEqualTo(303);
  }

  @Test
  void signingOutOnOneDeviceLeavesTheCookieOfTheOther() {
    String cookie = server.signIn("Ann");
    String phone = "Cookie: " + server.post(link(cookie, ""), "").cookie();
    server.post("/logout", "", phone);
    assertThat(server.get("/chat", cookie).status()).isEqualTo(426);
  }

  @Test
  void linkOfAFormerNicknameIsNotValid() {
    String cookie = server.signIn("Ann");
    String link = link(cookie, "");
    server.post("/login", "nickname=Anna", cookie);
    assertThat(server.post(link, "").status()).isEqualTo(410);
  }

  @Test
  void strangersAndOtherSitesGetNoLink() {
    assertThat(server.post("/api/me/device", "").status()).isEqualTo(401);
    String cookie = server.signIn("Ann");
    String elsewhere = "Origin: https://elsewhere.example";
    assertThat(server.post("/api/me/device", "", cookie, elsewhere).status()).isEqualTo(403);
    String link = link(cookie, "");
    assertThat(server.post(link, "", elsewhere).status()).isEqualTo(403);
    assertThat(server.post(link, "").status()).isEqualTo(303);
  }

  private static String id(String cookie) {
    return cookie.split("\\.", -1)[1];
  }
}

package chat.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.RawResponse;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signing out closes the connections and frees the nickname at once. */
@Tag("server")
@Timeout(60)
class SignOutTest {
  // So that a member leaves only by signing out.
  private final TestServer server =
      TestServer.open(config -> config.members.leaveGrace(Duration.ofHours(1)));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void closesAllConnectionsOfTheMemberAndNotifiesOthersAtOnce() {
    String cookie = server.signIn("Ann");
    try (TestClient tab = server.connectAs(cookie, "/chat");
        TestClient elsewhere = server.connectPlainAs(cookie, "/chat/den");
        TestClient ben = server.connectPlain("Ben", "/chat")) {
      tab.receiveType("joined");
      elsewhere.receive();
      assertThat(ben.receive()).isEqualTo("【Ben】进入了聊天室");

      RawResponse response = server.post("/logout", "", cookie);

      assertThat(response.status()).isEqualTo(303);
      assertThat(response.header("Location")).contains("/");
      assertThat(response.header("Set-Cookie").orElseThrow())
          .startsWith("chat=;")
          .contains("Expires=Thu, 1 Jan 1970");
      assertThat(tab.awaitClose()).isEqualTo(4001);
      assertThat(elsewhere.awaitClose()).isEqualTo(4001);
      assertThat(ben.receive()).isEqualTo("【Ann】离开了聊天室~");
    }
  }

  @Test
  void freesTheNicknameAtOnce() {
    String cookie = server.signIn("Ann");
    server.connectPlainAs(cookie, "/chat").closeNormally();
    assertThat(server.post("/login", "nickname=Ann").status()).isEqualTo(409);

    server.post("/logout", "", cookie);

    assertThat(server.post("/login", "nickname=Ann").status()).isEqualTo(303);
  }

  @Test
  void aPageOfAnotherSiteCannotSignOut() {
    String cookie = server.signIn("Ann");
    try (TestClient ann = server.connectPlainAs(cookie, "/chat")) {
      ann.receive();
      RawResponse response =
          server.post("/logout", "", cookie, "Origin: https://elsewhere.example");
      assertThat(response.status()).isEqualTo(403);
      assertThat(response.header("Set-Cookie")).isEmpty();
      ann.send("still here");
      assertThat(ann.receive()).isEqualTo("Ann:still here");
    }
  }

  @Test
  void signingInAgainKeepsTheMemberId() {
    String cookie = server.signIn("Ann");
    String renamed = "Cookie: " + server.post("/login", "nickname=Anna", cookie).cookie();
    try (TestClient anna = server.connectAs(renamed, "/chat")) {
      assertThat(anna.receive())
          .contains("\"you\":{\"id\":\"" + id(cookie) + "\",\"name\":\"Anna\"}");
    }
  }

  private static String id(String cookie) {
    return cookie.split("\\.", -1)[1];
  }
}

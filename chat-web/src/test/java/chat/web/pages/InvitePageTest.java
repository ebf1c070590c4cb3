package chat.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.RawResponse;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An invitation tells the room's name and how many are there, and opens nothing. */
@Tag("server")
@Timeout(60)
class InvitePageTest {
  private static final String ENGLISH = "Accept-Language: en";

  private final TestServer server = TestServer.open();

  @AfterEach
  void close() {
    server.close();
  }

  private String invitation(String room, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = ENGLISH;
    RawResponse page = server.get("/?room=" + room, all);
    assertThat(page.status()).isEqualTo(200);
    return page.body();
  }

  @Test
  void namesTheRoomAndTheNumberPresentAndAsksForANicknameAlone() {
    String ann = server.signIn("Ann");
    assertThat(invitation("tea")).contains("Nobody is there yet.");
    try (TestClient one = server.connectAs(ann, "/chat/tea")) {
      one.receiveType("joined");
      assertThat(invitation("tea")).contains("One person is there now.").doesNotContain("Ann");
      try (TestClient two = server.connectPlain("Ben", "/chat/tea")) {
        two.receive();
        assertThat(invitation("tea"))
            .contains(">tea</bdi>", "2 people are there now.", "name=\"room\" value=\"tea\"")
            .doesNotContain("id=\"room\"");
      }
    }
  }

  @Test
  void joiningLeadsToTheRoomAndARefusalBackToTheInvitation() {
    server.signIn("Ann");
    RawResponse taken =
        server.post("/login", "nickname=Ann&room=tea&invite=1", ENGLISH, "Accept: text/html");
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.body()).contains(">tea</bdi>", "role=\"alert\"").doesNotContain("id=\"room\"");

    RawResponse joined = server.post("/login", "nickname=Ben&room=tea&invite=1");
    assertThat(joined.status()).isEqualTo(303);
    assertThat(joined.header("Location")).contains("/rooms/tea");
  }

  @Test
  void bannedAddressIsNotToldTheNumber() {
    assertThat(invitation("tea")).contains("Nobody is there yet.");
    server.post(
        "/api/owner/ban",
        "address=127.0.0.1&for=1h",
        "Authorization: Bearer " + TestServer.OWNER_KEY);
    assertThat(invitation("tea")).contains(">tea</bdi>").doesNotContain("Nobody");
  }

  @Test
  void numberIsToldThirtyTimesAMinute() {
    for (int i = 0; i < InvitePage.MAX_PER_MINUTE; i++) {
      assertThat(invitation("tea")).contains("Nobody is there yet.");
    }
    assertThat(invitation("tea")).contains(">tea</bdi>").doesNotContain("Nobody");
  }

  @Test
  void invalidRoomGetsTheSignInPage() {
    assertThat(invitation("a%20b")).contains("id=\"room\"");
    assertThat(server.get("/", ENGLISH).body()).contains("id=\"room\"");
  }
}

package chat.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.HttpAnswer;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who signs out is gone at once, and its name is free. */
@Tag("server")
@Timeout(60)
class SignOutTest {
  // So that nobody leaves in time for another reason.
  private final TestServer house = TestServer.open(plan -> plan.leaveGrace = Duration.ofHours(1));

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void allItsTabsAreClosedAndOthersHearItAtOnce() {
    String cookie = house.signIn("Ann");
    try (TestClient tab = house.enterAs(cookie, "/chat");
        TestClient elsewhere = house.enterPlainAs(cookie, "/chat/den");
        TestClient ben = house.enterPlain("Ben", "/chat")) {
      tab.nextOf("joined");
      elsewhere.next();
      assertThat(ben.next()).isEqualTo("【Ben】进入了聊天室");

      HttpAnswer answer = house.post("/logout", "", cookie);

      assertThat(answer.status()).isEqualTo(303);
      assertThat(answer.header("Location")).contains("/");
      assertThat(answer.header("Set-Cookie").orElseThrow())
          .startsWith("chat=;")
          .contains("Expires=Thu, 1 Jan 1970");
      assertThat(tab.awaitEnd()).isEqualTo(4001);
      assertThat(elsewhere.awaitEnd()).isEqualTo(4001);
      assertThat(ben.next()).isEqualTo("【Ann】离开了聊天室~");
    }
  }

  @Test
  void itsNameIsFreeAtOnce() {
    String cookie = house.signIn("Ann");
    house.enterPlainAs(cookie, "/chat").goodbye();
    assertThat(house.post("/login", "nickname=Ann").status()).isEqualTo(409);

    house.post("/logout", "", cookie);

    assertThat(house.post("/login", "nickname=Ann").status()).isEqualTo(303);
  }

  @Test
  void anotherPageCannotSignAnybodyOut() {
    String cookie = house.signIn("Ann");
    try (TestClient ann = house.enterPlainAs(cookie, "/chat")) {
      ann.next();
      HttpAnswer answer = house.post("/logout", "", cookie, "Origin: https://elsewhere.example");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.header("Set-Cookie")).isEmpty();
      ann.send("still here");
      assertThat(ann.next()).isEqualTo("Ann:still here");
    }
  }

  @Test
  void whoSignsInAgainWithoutSigningOutIsTheSameMember() {
    String cookie = house.signIn("Ann");
    String renamed = "Cookie: " + house.post("/login", "nickname=Anna", cookie).cookie();
    try (TestClient anna = house.enterAs(renamed, "/chat")) {
      assertThat(anna.next()).contains("\"you\":{\"id\":\"" + id(cookie) + "\",\"name\":\"Anna\"}");
    }
  }

  private static String id(String cookie) {
    return cookie.split("\\.", -1)[1];
  }
}

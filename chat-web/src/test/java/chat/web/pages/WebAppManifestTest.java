package chat.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chosen language and theme, the web app manifest and the service worker. */
@Tag("server")
@Timeout(60)
class WebAppManifestTest {
  private static final TestServer SERVER = new TestServer();

  @BeforeAll
  static void open() {
    SERVER.start();
  }

  @AfterAll
  static void close() {
    SERVER.close();
  }

  @ParameterizedTest
  @CsvSource({"zh, en, zh-CN", "en, zh, en", "xx, en, en", "xx, zh, zh-CN"})
  void aChosenLanguageOverridesTheBrowsers(String chosen, String browser, String expected)
      throws IOException {
    var page =
        SERVER.get("/", "Accept-Language: " + browser, "Cookie: a=b; chat-language=" + chosen);
    assertThat(page.body()).contains("<html lang=\"" + expected + "\"");
  }

  @Test
  void theLanguageSwitchSetsACookieAndKeepsTheRoom() {
    var answer = SERVER.get("/?lang=zh&room=%E4%B9%A6%E6%88%BF", "Accept-Language: en");
    assertThat(answer.status()).isEqualTo(303);
    assertThat(answer.header("Location")).contains("/?room=%E4%B9%A6%E6%88%BF");
    assertThat(answer.header("Set-Cookie").orElseThrow())
        .startsWith("chat-language=zh;")
        .contains("Path=/", "SameSite=Lax")
        .doesNotContain("HttpOnly");
    assertThat(SERVER.get("/?lang=xx", "Accept-Language: en").status()).isEqualTo(200);
  }

  @Test
  void eachLanguageLinksToTheOther() {
    assertThat(SERVER.get("/?room=a%26b", "Accept-Language: en").body())
        .contains("href=\"/?lang=zh&amp;room=a%26b\"")
        .doesNotContain("lang=en&amp;");
    assertThat(SERVER.get("/", "Accept-Language: zh").body())
        .contains("href=\"/?lang=en&amp;room=\"")
        .doesNotContain("lang=zh&amp;");
  }

  @Test
  void theChosenThemeIsInTheServedHtml() {
    assertThat(SERVER.get("/", "Cookie: chat-colours=dark").body())
        .contains("data-colours=\"dark\"")
        .contains("content=\"#171a1b\" media=\"all\"");
    assertThat(SERVER.get("/", "Cookie: chat-colours=\"><b>").body())
        .doesNotContain("data-colours");
  }

  @Test
  void onlyTheOwnerCookieMakesThePageTheOwners() {
    String member = SERVER.signIn("Ann");
    var signedIn = SERVER.post("/owner/sign-in", "key=" + TestServer.OWNER_KEY.replace(' ', '+'));
    String owner = signedIn.header("Set-Cookie").orElseThrow().replaceFirst(";.*", "");

    assertThat(SERVER.get("/rooms/lobby", member).body()).contains("data-owner=\"false\"");
    assertThat(SERVER.get("/rooms/lobby", member + "; chat-owner=forged").body())
        .contains("data-owner=\"false\"");
    assertThat(SERVER.get("/rooms/lobby", member + "; " + owner).body())
        .contains("data-owner=\"true\"");
  }

  @Test
  void theManifestIsLocalisedAndItsIconsExist() {
    var manifest = SERVER.get("/manifest.webmanifest", "Cookie: chat-language=zh");
    assertThat(manifest.header("Content-Type")).contains("application/manifest+json");
    assertThat(manifest.body()).contains("\"name\":\"聊天室\"", "\"lang\":\"zh-CN\"", "maskable");
    assertThat(SERVER.get("/manifest.webmanifest", "Accept-Language: en").body())
        .contains("\"name\":\"Chat room\"");

    List<String> icons = found("\"src\":\"([^\"]+)\"", manifest.body());
    assertThat(icons).hasSize(3);
    for (String icon : icons) {
      var answer = SERVER.get(icon);
      assertThat(answer.status()).as(icon).isEqualTo(200);
      assertThat(answer.header("Content-Type")).contains("image/png");
    }
  }

  @Test
  void theWorkerIsAtTheRootIsNotCachedAndListsExistingFiles() {
    var worker = SERVER.get("/worker.js");
    assertThat(worker.header("Content-Type").orElseThrow()).startsWith("text/javascript");
    assertThat(worker.header("Cache-Control")).contains("no-cache");
    String base = found("BASE = '([^']+)'", worker.body()).getFirst();
    List<String> files = List.of(found("FILES = '([^']+)'", worker.body()).getFirst().split(" "));

    assertThat(files).contains("room.js", "room.css", "icon.svg").doesNotContain("worker.js");
    for (String file : files) {
      assertThat(SERVER.get(base + '/' + file).status()).as(file).isEqualTo(200);
    }
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  @Test
  void shortcutsOfTheInstalledPageLeadToTheLatestRooms() {
    assertThat(SERVER.get("/manifest.webmanifest").body()).contains("\"shortcuts\":[]");
    String ann = SERVER.signIn("Shortcut");
    for (String room : List.of("tea", "%E4%B9%A6%E6%88%BF")) {
      try (TestClient client = SERVER.connectAs(ann, "/chat/" + room)) {
        client.receiveType("joined");
      }
    }
    assertThat(SERVER.get("/manifest.webmanifest", ann).body())
        .contains(
            "\"shortcuts\":[{\"name\":\"书房\",\"url\":\"/rooms/%E4%B9%A6%E6%88%BF\"},"
                + "{\"name\":\"tea\",\"url\":\"/rooms/tea\"}]");
  }
}

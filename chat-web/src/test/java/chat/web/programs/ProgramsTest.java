package chat.web.programs;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.JsonText;
import chat.web.testing.RawResponse;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bots and hooks, from the owner's request to what they say. */
@Tag("server")
@Timeout(60)
class ProgramsTest {
  private static final String OWNER = "Authorization: Bearer " + TestServer.OWNER_KEY;
  private static final String BOTS = "/api/owner/bots";
  private static final String HOOKS = "/api/owner/hooks";

  @TempDir Path folder;

  private TestServer server;

  @BeforeEach
  void open() {
    server = start();
  }

  private TestServer start() {
    return TestServer.open(settings -> settings.folder = Optional.of(folder));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Map<String, Object> created(String path, String form) {
    RawResponse response = server.post(path, form, OWNER);
    assertThat(response.status()).as(response.toString()).isEqualTo(201);
    return JsonText.read(response.body());
  }

  private static String bearer(Map<String, Object> bot) {
    return "Authorization: Bearer " + bot.get("token");
  }

  /** The path of a hook's address. */
  private static String path(Map<String, Object> hook) {
    String url = (String) hook.get("url");
    return url.substring(url.indexOf("/hooks/"));
  }

  private RawResponse send(Map<String, Object> hook, String payload) {
    return server.post(path(hook), "payload=" + TestServer.encoded(payload));
  }

  @Test
  void botSpeaksThroughAWebSocketAndByHttp() {
    Map<String, Object> bot = created(BOTS, "name=Builder");
    try (TestClient ann = server.connect("Ann", "/chat");
        TestClient client = server.connectAs(bearer(bot), "/chat")) {
      ann.receiveType("history");
      Map<?, ?> you = (Map<?, ?>) client.receiveType("welcome").get("you");
      assertThat(you).isEqualTo(Map.of("id", bot.get("id"), "name", "Builder", "bot", true));
      client.say("1", "green");
      assertThat(ann.receiveType("said").get("from")).isEqualTo(you);
      RawResponse posted = server.post("/api/rooms/lobby/messages", "text=red", bearer(bot));
      assertThat(posted.status()).as(posted.toString()).isEqualTo(201);
      assertThat(ann.receiveType("said")).containsEntry("text", "red").containsEntry("from", you);
      assertThat(server.get("/api/rooms/lobby/messages", bearer(bot)).status()).isEqualTo(200);
    }
    assertThat(server.get("/rooms/lobby", bearer(bot)).status()).isEqualTo(303);
  }

  @Test
  void revokedBotIsGoneAtOnceAndItsNameIsFree() {
    Map<String, Object> bot = created(BOTS, "name=Builder");
    assertThat(server.post("/login", "nickname=BuiIder").status()).isEqualTo(409);
    try (TestClient client = server.connectAs(bearer(bot), "/chat")) {
      client.receiveType("welcome");
      assertThat(server.request("DELETE", BOTS + '/' + bot.get("id"), OWNER).status())
          .isEqualTo(204);
      assertThat(client.awaitClose()).isEqualTo(4002);
    }
    assertThat(server.get("/chat", bearer(bot)).status()).isEqualTo(401);
    assertThat(server.request("DELETE", BOTS + '/' + bot.get("id"), OWNER).status()).isEqualTo(404);
    assertThat(server.post("/login", "nickname=Builder").status()).isEqualTo(303);
  }

  @Test
  void namesAreThoseOfNicknames() {
    server.signIn("Ann");
    assertThat(server.post(BOTS, "name=Ann", OWNER).status()).isEqualTo(409);
    RawResponse reserved = server.post(BOTS, "name=admin", OWNER);
    assertThat(reserved.status()).isEqualTo(400);
    assertThat(reserved.header("Chat-Why")).hasValue("nickname-reserved");
    assertThat(server.post(HOOKS, "name=CI&room=a.b", OWNER).status()).isEqualTo(400);
    created(HOOKS, "name=CI&room=tea");
    assertThat(server.post(BOTS, "name=CI", OWNER).status()).isEqualTo(409);
  }

  @Test
  void hookSaysWhatSlackTakes() {
    Map<String, Object> hook = created(HOOKS, "name=Alerts&room=lobby");
    try (TestClient ann = server.connect("Ann", "/chat")) {
      ann.receiveType("history");
      RawResponse response = send(hook, "{\"text\":\"disk\\r\\nfull\\u0007\",\"username\":\"x\"}");
      assertThat(response.status()).as(response.toString()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("ok");
      Map<String, Object> said = ann.receiveType("said");
      assertThat(said).containsEntry("text", "disk\nfull");
      assertThat(said.get("from"))
          .isEqualTo(Map.of("id", hook.get("id"), "name", "Alerts", "bot", true));
      send(hook, "{\"text\":\"" + "😀".repeat(5_000) + "\"}");
      String cut = (String) ann.receiveType("said").get("text");
      assertThat(cut).isEqualTo("😀".repeat(4_095) + '…');
    }
    assertThat(send(hook, "no json").status()).isEqualTo(400);
    assertThat(send(hook, "{}").header("Chat-Why")).hasValue("empty");
    assertThat(server.post("/hooks/" + "a".repeat(43), "payload={}").status()).isEqualTo(404);
    assertThat(server.get(path(hook)).status()).isEqualTo(405);
    server.request("DELETE", HOOKS + '/' + hook.get("id"), OWNER);
    assertThat(send(hook, "{\"text\":\"a\"}").status()).isEqualTo(404);
  }

  @Test
  void programsOutliveTheProcessWithoutTheirTokens() throws IOException {
    Map<String, Object> bot = created(BOTS, "name=Mary%20Ann");
    Map<String, Object> hook = created(HOOKS, "name=Alerts&room=%E8%8C%B6");
    Path file = folder.resolve("programs");
    assertThat(Files.readString(file))
        .doesNotContain((String) bot.get("token"), path(hook).substring("/hooks/".length()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    server.close();
    server = start();
    assertThat(server.get("/api/me/rooms", bearer(bot)).status()).isEqualTo(200);
    assertThat(send(hook, "{\"text\":\"a\"}").status()).isEqualTo(200);
    assertThat(server.get(BOTS, OWNER).body())
        .isEqualTo("{\"bots\":[{\"id\":\"" + bot.get("id") + "\",\"name\":\"Mary Ann\"}]}");
    assertThat(server.get(HOOKS, OWNER).body())
        .isEqualTo(
            "{\"hooks\":[{\"id\":\"" + hook.get("id") + "\",\"name\":\"Alerts\",\"room\":\"茶\"}]}");
  }
}

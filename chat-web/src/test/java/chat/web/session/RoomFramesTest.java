package chat.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.ClientFrames;
import chat.web.testing.RawClient;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frames that clients receive from a room. */
@Tag("server")
@Timeout(60)
class RoomFramesTest {
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

  private final TestServer server = TestServer.open();

  @AfterEach
  void close() {
    server.close();
  }

  /** A plain client whose join has been flushed. */
  private TestClient connectPlain(String nickname) {
    TestClient client = server.connectPlain(nickname, "/chat");
    client.receiveContaining("【" + nickname + "】");
    return client;
  }

  private static Map<String, Object> entry(TestClient client, String type) {
    Map<String, Object> entry = client.receiveType(type);
    assertThat((String) entry.remove("at")).matches(TIME);
    return entry;
  }

  @Test
  void eachKindOfEntryHasItsFields() {
    String cookie = server.signIn("Ann");
    try (TestClient ann = server.connectAs(cookie, "/chat")) {
      Map<?, ?> me = (Map<?, ?>) ann.receiveType("welcome").get("you");
      ann.say("a", "hello");
      assertThat(entry(ann, "said"))
          .isEqualTo(Map.of("type", "said", "seq", 1L, "from", me, "text", "hello", "id", "a"));
      ann.sendJson("{'type':'say','id':'b','text':'yes','re':1}");
      assertThat(entry(ann, "said")).containsEntry("re", 1L).containsEntry("seq", 2L);
      ann.sendJson("{'type':'edit','id':'c','of':1,'text':'hi'}");
      assertThat(entry(ann, "edited"))
          .isEqualTo(Map.of("type", "edited", "seq", 3L, "of", 1L, "by", me, "text", "hi"));
      ann.sendJson("{'type':'react','id':'d','of':1,'emoji':'👍','on':true}");
      assertThat(entry(ann, "reacted"))
          .isEqualTo(
              Map.of("type", "reacted", "seq", 4L, "of", 1L, "by", me, "emoji", "👍", "on", true));
      ann.sendJson("{'type':'delete','id':'e','of':1}");
      assertThat(entry(ann, "deleted"))
          .isEqualTo(Map.of("type", "deleted", "seq", 5L, "of", 1L, "by", me));
    }
  }

  @Test
  void aReplayHasDeletedMessagesWithoutTheirText() {
    String cookie = server.signIn("Ann");
    try (TestClient ann = server.connectAs(cookie, "/chat")) {
      String cursor = (String) ann.receiveType("welcome").get("cursor");
      ann.say("a", "a secret");
      ann.sendJson("{'type':'edit','id':'b','of':1,'text':'another'}");
      ann.sendJson("{'type':'delete','id':'c','of':1}");
      ann.receiveType("deleted");
      try (TestClient again = server.connectAs(cookie, "/chat?after=" + cursor)) {
        assertThat(again.receiveJson()).containsEntry("resumed", true);
        assertThat(again.receiveJson())
            .containsEntry("type", "said")
            .containsEntry("deleted", true)
            .doesNotContainKeys("text", "html");
        assertThat(again.receiveJson())
            .containsEntry("type", "edited")
            .containsEntry("seq", 2L)
            .doesNotContainKeys("text", "html");
        assertThat(again.receiveJson()).containsEntry("type", "deleted");
      }
    }
  }

  @Test
  void aPlainClientReceivesMessagesAndNothingElse() {
    try (TestClient plain = connectPlain("Paul");
        TestClient ann = server.connect("Ann", "/chat")) {
      plain.receiveContaining("【Ann】");
      ann.sendJson("{'type':'typing'}");
      ann.say("a", "one");
      ann.sendJson("{'type':'edit','id':'b','of':1,'text':'uno'}");
      ann.sendJson("{'type':'react','id':'c','of':1,'emoji':'👍','on':true}");
      ann.sendJson("{'type':'delete','id':'d','of':1}");
      ann.say("e", "two");
      assertThat(plain.receive()).isEqualTo("Ann:one");
      assertThat(plain.receive()).isEqualTo("Ann:two");
    }
  }

  @Test
  void typingIsSentToAllAndIsNoEntry() {
    try (TestClient ann = server.connect("Ann", "/chat");
        TestClient ben = server.connect("Ben", "/chat")) {
      Map<?, ?> me = (Map<?, ?>) ann.receiveType("welcome").get("you");
      ann.receiveType("joined");
      ben.receiveType("history");
      ann.sendJson("{'type':'typing'}");
      assertThat(ann.receiveType("typing")).isEqualTo(Map.of("type", "typing", "member", me));
      assertThat(ben.receiveType("typing")).containsEntry("member", me);
      ann.say("a", "hello");
      assertThat(ben.receiveType("said")).containsEntry("seq", 1L);
    }
  }

  @Test
  void joinsAndLeavesCarryTheCountOfMembers() {
    try (TestClient ann = server.connect("Ann", "/chat")) {
      ann.receiveType("joined");
      TestClient ben = server.connect("Ben", "/chat");
      Object him = ben.receiveType("welcome").get("you");
      assertThat(ann.receiveJson()).isEqualTo(Map.of("type", "joined", "member", him, "count", 2L));
      ben.closeNormally();
      assertThat(ann.receiveJson()).isEqualTo(Map.of("type", "left", "member", him, "count", 1L));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          chat.v1             | chat.v1 | {"type":"welcome"
          other, chat.v1      | chat.v1 | {"type":"welcome"
          chat.v1, chat.v2    | chat.v1 | {"type":"welcome"
          chat.v2             |         | 【
          CHAT.V1             |         | 【
          """)
  void theFirstKnownSubprotocolIsTaken(String offered, String taken, String first)
      throws IOException {
    try (RawClient client = server.rawClient()) {
      client.upgrade("/chat", server.signIn("Ann"), "Sec-WebSocket-Protocol: " + offered);
      assertThat(client.responseHead().header("Sec-WebSocket-Protocol").orElse(null))
          .isEqualTo(taken);
      assertThat(client.receiveFrame().text()).startsWith(first);
    }
  }

  @ParameterizedTest
  @CsvSource({"en, is empty", "zh, 空"})
  void aRefusalIsWrittenInTheLanguageOfThePage(String language, String part) {
    String cookie = server.signIn("Ann");
    String[] headers = {cookie, "Sec-WebSocket-Protocol: chat.v1", "Accept-Language: " + language};
    try (TestClient ann = TestClient.of(server.rawClient().upgraded("/chat", headers))) {
      ann.say("a", " ");
      Map<String, Object> refused = ann.receiveType("refused");
      assertThat(refused).containsEntry("id", "a").containsEntry("code", "empty");
      assertThat((String) refused.get("message")).contains(part);
    }
  }

  @Test
  void aWelcomeListsTwoHundredMembersAndTheLimits() {
    List<TestClient> members = new ArrayList<>();
    try {
      for (int i = 0; i < 201; i++) {
        members.add(connectPlain("member " + i));
      }
      try (TestClient ann = server.connect("Ann", "/chat")) {
        Map<String, Object> welcome = ann.receiveJson();
        assertThat((List<?>) welcome.get("members")).hasSize(200);
        assertThat(welcome).containsEntry("count", 202L).containsEntry("room", "lobby");
        assertThat(welcome.get("limits"))
            .isEqualTo(Map.of("text", 4_096L, "frame", 65_536L, "resume", 1_000L, "history", 50L));
      }
    } finally {
      members.forEach(TestClient::close);
    }
  }

  @Test
  void aCloseFrameArrivesWhileTheClientIsStillSending() {
    try (RawClient client = server.rawClient().upgraded("/chat", server.signIn("Ann"))) {
      client.send(ClientFrames.frame(ClientFrames.FIN | ClientFrames.BINARY, new byte[3]));
      for (int i = 0; i < 10; i++) {
        client.send(ClientFrames.text("x".repeat(50_000)));
      }
      assertThat(client.closeCode()).isEqualTo(1003);
      // It does not wait for ever for the answer.
      assertThat(client.isClosed()).isTrue();
    }
  }
}

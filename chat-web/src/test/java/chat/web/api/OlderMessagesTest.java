package chat.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.JsonText;
import chat.web.testing.RawResponse;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A page of older messages, of a room with 205 entries. */
@Tag("server")
@Timeout(60)
class OlderMessagesTest {
  private static final int SAID = 203;

  private static TestServer server;
  private static String cookie;
  private static String cursor;

  @BeforeAll
  static void talk() {
    server = TestServer.open();
    cookie = server.signIn("Ann");
    try (TestClient ann = server.connectAs(cookie, "/chat")) {
      String beginning = (String) ann.receiveType("welcome").get("cursor");
      for (int i = 1; i <= SAID; i++) {
        ann.say("s" + i, "message " + i);
      }
      ann.sendJson("{'type':'edit','id':'e','of':2,'text':'edited'}");
      ann.sendJson("{'type':'delete','id':'d','of':1}");
      ann.receiveType("deleted");
      cursor = beginning.replaceFirst("0$", "205");
    }
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static Map<String, Object> page(String query) {
    RawResponse response = server.get("/api/rooms/lobby/messages" + query, cookie);
    assertThat(response.status()).as(response.toString()).isEqualTo(200);
    return JsonText.read(response.body());
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> messages(Map<String, Object> page) {
    return (List<Map<String, Object>>) page.get("messages");
  }

  @ParameterizedTest
  @CsvSource({
    "?limit=0, 203, 203, true",
    "?limit=1, 203, 203, true",
    "?limit=-7, 203, 203, true",
    "?limit=3, 201, 203, true",
    "?limit=200, 4, 203, true",
    "?limit=201, 4, 203, true",
    "?limit=9999999, 4, 203, true",
    "?before=4&limit=2, 2, 3, true",
    "?before=4&limit=3, 1, 3, false",
    "?before=2&limit=200, 1, 1, false",
    "?before=9999&limit=2, 202, 203, true",
  })
  void theLimitIsClampedToOneToTwoHundred(String query, long first, long last, boolean more) {
    Map<String, Object> page = page(query);
    assertThat(messages(page))
        .extracting(message -> message.get("seq"))
        .containsExactlyElementsOf(LongStream.rangeClosed(first, last).boxed().toList());
    assertThat(page).containsEntry("more", more).containsEntry("cursor", cursor);
  }

  @Test
  void messagesAreAsTheyStandAtTheCursor() {
    List<Map<String, Object>> messages = messages(page("?before=4"));
    assertThat(messages.get(0))
        .containsEntry("deleted", true)
        .doesNotContainKey("text")
        .containsEntry("reactions", List.of());
    assertThat(messages.get(1))
        .containsEntry("text", "edited")
        .containsEntry("edited", true)
        .containsEntry("deleted", false);
    assertThat(messages.get(2)).containsEntry("text", "message 3").containsEntry("edited", false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?limit=x", "?before=x", "?before=1.5", "?limit=99999999999999999999"})
  void anInvalidNumberIsABadRequest(String query) {
    assertThat(server.get("/api/rooms/lobby/messages" + query, cookie).status()).isEqualTo(400);
  }

  @Test
  void thereIsNothingBeforeTheFirstMessage() {
    assertThat(messages(page("?before=1"))).isEmpty();
    assertThat(page("?before=1")).containsEntry("more", false);
  }
}

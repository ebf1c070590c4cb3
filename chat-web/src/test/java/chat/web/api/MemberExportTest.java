package chat.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.JsonText;
import chat.web.testing.RawClient;
import chat.web.testing.RawResponse;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A member takes along what it has said. */
@Tag("server")
@Timeout(60)
class MemberExportTest {
  private static final String PATH = "/api/me/messages";

  private final TestServer server = TestServer.open(s -> s.members.guests(true));
  private final String ann = server.signIn("Ann");
  private final String ben = server.signIn("Ben");

  @AfterEach
  void close() {
    server.close();
  }

  private void say(String cookie, String room, String... texts) {
    try (TestClient client = server.connectAs(cookie, "/chat/" + room)) {
      client.receiveType("history");
      for (int i = 0; i < texts.length; i++) {
        client.say("id-" + i, texts[i]);
        client.receiveType("ack");
      }
    }
  }

  private void send(String cookie, String room, String json) {
    try (TestClient client = server.connectAs(cookie, "/chat/" + room)) {
      client.receiveType("history");
      client.sendJson(json);
      client.receiveType("ack");
    }
  }

  private RawResponse export(String cookie) {
    RawResponse response = server.get(PATH, cookie);
    assertThat(response.status()).as(response.toString()).isEqualTo(200);
    return response;
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> rooms(String cookie) {
    return (List<Map<String, Object>>) JsonText.read(export(cookie).body()).get("rooms");
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> messages(String cookie) {
    return (List<Map<String, Object>>) rooms(cookie).getFirst().get("messages");
  }

  @Test
  void memberGetsWhatItSaidInAllItsRoomsAndNothingElse() {
    say(ann, "tea", "one", "two");
    say(ben, "tea", "of Ben");
    say(ann, "den", "three");
    say(ben, "secret", "hidden");

    RawResponse response = export(ann);
    assertThat(response.header("Content-Type")).contains("application/json");
    assertThat(response.header("Content-Disposition"))
        .contains("attachment; filename=messages.json");
    assertThat(response.body()).doesNotContain("of Ben", "hidden", "secret");
    assertThat(JsonText.read(response.body())).containsKeys("member", "at");
    assertThat(rooms(ann)).extracting("room").containsExactlyInAnyOrder("tea", "den");
    assertThat(rooms(ben)).extracting("room").containsExactlyInAnyOrder("tea", "secret");
    assertThat(response.body()).contains("\"one\"", "\"two\"", "\"three\"");
  }

  @Test
  void messagesAreAsTheyStandTheNewestFirst() {
    say(ann, "tea", "one", "two", "three");
    send(ann, "tea", "{'type':'delete','id':'d','of':2}");
    send(ann, "tea", "{'type':'edit','id':'e','of':1,'text':'first'}");
    send(ann, "tea", "{'type':'say','id':'r','text':'an answer','re':1}");

    List<Map<String, Object>> messages = messages(ann);
    assertThat(messages).extracting("text").containsExactly("an answer", "three", "first");
    assertThat(messages.get(0)).containsEntry("re", 1L).doesNotContainKey("edited");
    assertThat(messages.get(1)).containsEntry("seq", 3L);
    assertThat(messages.get(2)).containsKeys("at", "edited");
  }

  @Test
  void filesAreNamedWithTheirAddresses() {
    String head = "POST /api/rooms/tea/files?name=a.txt HTTP/1.1\r\nHost: localhost\r\n";
    Object id;
    try (RawClient client = server.rawClient()) {
      String body =
          client.send(head + ann + "\r\nContent-Length: 5\r\n\r\nhello").response().body();
      id = JsonText.read(body).get("id");
    }
    send(ann, "tea", "{'type':'say','id':'f','text':'','files':[{'id':'%s'}]}".formatted(id));

    assertThat(messages(ann).getFirst().get("files"))
        .isEqualTo(
            List.of(
                Map.of(
                    "name",
                    "a.txt",
                    "type",
                    "text/plain",
                    "size",
                    5L,
                    "url",
                    "http://localhost:" + server.port() + "/files/" + id)));
  }

  @Test
  void moreThanOnePartIsExportedWhole() {
    String[] texts = new String[250];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = "text " + (250 - i);
    }
    say(ann, "tea", texts);
    List<Map<String, Object>> messages = messages(ann);
    assertThat(messages).hasSize(250);
    assertThat(messages.getFirst()).containsEntry("text", "text 1").containsEntry("seq", 250L);
    assertThat(messages.getLast()).containsEntry("text", "text 250").containsEntry("seq", 1L);
  }

  @Test
  void roomThatTheMemberMayNotEnterIsLeftOut() {
    say(ann, "tea", "one");
    say(ann, "den", "two");
    String owner = "Authorization: Bearer " + TestServer.OWNER_KEY;
    assertThat(server.post("/api/owner/close", "room=tea&for=1h", owner).status()).isEqualTo(204);
    assertThat(rooms(ann)).extracting("room").containsExactly("den");
  }

  @Test
  void guestsAndStrangersGetNothing() {
    assertThat(server.get(PATH).status()).isEqualTo(401);
    assertThat(server.get(PATH, "Cookie: chat=forged").status()).isEqualTo(401);
  }

  @Test
  void headersAloneAreSentForHead() {
    RawResponse response = server.request("HEAD", PATH, ann);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }
}

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The HTTP API of what is kept for a member: its rooms, and how far it has read. */
@Tag("server")
class MemberApiTest {
  private TestServer server;
  private String ann;

  @BeforeEach
  void open() {
    server = TestServer.open(s -> s.members.guests(true));
    ann = server.signIn("ann");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void visit(String cookie, String room) {
    try (TestClient client = server.connectAs(cookie, "/chat/" + room)) {
      client.receiveType("history");
    }
  }

  /** Says something, and returns the cursor of the room then. */
  private String say(String cookie, String room, String... texts) {
    try (TestClient client = server.connectAs(cookie, "/chat/" + room)) {
      String cursor = client.receiveType("welcome").get("cursor").toString();
      Object seq = 0;
      for (String text : texts) {
        client.say(text, text);
        seq = client.receiveType("ack").get("seq");
      }
      return cursor.substring(0, cursor.indexOf('.') + 1) + seq;
    }
  }

  private int read(String room, String cursor) {
    return server.put("/api/rooms/" + room + "/read", cursor, ann).status();
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> rooms(String cookie) {
    RawResponse response = server.get("/api/me/rooms", cookie);
    assertThat(response.status()).as(response.toString()).isEqualTo(200);
    return (List<Map<String, Object>>) JsonText.read(response.body()).get("rooms");
  }

  private List<Object> names() {
    return rooms(ann).stream().map(room -> room.get("room")).toList();
  }

  @Test
  void memberHasTheRoomsThatItOpenedTheLatestEntryFirst() {
    String ben = server.signIn("ben");
    visit(ann, "silent");
    visit(ann, "tea");
    visit(ann, "den");
    say(ben, "den", "first");
    String cursor = say(ben, "tea", "one", "two");
    assertThat(names()).containsExactly("tea", "den", "silent");
    assertThat(rooms(ann).getFirst())
        .containsEntry("cursor", cursor)
        .containsEntry("unread", 2L)
        .containsEntry("mentions", 0L)
        .containsKey("at")
        .doesNotContainKey("read");
    assertThat(rooms(ann).getLast()).containsEntry("unread", 0L).doesNotContainKeys("at", "read");
    assertThat(rooms(ben)).hasSize(2);
  }

  @Test
  void messagesAfterTheReadPositionAreUnread() {
    String ben = server.signIn("ben");
    visit(ann, "tea");
    String first = say(ben, "tea", "one");
    String cursor = say(ben, "tea", "two", "three");
    assertThat(read("tea", first)).isEqualTo(204);
    assertThat(rooms(ann).getFirst()).containsEntry("unread", 2L).containsEntry("read", first);
    assertThat(read("tea", cursor + "\n")).isEqualTo(204);
    assertThat(read("tea", first)).as("backward").isEqualTo(204);
    assertThat(rooms(ann).getFirst()).containsEntry("unread", 0L).containsEntry("read", cursor);
  }

  @Test
  void cursorOfAnotherEpochIsIgnoredAndAWrongOneRefused() {
    visit(ann, "tea");
    assertThat(read("tea", "another.7")).isEqualTo(204);
    assertThat(rooms(ann).getFirst()).doesNotContainKey("read");
    assertThat(read("tea", "")).isEqualTo(400);
    assertThat(read("tea", "no cursor")).isEqualTo(400);
    assertThat(read("no%20room", "another.7")).isEqualTo(404);
  }

  @Test
  void roomThatTheMemberHasNotOpenedIsAnsweredAlike() {
    String cursor = say(server.signIn("ben"), "secret", "one");
    assertThat(read("secret", cursor)).isEqualTo(204);
    assertThat(server.request("DELETE", "/api/me/rooms/secret", ann).status()).isEqualTo(204);
    assertThat(read("nothing", cursor)).isEqualTo(204);
    assertThat(rooms(ann)).isEmpty();
  }

  @Test
  void forgottenRoomComesBackWithTheNextVisit() {
    visit(ann, "tea");
    assertThat(server.request("DELETE", "/api/me/rooms/TEA", ann).status()).isEqualTo(204);
    assertThat(names()).isEmpty();
    visit(ann, "tea");
    assertThat(names()).containsExactly("tea");
  }

  @Test
  void plainConnectionIsAVisitWithACookieOnly() {
    try (TestClient plain = server.connectPlainAs(ann, "/chat/tea");
        TestClient guest = TestClient.of(server.rawClient().upgraded("/chat/tea", "X: y"))) {
      plain.receiveContaining("ann");
      guest.receiveContaining("127.0.0.1");
    }
    assertThat(names()).containsExactly("tea");
  }

  @Test
  void roomThatTheOwnerClosedIsLeftOut() {
    visit(ann, "tea");
    visit(ann, "den");
    RawResponse closed =
        server.post(
            "/api/owner/close", "room=tea&for=1h", "Authorization: Bearer " + TestServer.OWNER_KEY);
    assertThat(closed.status()).as(closed.toString()).isEqualTo(204);
    assertThat(names()).containsExactly("den");
    assertThat(read("tea", "x.1")).isEqualTo(403);
  }

  @Test
  void changesAreLimited() {
    String put =
        "PUT /api/rooms/tea/read HTTP/1.1\r\nHost: localhost\r\n%s\r\nContent-Length: 3\r\n\r\nx.1"
            .formatted(ann);
    try (RawClient client = server.rawClient()) {
      RawResponse response = client.send(put).response();
      assertThat(response.status()).isEqualTo(204);
      // The allowance grows meanwhile.
      int most = 2 * MemberApi.MAX_CHANGES_PER_MINUTE;
      client.send(put.repeat(most));
      for (int i = 0; i < most && response.status() == 204; i++) {
        response = client.response();
      }
      assertThat(response.status()).isEqualTo(429);
      assertThat(response.header("Retry-After")).isPresent();
    }
  }
}

package chat.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.testing.Await;
import chat.web.testing.JsonText;
import chat.web.testing.RawResponse;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The list of mentions, and what is found in all rooms of a member. */
@Tag("server")
class MentionApiTest {
  private TestServer server;
  private String ann;
  private TestClient inTea;
  private TestClient ben;
  private TestClient hidden;

  @BeforeEach
  void open() {
    server = TestServer.open(s -> s.searches.perMember(OptionalInt.of(10)));
    ann = server.signIn("ann");
    inTea = connect(ann, "tea");
    connect(ann, "茶馆").close();
    ben = connect(server.signIn("ben"), "tea");
    hidden = connect(server.signIn("bennet"), "secret-tea");
  }

  @AfterEach
  void close() {
    List.of(inTea, ben, hidden).forEach(TestClient::close);
    server.close();
  }

  private TestClient connect(String cookie, String room) {
    TestClient client = server.connectAs(cookie, "/chat/" + TestServer.encoded(room));
    client.receiveType("history");
    return client;
  }

  private static Object say(TestClient client, String id, String text) {
    client.say(id, text);
    return client.receiveType("ack").get("seq");
  }

  private Map<String, Object> get(String path) {
    RawResponse response = server.get(path, ann);
    assertThat(response.status()).as(response.toString()).isEqualTo(200);
    return JsonText.read(response.body());
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> list(Map<String, Object> response, String field) {
    return (List<Map<String, Object>>) response.get(field);
  }

  private List<Map<String, Object>> mentions(String query) {
    return list(get("/api/mentions" + query), "mentions");
  }

  @Test
  void mentionsAreListedNewestFirstInPagesAndCounted() {
    Object first = say(ben, "1", "@ann one");
    say(ben, "2", "no one");
    Object last = say(ben, "3", "@Ann two");
    say(hidden, "4", "@ann in a room of others");
    Await.until("both are kept", () -> mentions("").size() == 2);
    assertThat(mentions("").getFirst())
        .containsEntry("room", "tea")
        .extractingByKey("message")
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("seq", last)
        .containsEntry("text", "@Ann two")
        .containsKey("from");
    assertThat(get("/api/mentions")).containsEntry("more", false).doesNotContainKey("next");
    Map<String, Object> page = get("/api/mentions?limit=1");
    assertThat(page).containsEntry("more", true);
    assertThat(mentions("?limit=1&before=" + page.get("next")))
        .singleElement()
        .extracting("message")
        .extracting("seq")
        .isEqualTo(first);
    assertThat(list(get("/api/me/rooms"), "rooms").getFirst()).containsEntry("mentions", 2L);
  }

  @Test
  void mentionIsToldToAWatchingConnectionAndGoesWithItsMessage() {
    inTea.sendJson("{'type':'watch','rooms':['tea']}");
    assertThat(inTea.receiveType("room")).containsEntry("mentions", 0L);
    Object seq = say(ben, "1", "hello @ann");
    Map<String, Object> told = inTea.receiveType("room");
    while (!told.get("mentions").equals(1L)) {
      told = inTea.receiveType("room");
    }
    assertThat(told).containsEntry("unread", 1L);
    ben.sendJson("{'type':'delete','id':'2','of':" + seq + "}");
    ben.receiveType("ack");
    Await.until("it is gone", () -> mentions("").isEmpty());
  }

  @Test
  void mentionIsNewUntilItsRoomIsReadUpToIt() {
    Object first = say(ben, "1", "@ann one");
    say(ben, "2", "@ann two");
    Await.until("both are kept", () -> mentions("").size() == 2);
    assertThat(mentions("")).extracting("new").containsExactly(true, true);
    Map<String, Object> room = list(get("/api/me/rooms"), "rooms").getFirst();
    String epoch = room.get("cursor").toString().split("[.]", 2)[0];
    assertThat(server.put("/api/rooms/tea/read", epoch + '.' + first, ann).status()).isEqualTo(204);
    assertThat(mentions("")).extracting("new").containsExactly(true, false);
    assertThat(mentions(""))
        .extracting("no", Long.class)
        .isSortedAccordingTo(Comparator.reverseOrder())
        .doesNotHaveDuplicates();
  }

  @Test
  void wrongTokenIsRefused() {
    assertThat(server.get("/api/mentions?before=x", ann).status()).isEqualTo(400);
    assertThat(server.get("/api/mentions?limit=x", ann).status()).isEqualTo(400);
  }

  @Test
  void roomsPeopleAndMessagesOfOwnRoomsAreFound() {
    say(ben, "1", "the needle");
    say(hidden, "2", "a hidden needle");
    assertThat(list(get("/api/find?q=needle"), "messages"))
        .singleElement()
        .extracting("room")
        .isEqualTo("tea");
    assertThat(get("/api/find?q=TE")).extractingByKey("rooms").isEqualTo(List.of("tea"));
    assertThat(get("/api/find?q=chaguan")).extractingByKey("rooms").isEqualTo(List.of("茶馆"));
    assertThat(list(get("/api/find?q=ben"), "people"))
        .singleElement()
        .isInstanceOfSatisfying(
            Map.class,
            person -> {
              assertThat(person.get("name")).isEqualTo("ben");
              assertThat(person.get("room")).isEqualTo("tea");
            });
    assertThat(list(get("/api/find?q=ann"), "people")).as("oneself").isEmpty();
  }

  @Test
  void nothingToFindIsRefused() {
    assertThat(server.get("/api/find", ann).status()).isEqualTo(400);
    assertThat(server.get("/api/find?q=%20", ann).status()).isEqualTo(400);
  }

  @Test
  void findingIsLimitedAsSearchesAre() {
    int most = 0;
    while (server.get("/api/find?q=x", ann).status() == 200 && most < 200) {
      most++;
    }
    assertThat(most).isBetween(10, 20);
    assertThat(server.get("/api/rooms/tea/search?q=x", ann).status()).isEqualTo(429);
  }
}

package chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the page can ask the server beside the conversation itself. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RoomApiTest {
  private House house;
  private String ann;
  private TestClient talk;

  @BeforeEach
  void annIsInTheLobby() {
    house = House.open();
    ann = house.signIn("ann");
    talk = house.enterAs(ann, "/chat");
    talk.nextOf("history");
  }

  @AfterEach
  void everybodyGoes() {
    talk.close();
    house.close();
  }

  private Map<String, Object> ask(String path) {
    HttpAnswer answer = house.get(path, ann);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    return JsonText.read(answer.body());
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> list(Map<String, Object> answer, String field) {
    return (List<Map<String, Object>>) answer.get(field);
  }

  private void say(String id, String text) {
    talk.say(id, text);
    talk.nextOf("ack");
  }

  @Nested
  class Markdown_on_the_wire {
    private static final String BOLD = "<p><strong>hi</strong></p>";

    @Test
    void comes_with_what_is_said_and_edited() {
      talk.say("1", "**hi**");
      assertThat(talk.nextOf("said")).containsEntry("text", "**hi**").containsEntry("html", BOLD);
      talk.sendJson("{'type':'edit','id':'2','of':1,'text':'`hi`'}");
      assertThat(talk.nextOf("edited")).containsEntry("html", "<p><code>hi</code></p>");
      talk.say("3", "no marks");
      assertThat(talk.nextOf("said")).containsEntry("text", "no marks").doesNotContainKey("html");
      talk.sendJson("{'type':'delete','id':'4','of':1}");
      talk.nextOf("deleted");
    }

    @Test
    void comes_with_messages_as_they_stand() {
      say("1", "**hi**");
      say("2", "**hi**");
      talk.sendJson("{'type':'delete','id':'3','of':2}");
      talk.nextOf("deleted");

      List<Map<String, Object>> messages = list(ask("/api/rooms/lobby/messages"), "messages");
      assertThat(messages.getFirst()).containsEntry("html", BOLD);
      assertThat(messages.getLast()).doesNotContainKeys("html", "text");
    }

    @Test
    void is_not_for_the_plain_dialect() {
      try (TestClient plain = house.enterPlain("ben", "/chat")) {
        plain.nextWith("ben");
        plain.send("**hi**");

        assertThat(plain.next()).isEqualTo("ben:**hi**");
        assertThat(talk.nextOf("said")).containsEntry("html", BOLD);
      }
    }
  }
}

package chat.web.owner;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.TestClient;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;

/** The owner deletes a message, or all messages of a member. */
class DeletionTest extends OwnerTestBase {
  private static final String BY_OWNER = "\"by\":{\"id\":\"owner\",\"name\":\"\"}";

  private String history(String room, String cookie) {
    return server.get("/api/rooms/" + room + "/messages", cookie).body();
  }

  private static String ownId(TestClient client) {
    return client
        .receiveContaining("welcome")
        .replaceFirst(".*\"you\":\\{\"id\":\"([^\"]+).*", "$1");
  }

  @Test
  void everybodySeesTheDeletionOfAMessage() {
    open();
    String cookie = server.signIn("Ben");
    try (TestClient ann = server.connect("Ann", "/chat");
        TestClient ben = server.connectAs(cookie, "/chat")) {
      ann.say("a", "a secret");
      String said = ben.receiveContaining("a secret");
      ben.sendJson("{'type':'say','id':'b','text':'which?','re':1}");
      String cursor = ben.receiveContaining("which?");

      run("delete", "room=lobby&seq=1");

      assertThat(ann.receiveContaining("deleted")).contains("\"seq\":3", "\"of\":1", BY_OWNER);
      assertThat(ben.receiveContaining("deleted")).contains("\"seq\":3", "\"of\":1", BY_OWNER);
      assertThat(said).contains("\"seq\":1");
      assertThat(cursor).contains("\"seq\":2", "\"re\":1");
    }
    assertThat(history("lobby", cookie))
        .contains("\"deleted\":true", "which?", "\"re\":1")
        .doesNotContain("secret");
    assertThat(server.get("/api/rooms/lobby/search?q=secret", cookie).body())
        .contains("\"messages\":[]");
    assertThat(server.post("/api/owner/delete", "room=lobby&seq=1", BEARER).status())
        .isEqualTo(404);
  }

  @Test
  void clientThatComesBackReceivesTheDeletionWithoutTheText() {
    open();
    String cookie = server.signIn("Ben");
    String epoch;
    try (TestClient ann = server.connect("Ann", "/chat");
        TestClient ben = server.connectAs(cookie, "/chat")) {
      epoch = ben.receiveContaining("welcome").replaceFirst(".*\"cursor\":\"([^.]+).*", "$1");
      ann.say("a", "a secret");
      ben.receiveContaining("a secret");
    }
    run("delete", "room=lobby&seq=1");

    try (TestClient ben = server.connectAs(cookie, "/chat?after=" + epoch + ".0")) {
      assertThat(ben.receiveContaining("welcome")).contains("\"resumed\":true");
      assertThat(ben.receiveContaining("said"))
          .contains("\"deleted\":true")
          .doesNotContain("secret");
      assertThat(ben.receiveContaining("deleted\",")).contains("\"of\":1", BY_OWNER);
    }
  }

  @Test
  void allMessagesOfAMemberAreDeletedInOneRoomOrInAll() {
    open();
    String cookie = server.signIn("Ben");
    String cookieOfAnn = server.signIn("Ann");
    String id;
    try (TestClient ann = server.connectAs(cookieOfAnn, "/chat");
        TestClient den = server.connectAs(cookieOfAnn, "/chat/den");
        TestClient ben = server.connectAs(cookie, "/chat")) {
      id = ownId(ann);
      ann.say("a", "first of Ann");
      ann.say("b", "second of Ann");
      ben.receiveContaining("second of Ann");
      ben.say("a", "of Ben");
      ben.receiveContaining("of Ben");
      den.say("a", "of Ann in the den");
      den.receiveContaining("of Ann in the den");
      String ofAnn = "member=" + id;

      run("delete", ofAnn + "&room=lobby");

      ben.receiveContaining("\"seq\":5");
      assertThat(history("lobby", cookie)).contains("of Ben").doesNotContain("of Ann");
      assertThat(history("den", cookie)).contains("of Ann in the den");
      run("delete", ofAnn);
      den.receiveContaining("deleted");
      assertThat(history("den", cookie)).doesNotContain("of Ann");
      assertThat(server.post("/api/owner/delete", ofAnn, BEARER).status()).isEqualTo(404);
    }
  }

  @Test
  void messagesInRoomsThatNobodyIsInAreDeleted() {
    open();
    String cookie = server.signIn("Ben");
    String id;
    try (TestClient ann = server.connect("Ann", "/chat/den")) {
      id = ownId(ann);
      ann.say("a", "in the den");
      ann.receiveContaining("in the den");
    }
    try (TestClient ben = server.connectAs(cookie, "/chat")) {
      ben.receiveContaining("welcome");
      run("delete", "member=" + id);
    }
    assertThat(history("den", cookie)).contains("\"deleted\":true").doesNotContain("in the den");
  }

  @Test
  void lineOfTheLogNamesTheMessageWithoutItsText() {
    open();
    List<String> lines = new ArrayList<>();
    Logger logger = Logger.getLogger(Moderation.class.getName());
    Handler handler = recordInto(lines);
    logger.addHandler(handler);
    try (TestClient ann = server.connect("Ann", "/chat")) {
      ann.say("a", "a secret");
      ann.receiveContaining("a secret");
      run("delete", "room=lobby&seq=1&text=x");
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(lines).containsExactly("the owner used delete: room=lobby, seq=1");
  }

  private static Handler recordInto(List<String> lines) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        lines.add(new SimpleFormatter().formatMessage(line));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}

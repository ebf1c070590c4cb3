package chat.web.owner;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.TestClient;
import org.junit.jupiter.api.Test;

/** The owner turns pins off in a room, and pins messages there all the same. */
class PinModerationTest extends OwnerTestBase {
  private static String pin(TestClient client, String id) {
    client.sendJson("{'type':'pin','id':'%s','of':1,'on':true}".formatted(id));
    return client.receiveContaining("\"id\":\"" + id + "\"");
  }

  private int status(String action, String form) {
    return server.post("/api/owner/" + action, form, BEARER).status();
  }

  @Test
  void membersPinOnlyWhereTheOwnerHasNotTurnedItOff() {
    open();
    String cookie = server.signIn("Ann");
    try (TestClient ann = server.connectAs(cookie, "/chat");
        TestClient den = server.connectAs(cookie, "/chat/den")) {
      ann.say("a", "read this");
      den.say("a", "read this");
      ann.receiveContaining("ack");
      den.receiveContaining("ack");
      run("pins-off", "room=lobby");

      assertThat(pin(ann, "b")).contains("\"not-yours\"", "置顶");
      assertThat(pin(den, "b")).contains("\"ack\"");
      assertThat(server.get("/api/owner", BEARER).body()).contains("\"pins\":false");

      run("pins-on", "room=lobby");
      assertThat(pin(ann, "b")).contains("\"ack\"");
      assertThat(server.get("/api/owner", BEARER).body()).doesNotContain("\"pins\":false");
    }
  }

  @Test
  void ownerPinsWhereMembersMayNot() {
    open();
    try (TestClient ann = server.connect("Ann", "/chat")) {
      ann.say("a", "read this");
      ann.receiveContaining("ack");
      run("pins-off", "room=lobby");

      run("pin", "room=lobby&seq=1");

      assertThat(ann.receiveContaining("pinned"))
          .contains("\"of\":1", "\"by\":{\"id\":\"owner\",\"name\":\"\"}", "\"on\":true");
      run("unpin", "room=lobby&seq=1");
      assertThat(ann.receiveContaining("pinned")).contains("\"on\":false");
    }
    assertThat(status("pin", "room=lobby&seq=2")).isEqualTo(404);
    assertThat(status("pin", "room=nowhere&seq=1")).isEqualTo(404);
    assertThat(status("pin", "room=lobby")).isEqualTo(400);
    assertThat(status("pins-off", "room=a/b")).isEqualTo(400);
  }

  @Test
  void pinsAreOffAfterARestartUntilTheOwnerAllowsThem() {
    open();
    run("pins-off", "room=lobby");
    run("pins-off", "room=den");
    run("pins-on", "room=den");
    assertThat(folder.resolve("rooms-without-pins")).hasContent("lobby\n");

    restart();

    try (TestClient ann = server.connect("Ann", "/chat")) {
      ann.say("a", "read this");
      ann.receiveContaining("ack");
      assertThat(pin(ann, "b")).contains("\"not-yours\"");
      run("pins-on", "room=lobby");
      assertThat(pin(ann, "b")).contains("\"ack\"");
    }
    // One line end: a file of 0 bytes would be taken for a damaged one.
    assertThat(folder.resolve("rooms-without-pins")).hasContent("\n");
  }

  @Test
  void pageTurnsPinsOffAndOn() {
    open();
    var signedIn = server.post("/owner/sign-in", "key=" + ownerKey());
    String cookie = "Cookie: " + signedIn.cookie();
    try (TestClient ann = server.connect("Ann", "/chat")) {
      ann.receiveContaining("welcome");
      assertThat(server.get("/owner", cookie, "Accept-Language: en").body())
          .contains("action=\"/owner/pins-off\"", "Turn pins off");

      assertThat(server.post("/owner/pins-off", "room=lobby", cookie).status()).isEqualTo(303);

      assertThat(server.get("/owner", cookie, "Accept-Language: en").body())
          .contains("action=\"/owner/pins-on\"", "Allow pins")
          .doesNotContain("pins-off");
    }
  }
}

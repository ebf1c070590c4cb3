package chat.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.TranscriptProvider.Location;
import chat.core.testing.Await;
import chat.postgres.PostgresProvider;
import chat.postgres.testing.FaultyProxy;
import chat.postgres.testing.PostgresServer;
import chat.web.config.FileStorage;
import chat.web.testing.JsonText;
import chat.web.testing.RawClient;
import chat.web.testing.RawResponse;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import chat.web.testing.WebhookReceiver;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two servers of one database are one room for names, sign-outs and the owner's actions. */
@Tag("server")
@Timeout(60)
class SeveralServersTest {
  private static final String BEARER = "Authorization: Bearer " + TestServer.OWNER_KEY;

  private static final PostgresServer DATABASE = PostgresServer.shared();

  private Location location;
  private TestServer here;
  private TestServer there;

  @BeforeEach
  void startServers() throws Exception {
    location = DATABASE.cleared();
    here = open(location);
    there = open(location);
  }

  private static TestServer open(Location location) {
    return TestServer.open(server -> {
      server.programs.webhooksToPrivate(true);
      server.transcripts = new PostgresProvider().open(location, InstantSource.system());
      server.fileStorage =
          new FileStorage(server.transcripts.files().orElseThrow(), server.fileStorage.temporary());
    });
  }

  @AfterEach
  void stopServers() {
    here.close();
    there.close();
  }

  private static void run(TestServer server, String action, String form) {
    assertThat(server.post("/api/owner/" + action, form, BEARER).status()).isEqualTo(204);
  }

  private static RawClient enter(TestServer server, String cookie, String name) {
    RawClient client = server.rawClient().upgraded("/chat", cookie);
    client.receiveTextContaining(name);
    return client;
  }

  private static int statusOfConnecting(TestServer server, String cookie) {
    try (RawClient client = server.rawClient()) {
      return client.upgrade("/chat", cookie).response().status();
    }
  }

  /** The id of a member that is present at any server, as this one lists it. */
  private static String idOf(TestServer server, String name) {
    String end = "\",\"name\":\"" + name + "\"";
    Await.until(name + " is listed", () -> server.get("/api/owner", BEARER).body().contains(end));
    String body = server.get("/api/owner", BEARER).body();
    String before = body.substring(0, body.indexOf(end));
    return before.substring(before.lastIndexOf('"') + 1);
  }

  @Test
  void memberOfAnotherServerIsListedAndKicked() {
    String cookie = here.signIn("Ann");
    try (RawClient ann = enter(there, cookie, "Ann")) {
      String id = idOf(here, "Ann");
      assertThat(here.get("/api/rooms/lobby/members", cookie).body()).contains("\"name\":\"Ann\"");
      run(here, "kick", "member=" + id);
      assertThat(ann.closeCode()).isEqualTo(4002);
      assertThat(here.post("/api/owner/kick", "member=nobody", BEARER).status()).isEqualTo(404);
    }
    assertThat(statusOfConnecting(there, cookie)).isEqualTo(101);
  }

  @Test
  void watchedRoomIsToldWhatHappensAtAnotherServer() {
    String ann = here.signIn("Ann");
    try (TestClient tea = here.connectAs(ann, "/chat/tea");
        TestClient watching = there.connectAs(ann, "/chat");
        TestClient ben = here.connect("Ben", "/chat/tea")) {
      tea.receiveType("history");
      watching.receiveType("history");
      Await.until(
          "the visit is kept", () -> there.get("/api/me/rooms", ann).body().contains("\"tea\""));
      watching.sendJson("{'type':'watch','rooms':['tea']}");
      assertThat(watching.receiveType("room")).containsEntry("unread", 0L);
      ben.say("1", "hi");
      Map<String, Object> told = watching.receiveType("room");
      assertThat(told).containsEntry("room", "tea").containsEntry("unread", 1L);
      String cursor = told.get("cursor").toString();
      assertThat(here.put("/api/rooms/tea/read", cursor, ann).status()).isEqualTo(204);
      assertThat(watching.receiveType("room")).containsEntry("unread", 0L);
    }
  }

  @Test
  void oneServerCallsABotAndAnotherOneWhenThatHasEnded() {
    try (WebhookReceiver receiver = WebhookReceiver.open();
        TestClient ann = there.connect("Ann", "/chat/tea")) {
      ann.receiveType("history");
      receiver.answering(
          (request, out) -> out.write(WebhookReceiver.answer(200, "{\"text\":\"yes\"}")));
      String form = "name=Helper&url=" + TestServer.encoded(receiver.url());
      assertThat(here.post("/api/owner/bots", form, BEARER).status()).isEqualTo(201);
      Await.until(
          "the other server knows the bot",
          () -> there.get("/api/owner/bots", BEARER).body().contains("Helper"));
      ann.say("1", "@Helper");
      assertThat(ann.receiveType("said")).containsEntry("text", "@Helper");
      assertThat(ann.receiveType("said")).containsEntry("text", "yes").containsEntry("re", 1L);
      String answered = "chat_bot_calls_total{result=\"answered\"}";
      Await.until("the call is counted", () -> here.metric(answered) + there.metric(answered) == 1);
      receiver.next();
      here.close();
      ann.say("2", "@Helper again");
      assertThat(ann.receiveType("said")).containsEntry("text", "@Helper again");
      assertThat(ann.receiveType("said")).containsEntry("text", "yes").containsEntry("re", 3L);
      receiver.next();
      assertThat(receiver.waiting()).isZero();
    } finally {
      here = open(location);
    }
  }

  @Test
  void banAppliesAtAllServersUntilItIsLifted() {
    String cookie = here.signIn("Ann");
    try (RawClient ann = enter(there, cookie, "Ann")) {
      String id = idOf(here, "Ann");
      run(here, "ban", "member=" + id + "&for=1h");
      assertThat(ann.closeCode()).isEqualTo(4002);
      assertThat(statusOfConnecting(there, cookie)).isEqualTo(403);

      run(there, "unban", "member=" + id);
      Await.until("the ban is lifted", () -> statusOfConnecting(here, cookie) == 101);
    }
  }

  @Test
  void banOfAnAddressRemovesThoseOfTheOtherServers() {
    String cookie = here.signIn("Ann");
    try (RawClient ann = enter(there, cookie, "Ann")) {
      run(here, "ban", "address=127.0.0.1&for=1h");
      assertThat(ann.closeCode()).isEqualTo(4002);
      assertThat(statusOfConnecting(there, cookie)).isEqualTo(403);
    }
  }

  @Test
  void addressThatOnlyTheOtherServerKnowsIsBanned() {
    String cookie = here.signIn("Ann");
    try (RawClient ann = enter(there, cookie, "Ann")) {
      run(here, "ban", "address-of=" + idOf(here, "Ann") + "&for=1h");
      assertThat(ann.closeCode()).isEqualTo(4002);
      Await.until(
          "the address is banned here, too",
          () -> here.post("/login", "nickname=Ben").status() == 403);
    }
  }

  @Test
  void nothingIsGrantedWhileTheDatabaseIsAway() throws Exception {
    String cookie = here.signIn("Ann");
    TestServer cutOff;
    try (var proxy = new FaultyProxy(location)) {
      cutOff = open(proxy.location());
      assertThat(statusOfConnecting(cutOff, cookie)).isEqualTo(101);
    }
    try {
      PostgresServer.execute(
          location,
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
      var signIn = cutOff.post("/login", "nickname=Ben", "Accept-Language: en");
      assertThat(signIn.status()).isEqualTo(503);
      assertThat(signIn.body()).contains("try again");
      assertThat(statusOfConnecting(cutOff, cookie)).isEqualTo(503);
      assertThat(cutOff.post("/logout", "", cookie).status()).isEqualTo(503);
      assertThat(cutOff.post("/api/owner/slow", "room=lobby&for=5s", BEARER).status())
          .isEqualTo(503);
    } finally {
      cutOff.close();
    }
  }

  @Test
  void muteAndSlowModeApplyAtTheOtherServer() {
    try (var ann = there.connect("Ann", "/chat");
        var ben = there.connect("Ben", "/chat")) {
      run(here, "mute", "member=" + idOf(here, "Ann") + "&for=1h");
      run(here, "slow", "room=lobby&for=1h");
      Await.until(
          "both are listed",
          () -> there.get("/api/owner", BEARER).body().matches(".*\"pause\":3600.*\"mute\".*"));

      ann.say("a1", "hi");
      assertThat(ann.receiveType("refused")).containsEntry("code", "muted");
      ben.say("b1", "hi").receiveContaining("b1");
      ben.say("b2", "hi");
      assertThat(ben.receiveType("refused")).containsEntry("code", "slow");
    }
  }

  @Test
  void stateIsNotifiedAndPinsAreOffAtTheOtherServer() {
    try (TestClient ann = there.connect("Ann", "/chat")) {
      ann.say("1", "read this");
      ann.receiveType("ack");
      run(here, "slow", "room=lobby&for=5s");
      assertThat(ann.receiveType("state")).containsEntry("slow", 5_000L);
      String member = "member=" + idOf(here, "Ann");
      run(here, "mute", member + "&for=1h");
      assertThat(ann.receiveType("state")).containsKeys("mutedUntil", "slow");

      run(here, "pins-off", "room=lobby");
      run(here, "unmute", member);

      assertThat(ann.receiveType("state")).as("the next one").doesNotContainKey("mutedUntil");
      ann.sendJson("{'type':'pin','id':'2','of':1,'on':true}");
      assertThat(ann.receiveType("refused")).containsEntry("code", "not-yours");
      run(here, "close", "room=lobby&for=1h");
      assertThat(ann.receiveType("state")).containsKey("closedUntil");
      assertThat(ann.awaitClose()).isEqualTo(4003);
    }
  }

  @Test
  void fileOfOneServerIsSaidAndReadAtTheOther() {
    String cookie = here.signIn("Ann");
    byte[] content = "0123456789".repeat(100_000).getBytes(US_ASCII);
    String id;
    try (RawClient client = here.rawClient()) {
      client
          .request(
              "POST",
              "/api/rooms/lobby/files?name=a.bin",
              cookie,
              "Content-Length: " + content.length)
          .send(content);
      RawResponse sent = client.response();
      assertThat(sent.status()).isEqualTo(201);
      id = (String) JsonText.read(sent.body()).get("id");
    }
    String other = there.signIn("Ben");
    try (TestClient ann = there.connectAs(cookie, "/chat");
        TestClient ben = here.connectAs(other, "/chat")) {
      ann.sendJson("{'type':'say','id':'1','text':'','files':[{'id':'%s'}]}".formatted(id));
      assertThat(ben.receiveContaining("\"said\"")).contains(id, "a.bin");
      assertThat(there.get("/files/" + id, other).body()).isEqualTo(new String(content, US_ASCII));
      ann.sendJson("{'type':'delete','id':'2','of':1}");
      ben.receiveContaining("\"deleted\"");
    }
    Await.until(
        "the file is erased",
        () -> !here.get("/api/owner", BEARER).body().contains("\"size\":1000000"));
    assertThat(here.get("/files/" + id, other).status()).isEqualTo(404);
  }

  @Test
  void roomIsClosedAtAllServers() {
    String cookie = here.signIn("Ann");
    try (RawClient ann = enter(there, cookie, "Ann")) {
      run(here, "close", "room=lobby&for=1h");
      assertThat(ann.closeCode()).isEqualTo(4003);
      assertThat(statusOfConnecting(there, cookie)).isEqualTo(403);
    }
  }

  @Test
  void nicknameOfOneServerIsTakenAtTheOther() {
    here.signIn("Ann");
    assertThat(there.post("/login", "nickname=Ann").status()).isEqualTo(409);
    assertThat(there.post("/login", "nickname=Ben").status()).isEqualTo(303);
  }

  @Test
  void renamingAndSigningOutTakeTheSeatsAwayAtAllServers() {
    String cookie = here.signIn("Ann");
    try (RawClient ann = enter(there, cookie, "Ann")) {
      var renamed = here.post("/login", "nickname=Anna", cookie);
      assertThat(renamed.status()).isEqualTo(303);
      assertThat(ann.closeCode()).isEqualTo(4001);
      assertThat(statusOfConnecting(there, cookie)).isEqualTo(409);

      String newCookie = "Cookie: " + renamed.cookie();
      try (RawClient anna = enter(there, newCookie, "Anna")) {
        // A connection claims its name once more after it has joined.
        Await.until("its claim is made", () -> count("name = 'Anna' AND servers <> '{}'") > 0);
        assertThat(here.post("/logout", "", newCookie).status()).isEqualTo(303);
        assertThat(anna.closeCode()).isEqualTo(4001);
      }
      // Not by signing in, whose rate is limited.
      Await.until(
          "the name is free",
          () -> count("name = 'Anna' AND NOT (former AND servers = '{}')") == 0);
      assertThat(there.post("/login", "nickname=Anna").status()).isEqualTo(303);
    }
  }

  @Test
  void linkForADeviceIsUsedOnceAndSigningOutEverywhereEndsBothAtAllServers() {
    String cookie = here.signIn("Ann");
    String answer = here.post("/api/me/device", "", cookie).body();
    String link = answer.substring(answer.indexOf("/device/"), answer.indexOf("\",\"expires"));
    String phone = "Cookie: " + there.post(link, "").cookie();
    assertThat(here.post(link, "").status()).isEqualTo(410);
    try (RawClient desk = enter(here, cookie, "Ann");
        RawClient pocket = there.rawClient().upgraded("/chat/den", phone)) {
      pocket.receiveTextContaining("Ann");
      assertThat(there.post("/logout", "everywhere=1", phone).status()).isEqualTo(303);
      assertThat(desk.closeCode()).isEqualTo(4001);
      assertThat(pocket.closeCode()).isEqualTo(4001);
    }
    // The sign-out is known before the command that closes the connections.
    assertThat(statusOfConnecting(here, cookie)).isEqualTo(401);
    assertThat(statusOfConnecting(there, cookie)).isEqualTo(401);
  }

  private long count(String claims) {
    try {
      return Long.parseLong(
          PostgresServer.query(location, "SELECT count(*) FROM chat.nickname WHERE " + claims));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

package chat.web.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.core.testing.Await;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files are said, heard and deleted with their messages. */
@Tag("server")
class SaidFilesTest {
  private static final TestServer SERVER = TestServer.open();
  private static final String OWNER = "Authorization: Bearer " + TestServer.OWNER_KEY;

  private final FileFixture files = new FileFixture(SERVER);

  @AfterAll
  static void close() {
    SERVER.close();
  }

  private String upload(String cookie, String content) {
    return FileFixture.id(files.upload(cookie, "notes.txt", content.getBytes(UTF_8)));
  }

  private static String say(String id, String file) {
    return "{'type':'say','id':'%s','text':'','files':[{'id':'%s','alt':'my notes'}]}"
        .formatted(id, file);
  }

  @Test
  void fileIsHeardByAllAndReadByOthers() {
    String ann = SERVER.signIn("Ann");
    String ben = SERVER.signIn("Ben");
    String file = upload(ann, "hello");
    try (TestClient speaker = SERVER.connectAs(ann, "/chat/notes");
        TestClient elsewhere = SERVER.connectAs(ann, "/chat");
        TestClient hearer = SERVER.connectAs(ben, "/chat");
        TestClient plain = SERVER.connectPlain("Cid", "/chat")) {
      speaker.sendJson(say("1", file));
      assertThat(speaker.receiveContaining("refused")).contains("no-such-file");

      elsewhere.sendJson(say("1", file));
      assertThat(hearer.receiveContaining("said"))
          .contains("\"id\":\"" + file + "\"", "\"name\":\"notes.txt\"", "my notes");
      assertThat(plain.receiveContaining("📎"))
          .isEqualTo(
              "Ann:📎 notes.txt http://localhost:%d/files/%s".formatted(SERVER.port(), file));
    }
    assertThat(SERVER.get("/files/" + file, ben).body()).isEqualTo("hello");
    assertThat(SERVER.get("/api/rooms/lobby/messages", ben).body()).contains(file);
  }

  @Test
  void fileIsSaidOnceAndByItsMemberOnly() {
    String dora = SERVER.signIn("Dora");
    String file = upload(dora, "hello");
    try (TestClient other = SERVER.connect("Eve", "/chat");
        TestClient own = SERVER.connectAs(dora, "/chat")) {
      other.sendJson(say("1", file));
      assertThat(other.receiveContaining("refused")).contains("no-such-file");
      own.sendJson(say("1", file));
      own.receiveContaining("\"ack\"");
      own.sendJson(say("1", file));
      own.receiveContaining("\"ack\"");
      own.sendJson(say("2", file));
      assertThat(own.receiveContaining("refused")).contains("no-such-file");
    }
  }

  @Test
  void ownerSeesWhatFilesTakeAndDeletesThemWithTheirMessages() {
    String fay = SERVER.signIn("Fay");
    String file = upload(fay, "x".repeat(1_234));
    try (TestClient client = SERVER.connectAs(fay, "/chat")) {
      client.sendJson(say("1", file));
      client.receiveContaining("\"ack\"");
      String usage = SERVER.get("/api/owner", OWNER).body();
      String row = usage.replaceFirst(".*(\\{[^{}]*\"name\":\"Fay\",\"count\"[^{}]*\\}).*", "$1");
      assertThat(row).contains("\"room\":\"lobby\"", "\"count\":1", "\"size\":1234");

      String member = row.replaceFirst(".*\"member\":\"([^\"]+)\".*", "$1");
      assertThat(SERVER.post("/api/owner/delete", "room=lobby&member=" + member, OWNER).status())
          .isEqualTo(204);
      client.receiveContaining("\"deleted\"");
    }
    Await.until("the file is erased", () -> SERVER.get("/files/" + file, fay).status() == 404);
    assertThat(SERVER.get("/api/owner", OWNER).body()).doesNotContain("\"size\":1234");
  }
}

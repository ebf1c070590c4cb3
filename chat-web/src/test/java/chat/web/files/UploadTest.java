package chat.web.files;

import static chat.web.files.FileFixture.FILES;
import static chat.web.files.FileFixture.id;
import static chat.web.files.FileFixture.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.JsonText;
import chat.web.testing.Pictures;
import chat.web.testing.RawClient;
import chat.web.testing.RawResponse;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are sent in one request. */
@Tag("server")
class UploadTest {
  private static TestServer server;
  private static FileFixture files;
  private static String ann;

  @BeforeAll
  static void open() {
    server = TestServer.open();
    files = new FileFixture(server);
    ann = server.signIn("ann");
  }

  @AfterAll
  static void close() {
    server.close();
  }

  private static RawResponse get(Map<String, Object> file) {
    return server.get("/files/" + id(file), ann);
  }

  @Test
  void fileIsKeptWithItsNameTypeAndSize() {
    byte[] content = text(100_000);
    Map<String, Object> file = files.upload(ann, "图 1.txt", content);

    assertThat(file)
        .containsEntry("name", "图 1.txt")
        .containsEntry("type", "text/plain")
        .containsEntry("size", 100_000L)
        .doesNotContainKeys("width", "height");
    assertThat(get(file).body()).isEqualTo(new String(content, ISO_8859_1));
  }

  @Test
  void pictureIsKeptWithItsDimensions() {
    assertThat(files.upload(ann, "a.png", Pictures.png(40, 30)))
        .containsEntry("type", "image/png")
        .containsEntry("width", 40L)
        .containsEntry("height", 30L);
  }

  @Test
  void typeIsThatOfTheContent() {
    byte[] picture = Pictures.png(4, 3);
    RawResponse response =
        files.send("POST", FILES + "?name=a.html", picture, ann, "Content-Type: text/html");
    assertThat(JsonText.read(response.body())).containsEntry("type", "image/png");
  }

  @Test
  void emptyFileIsAFile() {
    Map<String, Object> file = files.upload(ann, "empty", new byte[0]);
    assertThat(file).containsEntry("size", 0L);
    assertThat(get(file).header("Content-Length")).hasValue("0");
  }

  @Test
  void chunkedBodyIsAFile() {
    try (RawClient client = server.rawClient()) {
      client.request("POST", FILES + "?name=a", ann, "Transfer-Encoding: chunked");
      client.send("5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n");
      RawResponse response = client.response();
      assertThat(response.status()).as(response.toString()).isEqualTo(201);
      assertThat(get(JsonText.read(response.body())).body()).isEqualTo("hello world");
    }
  }

  private static RawResponse sendForm(String body, String query) {
    return files.send(
        "POST",
        FILES + query,
        body.getBytes(UTF_8),
        ann,
        "Content-Type: multipart/form-data; boundary=----x'y");
  }

  private static String part(String disposition, String content) {
    return "------x'y\r\nContent-Disposition: "
        + disposition
        + "\r\nContent-Type: text/html\r\n\r\n"
        + content
        + "\r\n------x'y--\r\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hello", "\r\n", "\r\n------x'", "a\r\n--\r\n------x\r\r\n", "\r\r\r\n-\r\n"})
  void partOfAFormIsAFile(String content) {
    RawResponse response =
        sendForm(part("form-data; name=\"file\"; filename=\"图 \\\"1\\\".txt\"", content), "");
    assertThat(response.status()).as(response.toString()).isEqualTo(201);
    Map<String, Object> file = JsonText.read(response.body());
    assertThat(file).containsEntry("name", "图 \"1\".txt");
    assertThat(get(file).body()).isEqualTo(content);
  }

  @Test
  void largePartOfAFormIsAFile() {
    String content = new String(text(300_000), ISO_8859_1);
    RawResponse response =
        sendForm(part("form-data; name=file; filename=\"b\"", content), "?name=a.txt");
    Map<String, Object> file = JsonText.read(response.body());
    assertThat(file).containsEntry("name", "a.txt");
    assertThat(get(file).body()).isEqualTo(content);
  }

  @Test
  void formWithAnythingElseIsRefused() {
    String file = "form-data; name=\"file\"; filename=\"a\"";
    String two = part(file, "x").replace("y--\r\n", "y\r\n") + part(file, "x");
    for (String body :
        new String[] {
          "",
          "hello",
          two,
          part("form-data; name=\"other\"; filename=\"a\"", "x"),
          part("form-data; name=\"other\"; filename=\"name=file\"", "x"),
          part(file, "x").replace("--\r\n", ""),
          part(file, "x").substring(0, 60),
          "preamble\r\n" + part(file, "x"),
          part(file + "\r\nX: " + "y".repeat(5_000), "x"),
        }) {
      RawResponse response = sendForm(body, "");
      assertThat(response.status()).as(body).isEqualTo(400);
      assertThat(response.header("Chat-Why")).as(body).hasValue("file-form");
    }
  }

  @Test
  void nameIsNeededAndIsNoPath() {
    for (String name :
        new String[] {
          "",
          "?name=",
          "?name=%20",
          "?name=a/b",
          "?name=..%2fetc%2fpasswd",
          "?name=a%00",
          "?name=a%0d%0ab",
          "?name=a%E2%80%AEgpj.exe",
          "?name=" + "x".repeat(256)
        }) {
      RawResponse response = files.send("POST", FILES + name, text(10), ann);
      assertThat(response.status()).as(name).isEqualTo(400);
      assertThat(response.header("Chat-Why")).as(name).hasValue("file-name");
      assertThat(response.body()).as(name).isNotBlank();
    }
  }

  @Test
  void fileIsSaidOnceByItsSenderInItsRoom() {
    String id = id(files.upload(ann, "a.txt", text(10)));
    try (TestClient talk = server.connectAs(ann, "/chat");
        TestClient den = server.connectAs(ann, "/chat/den");
        TestClient ben = server.connect("ben", "/chat")) {
      String say = "{'type':'say','id':'%s','text':'','files':[{'id':'" + id + "'}]}";
      ben.sendJson(say.formatted("b1"));
      assertThat(ben.receiveType("refused")).containsEntry("code", "no-such-file");
      den.sendJson(say.formatted("d1"));
      assertThat(den.receiveType("refused")).containsEntry("code", "no-such-file");
      talk.sendJson(say.formatted("a1"));
      assertThat(talk.receiveType("said").get("files").toString()).contains(id, "a.txt");
      talk.sendJson(say.formatted("a2"));
      assertThat(talk.receiveType("refused")).containsEntry("code", "no-such-file");
    }
  }

  @Test
  void fileIsErasedWithItsMessage() {
    Map<String, Object> file = files.upload(ann, "a.txt", text(10));
    try (TestClient talk = server.connectAs(ann, "/chat/erased")) {
      Map<String, Object> sent =
          JsonText.read(files.send("POST", "/api/rooms/erased/files?name=a", text(10), ann).body());
      talk.sendJson("{'type':'say','id':'1','text':'','files':[{'id':'" + id(sent) + "'}]}");
      long seq = (long) talk.receiveType("said").get("seq");
      assertThat(get(sent).status()).isEqualTo(200);
      talk.sendJson("{'type':'delete','id':'2','of':" + seq + "}");
      talk.receiveType("deleted");
      chat.core.testing.Await.until("the file is erased", () -> get(sent).status() == 404);
    }
    assertThat(get(file).status()).isEqualTo(200);
  }
}

package chat.web.files;

import static chat.web.files.FileFixture.BYTES;
import static chat.web.files.FileFixture.FILES;
import static chat.web.files.FileFixture.TUS;
import static chat.web.files.FileFixture.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import chat.core.file.FileId;
import chat.core.testing.Await;
import chat.files.store.DirectoryFileStore;
import chat.web.config.FileStorage;
import chat.web.testing.JsonText;
import chat.web.testing.Pictures;
import chat.web.testing.RawClient;
import chat.web.testing.RawResponse;
import chat.web.testing.TestServer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resumable uploads by tus 1.0. */
@Tag("server")
class TusTest {
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

  private static String id(String address) {
    return address.substring(address.lastIndexOf('/') + 1);
  }

  private static RawResponse download(String address) {
    return server.get("/files/" + id(address), ann);
  }

  /** Without a request, which would end the one that is sending. */
  private static long offset(String address) {
    FileId id = new FileId(id(address));
    return server.fileStorage.store().findUpload(id).orElseThrow().offset();
  }

  private static void assertOffset(String address, long offset, long length) {
    RawResponse head = files.head(ann, address);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Upload-Offset")).hasValue(Long.toString(offset));
    assertThat(head.header("Upload-Length")).hasValue(Long.toString(length));
    assertThat(head.header("Cache-Control")).hasValue("no-store");
    assertThat(head.header("Tus-Resumable")).hasValue("1.0.0");
  }

  @Test
  void optionsNameVersionExtensionsAndSize() {
    RawResponse options = server.request("OPTIONS", FILES, ann);
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.header("Tus-Version")).hasValue("1.0.0");
    assertThat(options.header("Tus-Extension").orElseThrow().split(","))
        .contains("creation", "termination", "expiration");
    assertThat(options.header("Tus-Max-Size")).hasValue(Long.toString(20L << 20));
  }

  @Test
  void uploadContinuesAtItsOffsetUntilTheFileIsKept() {
    byte[] content = text(200_000);
    String address = files.begin(ann, "图 1.txt", content.length);
    assertThat(address).matches(FILES + "/[A-Za-z0-9_-]{22}");
    assertOffset(address, 0, 200_000);

    RawResponse first = files.patch(ann, address, 0, Arrays.copyOf(content, 150_000));
    assertThat(first.status()).as(first.toString()).isEqualTo(204);
    assertThat(first.header("Upload-Offset")).hasValue("150000");
    assertThat(first.header("Upload-Expires")).isPresent();
    assertOffset(address, 150_000, 200_000);
    assertThat(download(address).status()).isEqualTo(404);
    assertThat(server.get(address, ann).status()).isEqualTo(404);

    byte[] rest = Arrays.copyOfRange(content, 150_000, 200_000);
    assertThat(files.patch(ann, address, 150_000, rest).status()).isEqualTo(204);
    assertThat(download(address).body()).isEqualTo(new String(content, ISO_8859_1));
    assertThat(JsonText.read(server.get(address, ann).body()))
        .containsEntry("id", id(address))
        .containsEntry("name", "图 1.txt")
        .containsEntry("type", "text/plain")
        .containsEntry("size", 200_000L);
  }

  @Test
  void lostAnswerToTheLastBytesIsGivenAgain() {
    byte[] picture = Pictures.png(4, 3);
    String address = files.begin(ann, "a.png", picture.length);
    assertThat(files.patch(ann, address, 0, picture).status()).isEqualTo(204);

    RawResponse head = files.head(ann, address);
    assertThat(head.header("Upload-Offset")).isEqualTo(head.header("Upload-Length")).isPresent();
    assertThat(files.patch(ann, address, picture.length, new byte[0]).status()).isEqualTo(204);
    RawResponse again = files.patch(ann, address, 10, new byte[20]);
    assertThat(again.status()).isEqualTo(204);
    assertThat(again.header("Upload-Offset")).hasValue("30");
    assertThat(JsonText.read(server.get(address, ann).body())).containsEntry("width", 4L);
  }

  @Test
  void bytesMayComeWithTheCreation() {
    RawResponse created =
        files.send("POST", FILES + "?name=a", text(10), ann, TUS, BYTES, "Upload-Length: 10");
    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    assertThat(created.header("Upload-Offset")).hasValue("10");
    assertThat(download(created.header("Location").orElseThrow()).status()).isEqualTo(200);
  }

  @Test
  void emptyFileIsKeptAtItsCreation() {
    String address = files.begin(ann, "empty", 0);
    assertThat(download(address).header("Content-Length")).hasValue("0");
  }

  @Test
  void uploadIsEndedByDelete() {
    String address = files.begin(ann, "a", 10);
    assertThat(server.request("DELETE", address, ann, TUS).status()).isEqualTo(204);
    assertThat(files.head(ann, address).status()).isEqualTo(404);
    assertThat(server.request("DELETE", address, ann, TUS).status()).isEqualTo(404);
    assertThat(files.patch(ann, address, 0, text(10)).status()).isEqualTo(404);
  }

  @Test
  void wrongOffsetTypeVersionAndNumbersAreRefused() {
    String address = files.begin(ann, "a", 10);
    assertThat(files.patch(ann, address, 1, text(1)).status()).isEqualTo(409);
    assertThat(files.patch(ann, address, 11, text(0)).status()).isEqualTo(409);
    assertThat(files.patch(ann, address, 0, text(11)).header("Chat-Why")).hasValue("file-longer");
    String offset = "Upload-Offset: 0";
    assertThat(files.send("PATCH", address, text(1), ann, TUS, offset).status()).isEqualTo(415);
    assertThat(files.send("PATCH", address, text(1), ann, BYTES, offset).status()).isEqualTo(412);
    assertThat(
            files
                .send("PATCH", address, text(1), ann, BYTES, offset, "Tus-Resumable: 0.2.2")
                .header("Tus-Version"))
        .hasValue("1.0.0");
    assertThat(files.send("PATCH", address, text(1), ann, TUS, BYTES).status()).isEqualTo(400);
    for (String number : new String[] {"-1", "x", "1e3", "0x1", "99999999999999999999"}) {
      String length = "Upload-Length: " + number;
      assertThat(server.request("POST", FILES + "?name=a", ann, TUS, length).status())
          .as(number)
          .isEqualTo(400);
      assertThat(
              files
                  .send("PATCH", address, text(1), ann, TUS, BYTES, "Upload-Offset: " + number)
                  .status())
          .as(number)
          .isEqualTo(400);
    }
    assertOffset(address, 0, 10);
  }

  @Test
  void nameOfTheMetadataIsChecked() {
    for (String metadata : new String[] {"filename", "filename !", "filename Li4vYQ==", "x YQ=="}) {
      RawResponse response =
          server.request(
              "POST", FILES, ann, TUS, "Upload-Length: 1", "Upload-Metadata: " + metadata);
      assertThat(response.status()).as(metadata).isEqualTo(400);
      assertThat(response.header("Chat-Why")).as(metadata).hasValue("file-name");
    }
  }

  @Test
  void othersCannotSeeOrContinueAnUpload() {
    String address = files.begin(ann, "a", 10);
    String ben = server.signIn("ben");
    assertThat(files.head(ben, address).status()).isEqualTo(404);
    assertThat(files.patch(ben, address, 0, text(10)).status()).isEqualTo(404);
    assertThat(server.request("DELETE", address, ben, TUS).status()).isEqualTo(404);
    String elsewhere = address.replace("lobby", "den");
    assertThat(files.patch(ann, elsewhere, 0, text(10)).status()).isEqualTo(404);
    assertOffset(address, 0, 10);
    files.patch(ann, address, 0, text(10));
    assertThat(server.get(address, ben).status()).isEqualTo(404);
    assertThat(files.head(ben, address).status()).isEqualTo(404);
  }

  @Test
  void whatCameBeforeACutIsKept() {
    String address = files.begin(ann, "a", 200_000);
    try (RawClient client = server.rawClient()) {
      client
          .request("PATCH", address, ann, TUS, BYTES, "Upload-Offset: 0", "Content-Length: 200000")
          .send(text(100_000));
    }
    Await.until("all bytes are kept", () -> offset(address) == 100_000);
  }

  @Test
  void uploadContinuesAfterARestartOfTheServer(@TempDir Path folder) {
    TestServer restarted = new TestServer();
    restarted.fileStorage = storage(folder);
    FileFixture again = new FileFixture(restarted.start());
    String cat = restarted.signIn("cat");
    String address = again.begin(cat, "a", 100_000);
    again.patch(cat, address, 0, Arrays.copyOf(text(100_000), 60_000));
    restarted.close();

    restarted.fileStorage = storage(folder);
    restarted.start();
    try (restarted) {
      assertThat(again.head(cat, address).header("Upload-Offset")).hasValue("60000");
      byte[] rest = Arrays.copyOfRange(text(100_000), 60_000, 100_000);
      assertThat(again.patch(cat, address, 60_000, rest).status()).isEqualTo(204);
      assertThat(restarted.get("/files/" + id(address), cat).body())
          .isEqualTo(new String(text(100_000), ISO_8859_1));
    }
  }

  private static FileStorage storage(Path folder) {
    var store = new DirectoryFileStore(folder.resolve("files"), InstantSource.system());
    return new FileStorage(store, store.temporaryFolder());
  }

  @Test
  void laterRequestTakesAnUploadOver() {
    String address = files.begin(ann, "a", 200_000);
    try (RawClient stalled = server.rawClient()) {
      stalled
          .request("PATCH", address, ann, TUS, BYTES, "Upload-Offset: 0", "Content-Length: 200000")
          .send(text(70_000));
      Await.until("the first piece is kept", () -> offset(address) > 0);
      // It waits for the rest until it is replaced.
      long offset = Long.parseLong(files.head(ann, address).header("Upload-Offset").orElseThrow());
      assertThat(offset).isBetween(65_536L, 70_000L);
      assertThat(stalled.isClosed()).isTrue();
      byte[] rest = Arrays.copyOfRange(text(200_000), (int) offset, 200_000);
      assertThat(files.patch(ann, address, offset, rest).status()).isEqualTo(204);
      assertThat(download(address).body()).isEqualTo(new String(text(200_000), ISO_8859_1));
    }
  }
}

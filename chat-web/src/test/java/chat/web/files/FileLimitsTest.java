package chat.web.files;

import static chat.web.files.FileFixture.BYTES;
import static chat.web.files.FileFixture.FILES;
import static chat.web.files.FileFixture.TUS;
import static chat.web.files.FileFixture.text;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import chat.core.testing.Await;
import chat.core.testing.MemoryFileStore;
import chat.web.config.FileStorage;
import chat.web.metrics.Limit;
import chat.web.testing.LogRecorder;
import chat.web.testing.RawClient;
import chat.web.testing.RawResponse;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limits of files, and who may send them. */
@Tag("server")
class FileLimitsTest {
  private static final int SIZE = 100_000;
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
  private static final String OWNER = "Authorization: Bearer " + TestServer.OWNER_KEY;

  @TempDir Path temporary;

  private TestServer server;
  private FileFixture files;
  private String ann;

  private void open(Consumer<TestServer> settings) {
    server = TestServer.open(settings);
    files = new FileFixture(server);
    ann = server.signIn("ann");
  }

  private void openWithSize() {
    open(settings -> {
      settings.files.size(SIZE);
      settings.http.transferWindow(Duration.ofMillis(500));
    });
  }

  @AfterEach
  void close() {
    server.close();
  }

  private RawResponse send(byte[] content, String... headers) {
    return files.send("POST", FILES + "?name=a", content, headers);
  }

  private void assertNothingIsKept() {
    Await.until("nothing is kept", () -> server.fileStorage.store().size() == 0);
  }

  private static void assertRefused(RawResponse response, int status, String why) {
    assertThat(response.status()).as(response.toString()).isEqualTo(status);
    assertThat(response.header("Chat-Why")).as(response.toString()).hasValue(why);
    assertThat(response.body()).isNotBlank();
  }

  @Test
  void fileOverTheSizeIsRefused() {
    openWithSize();
    assertThat(send(text(SIZE), ann).status()).isEqualTo(201);
    assertRefused(send(text(SIZE + 1), ann), 413, "file-size");
    String length = "Upload-Length: " + (SIZE + 1);
    assertRefused(server.request("POST", FILES + "?name=a", ann, TUS, length), 413, "file-size");
    assertThat(server.fileStorage.store().size()).isEqualTo(SIZE);
    assertThat(server.limitHits(Limit.FILE_SIZE)).isEqualTo(2);
  }

  @Test
  void refusalIsReadThoughTheClientIsStillSending() {
    openWithSize();
    try (RawClient client = server.rawClient()) {
      client.request("POST", FILES + "?name=a", ann, "Content-Length: 900000").send(text(900_000));
      assertRefused(client.response(), 413, "file-size");
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void formOverTheSizeIsRefused() {
    openWithSize();
    String head = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
    String type = "Content-Type: multipart/form-data; boundary=x";
    byte[] large = (head + "y".repeat(SIZE + 1) + "\r\n--x--\r\n").getBytes(US_ASCII);
    assertRefused(files.send("POST", FILES, large, ann, type), 413, "file-size");
    byte[] fitting = (head + "y".repeat(SIZE) + "\r\n--x--\r\n").getBytes(US_ASCII);
    assertThat(files.send("POST", FILES, fitting, ann, type).status()).isEqualTo(201);
  }

  @Test
  void chunksWithoutEndAreRefusedAtTheSize() {
    openWithSize();
    try (RawClient client = server.rawClient()) {
      client.request("POST", FILES + "?name=a", ann, "Transfer-Encoding: chunked");
      String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
      for (int i = 0; i <= SIZE / 0x4000; i++) {
        client.send(chunk);
      }
      assertRefused(client.response(), 413, "file-size");
      assertThat(client.isClosed()).isTrue();
    }
    assertNothingIsKept();
  }

  @Test
  void chunkThatWouldFillTheMemoryIsRefused() {
    openWithSize();
    try (RawClient client = server.rawClient()) {
      client.request("POST", FILES + "?name=a", ann, "Transfer-Encoding: chunked");
      client.send("7fffffff\r\nxxxx");
      assertThat(client.response().status()).isEqualTo(413);
      assertThat(client.isClosed()).isTrue();
    }
    assertNothingIsKept();
  }

  @Test
  void moreBytesThanAnnouncedAreRefused() {
    openWithSize();
    String address = files.begin(ann, "a", 1);
    assertRefused(files.patch(ann, address, 0, text(20_000)), 413, "file-longer");
    try (RawClient client = server.rawClient()) {
      client.request(
          "PATCH", address, ann, TUS, BYTES, "Upload-Offset: 0", "Transfer-Encoding: chunked");
      client.send("1\r\nx\r\n5\r\nxxxxx\r\n0\r\n\r\n");
      assertRefused(client.response(), 413, "file-longer");
    }
    assertThat(files.head(ann, address).header("Upload-Offset")).hasValue("0");
  }

  @Test
  void uploadThatStopsIsCutAndMayBeResumed() {
    openWithSize();
    String address = files.begin(ann, "a", SIZE);
    try (RawClient client = server.rawClient()) {
      client
          .request("PATCH", address, ann, TUS, BYTES, "Upload-Offset: 0", "Content-Length: " + SIZE)
          .send(text(4_096));
      assertThat(client.isClosed()).isTrue();
    }
    assertThat(files.head(ann, address).header("Upload-Offset")).hasValue("4096");
    assertThat(server.limitHits(Limit.TRANSFER_TIME)).isEqualTo(1);
  }

  @Test
  void uploadInOneRequestThatStopsIsErased() {
    openWithSize();
    try (RawClient client = server.rawClient()) {
      client.request("POST", FILES + "?name=a", ann, "Content-Length: " + SIZE).send(text(4_096));
      Await.until("it has begun", () -> server.fileStorage.store().size() == SIZE);
      assertThat(client.isClosed()).isTrue();
    }
    assertNothingIsKept();
  }

  @Test
  void clientThatGoesIsNoFailureOfTheServer() {
    openWithSize();
    String file = FileFixture.id(files.upload(ann, "a", text(SIZE)));
    try (var log = new LogRecorder("chat.web")) {
      try (RawClient sending = server.rawClient();
          RawClient chunked = server.rawClient();
          RawClient reading = server.rawClient()) {
        sending.request("POST", FILES + "?name=a", ann, "Content-Length: " + SIZE).send(text(10));
        chunked
            .request("POST", FILES + "?name=a", ann, "Transfer-Encoding: chunked")
            .send("5\r\nhello\r\n");
        reading.request("GET", "/files/" + file, ann).receiveBytes(100);
        Await.until("both uploads", () -> server.fileStorage.store().size() == 3 * SIZE);
        sending.reset();
        chunked.reset();
        reading.reset();
      }
      Await.until("they are erased", () -> server.fileStorage.store().size() == SIZE);
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void chunkThatIsNoneIsRefused() {
    openWithSize();
    try (RawClient client = server.rawClient()) {
      client.request("POST", FILES + "?name=a", ann, "Transfer-Encoding: chunked");
      client.send("zz\r\nxx\r\n0\r\n\r\n");
      assertThat(client.response().status()).isEqualTo(400);
      assertThat(client.isClosed()).isTrue();
    }
    assertNothingIsKept();
  }

  @Test
  void chunkedFormsKeepTheirLimit() {
    openWithSize();
    try (RawClient client = server.rawClient()) {
      client.request("POST", "/login", FORM, "Transfer-Encoding: chunked");
      client.send(("4000\r\n" + "x".repeat(0x4000) + "\r\n").repeat(5));
      assertThat(client.response().status()).isEqualTo(413);
      assertThat(client.isClosed()).isTrue();
    }
    assertThat(server.limitHits(Limit.FORM_SIZE)).isEqualTo(1);
  }

  @Test
  void filesOverTheHourlyNumberAreRefused() {
    open(settings -> settings.files.perMember(OptionalInt.of(3)).perAddress(OptionalInt.of(5)));
    for (int i = 0; i < 3; i++) {
      assertThat(send(text(1), ann).status()).isEqualTo(201);
    }
    RawResponse refused = send(text(1), ann);
    assertRefused(refused, 429, "file-rate");
    assertThat(Long.parseLong(refused.header("Retry-After").orElseThrow()))
        .isBetween(1_000L, 1_201L);
    String ben = server.signIn("ben");
    assertThat(send(text(1), ben).status()).isEqualTo(201);
    files.begin(ben, "a", 1);
    assertRefused(send(text(1), ben), 429, "file-rate");
    assertThat(server.limitHits(Limit.FILES)).isEqualTo(2);
  }

  @Test
  void filesOverTheTotalAreRefused() {
    open(settings -> settings.files.total(250_000));
    assertThat(send(text(100_000), ann).status()).isEqualTo(201);
    String upload = files.begin(ann, "a", 100_000);
    assertRefused(send(text(50_001), ann), 507, "files-total");
    assertThat(send(text(50_000), ann).status()).isEqualTo(201);
    assertThat(server.request("DELETE", upload, ann, TUS).status()).isEqualTo(204);
    assertThat(send(text(50_001), ann).status()).isEqualTo(201);
    assertThat(server.limitHits(Limit.FILES_TOTAL)).isEqualTo(1);
    assertThat(server.metric("chat_file_bytes")).isEqualTo(200_001);
  }

  @Test
  void onlyThoseWhoMaySaySomethingSendFiles() {
    open(settings -> settings.members.guests(true));
    assertRefused(send(text(1)), 401, "sign-in");
    assertRefused(send(text(1), ann, "Origin: https://evil.example"), 403, "origin");
    assertRefused(
        files.send("POST", "/api/rooms/a%20b/files?name=a", text(1), ann), 404, "not-found");
    try (TestClient talk = server.connectAs(ann, "/chat")) {
      String member = (String) ((Map<?, ?>) talk.receiveType("welcome").get("you")).get("id");
      server.post("/api/owner/mute", "member=" + member + "&for=1h", OWNER);
      assertRefused(send(text(1), ann), 403, "muted");
      server.post("/api/owner/unmute", "member=" + member, OWNER);
      String file = FileFixture.id(files.upload(ann, "a", text(1)));
      server.post("/api/owner/close", "room=lobby&for=1h", OWNER);
      assertRefused(send(text(1), ann), 403, "closed");
      assertRefused(server.get("/files/" + file, ann), 403, "closed");
      server.post("/api/owner/ban", "member=" + member + "&for=1h", OWNER);
      assertRefused(server.get("/files/" + file, ann), 403, "banned");
    }
  }

  @Test
  void sendingCanBeTurnedOff() {
    var before = new MemoryFileStore(InstantSource.system());
    open(settings -> {
      settings.files.enabled(false);
      settings.fileStorage = new FileStorage(before, temporary);
    });
    String file = before.keep("ann", text(10)).id().value();
    assertThat(server.get("/files/" + file, ann).status()).isEqualTo(200);
    assertThat(server.get("/rooms/lobby", ann).body()).contains("data-files=\"false\"");
    assertThat(send(text(1), ann).status()).isEqualTo(404);
    assertThat(send(text(70_000), ann).status()).isEqualTo(413);
    assertThat(server.request("PATCH", FILES + '/' + file, ann, TUS).status()).isEqualTo(404);
  }
}

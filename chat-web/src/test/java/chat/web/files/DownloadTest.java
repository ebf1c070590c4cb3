package chat.web.files;

import static chat.web.files.FileFixture.id;
import static chat.web.files.FileFixture.text;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.core.file.FileId;
import chat.web.testing.Pictures;
import chat.web.testing.RawClient;
import chat.web.testing.RawResponse;
import chat.web.testing.TestServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What members get of the files that were sent. */
@Tag("server")
class DownloadTest {
  private static final String TEXT = new String(text(1_000), ISO_8859_1);

  private static TestServer server;
  private static FileFixture files;
  private static String ann;
  private static String picture;
  private static String plain;

  @BeforeAll
  static void open() {
    server = TestServer.open();
    files = new FileFixture(server);
    ann = server.signIn("ann");
    picture = "/files/" + id(files.upload(ann, "a.png", Pictures.png(1_000, 400)));
    plain = "/files/" + id(files.upload(ann, "a.txt", text(1_000)));
  }

  @AfterAll
  static void close() {
    server.close();
  }

  @Test
  void pictureIsShownAndNothingInItRuns() {
    RawResponse response = server.get(picture, server.signIn("ben"));
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("Content-Type")).hasValue("image/png");
    assertThat(response.header("Content-Disposition").orElseThrow()).startsWith("inline;");
    assertThat(response.header("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(response.header("Content-Security-Policy").orElseThrow())
        .startsWith("sandbox; default-src 'none';")
        .doesNotContain("script", "allow-");
    assertThat(response.header("Cross-Origin-Resource-Policy")).hasValue("same-origin");
    assertThat(response.header("Cache-Control")).hasValue("private, max-age=3600");
    assertThat(response.header("Accept-Ranges")).hasValue("bytes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.txt          | filename="a.txt"; filename*=UTF-8''a.txt
          图.txt         | filename="_.txt"; filename*=UTF-8''%E5%9B%BE.txt
          a";x=y.exe     | filename="a__x=y.exe"; filename*=UTF-8''a%22%3Bx%3Dy.exe
          a*'%41.txt     | filename="a___41.txt"; filename*=UTF-8''a%2A%27%2541.txt
          a\\b c.txt     | filename="a_b c.txt"; filename*=UTF-8''a%5Cb%20c.txt
          """)
  void nameIsOneParameterOfTheHeader(String name, String expected) {
    Map<String, Object> file = files.upload(ann, name, text(10));
    assertThat(file).containsEntry("name", name);
    assertThat(server.get("/files/" + id(file), ann).header("Content-Disposition"))
        .hasValue("attachment; " + expected);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=10-19, 10, 20",
    "bytes=990-, 990, 1000",
    "bytes=990-5000, 990, 1000",
    "bytes=-7, 993, 1000",
    "bytes=-5000, 0, 1000"
  })
  void rangeIsSent(String range, int first, int end) {
    RawResponse response = server.get(plain, ann, "Range: " + range);
    assertThat(response.status()).isEqualTo(206);
    assertThat(response.header("Content-Range"))
        .hasValue("bytes " + first + "-" + (end - 1) + "/1000");
    assertThat(response.body()).isEqualTo(TEXT.substring(first, end));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=1000-", "bytes=1000-1001", "bytes=-0"})
  void rangeBehindTheEndIsRefused(String range) {
    RawResponse response = server.get(plain, ann, "Range: " + range);
    assertThat(response.status()).isEqualTo(416);
    assertThat(response.header("Content-Range")).hasValue("bytes */1000");
    assertThat(response.header("Chat-Why")).hasValue("range");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=0-0,1-1",
        "bytes=9-3",
        "bytes=-",
        "bytes=x-1",
        "lines=0-1",
        "bytes=0-99999999999999999999",
        "bytes = 0-1"
      })
  void anyOtherRangeIsIgnored(String range) {
    RawResponse response = server.get(plain, ann, "Range: " + range);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(TEXT);
  }

  @Test
  void rangeIsSentIfTheFileIsTheSame() {
    String etag = server.get(plain, ann).header("ETag").orElseThrow();
    assertThat(server.get(plain, ann, "Range: bytes=1-2", "If-Range: " + etag).status())
        .isEqualTo(206);
    for (String other : new String[] {"\"x\"", "W/" + etag, "Thu, 26 Nov 2026 16:00:00 GMT"}) {
      RawResponse response = server.get(plain, ann, "Range: bytes=1-2", "If-Range: " + other);
      assertThat(response.status()).as(other).isEqualTo(200);
      assertThat(response.body()).as(other).isEqualTo(TEXT);
    }
  }

  @Test
  void thousandsOfRangesAreOneWholeFile() {
    RawResponse response = server.get(plain, ann, "Range: bytes=0-0" + ",1-1".repeat(3_000));
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("Content-Length")).hasValue("1000");
  }

  @Test
  void knownFileIsNotSentAgain() {
    String etag = server.get(plain, ann).header("ETag").orElseThrow();
    RawResponse response = server.get(plain, ann, "If-None-Match: \"x\", " + etag);
    assertThat(response.status()).isEqualTo(304);
    assertThat(response.body()).isEmpty();
    assertThat(server.get(plain, ann, "If-None-Match: \"x\"").status()).isEqualTo(200);
  }

  @Test
  void headHasTheHeadersAlone() {
    try (RawClient client = server.rawClient()) {
      RawResponse head = client.request("HEAD", plain, ann).responseHead();
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Length")).hasValue("1000");
      // A body would be read as this response.
      assertThat(client.request("GET", "/health").response().body()).isEqualTo("ok\n");
    }
  }

  @Test
  void onlyMembersReadFiles() {
    for (String path : new String[] {plain, picture, picture + "/thumbnail"}) {
      assertThat(server.get(path).status()).isEqualTo(401);
      assertThat(server.get(path, "Cookie: chat=x.y.z").status()).isEqualTo(401);
    }
    String unknown = FileId.random().value();
    for (String id :
        new String[] {unknown, "x", "%2e%2e", "..%2f..%2fcookie-keys", unknown + "x"}) {
      assertThat(server.get("/files/" + id, ann).status()).as(id).isEqualTo(404);
      assertThat(server.get("/files/" + id + "/thumbnail", ann).status()).as(id).isEqualTo(404);
    }
  }

  private static BufferedImage thumbnail(String path) throws IOException {
    try (RawClient client = server.rawClient()) {
      RawResponse head = client.request("GET", path + "/thumbnail", ann).responseHead();
      assertThat(head.status()).as(head.toString()).isEqualTo(200);
      assertThat(head.header("Content-Type")).hasValue("image/jpeg");
      assertThat(head.header("Content-Security-Policy").orElseThrow()).startsWith("sandbox");
      int length = Integer.parseInt(head.header("Content-Length").orElseThrow());
      return ImageIO.read(new ByteArrayInputStream(client.receiveBytes(length)));
    }
  }

  @Test
  void thumbnailFitsInto640Pixels() throws IOException {
    BufferedImage thumbnail = thumbnail(picture);
    assertThat(thumbnail.getWidth()).isEqualTo(640);
    assertThat(thumbnail.getHeight()).isEqualTo(256);
    FileId id = new FileId(picture.substring("/files/".length()));
    assertThat(server.fileStorage.store().thumbnail(id)).isPresent();
    assertThat(thumbnail(picture).getWidth()).isEqualTo(640);
  }

  @Test
  void onlyPicturesHaveThumbnails() {
    assertThat(server.get(plain + "/thumbnail", ann).status()).isEqualTo(404);
    byte[] cut = java.util.Arrays.copyOf(Pictures.png(30, 30), 60);
    RawResponse response = files.send("POST", FileFixture.FILES + "?name=a.png", cut, ann);
    assertThat(response.status()).isEqualTo(415);
    assertThat(new String(cut, UTF_8)).contains("PNG");
  }
}

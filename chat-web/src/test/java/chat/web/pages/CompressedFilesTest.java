package chat.web.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.web.http.Gzip;
import chat.web.testing.TestServer;
import io.helidon.http.HeaderNames;
import io.helidon.http.WritableHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gzip for scripts, styles and the room's page, for clients that accept it. */
@Tag("server")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CompressedFilesTest {
  private final TestServer server = TestServer.open();
  private final HttpClient browser = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    browser.close();
    server.close();
  }

  private HttpResponse<byte[]> request(String method, String path, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return browser.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> response, String name) {
    return String.join(", ", response.headers().allValues(name));
  }

  private static byte[] decompressed(byte[] packed) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
  }

  private static String file(String name) {
    return StaticFiles.base() + '/' + name;
  }

  @ParameterizedTest
  @CsvSource({"room.js,text/javascript", "room.css,text/css", "icon.svg,image/svg+xml"})
  void a_file_is_the_same_compressed_and_plain(String name, String type) throws Exception {
    HttpResponse<byte[]> plain = request("GET", file(name));
    HttpResponse<byte[]> packed = request("GET", file(name), "Accept-Encoding", "br, gzip");

    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(header(plain, "Content-Encoding")).isEmpty();
    assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
    assertThat(decompressed(packed.body())).isEqualTo(plain.body());
    assertThat(packed.body()).hasSizeLessThan(plain.body().length);
    for (HttpResponse<byte[]> response : List.of(plain, packed)) {
      assertThat(header(response, "Vary")).contains("Accept-Encoding");
      assertThat(header(response, "Cache-Control")).contains("immutable");
      assertThat(header(response, "Content-Type")).startsWith(type);
      assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
    }
    assertThat(header(packed, "ETag")).isNotEmpty().isNotEqualTo(header(plain, "ETag"));
  }

  @Test
  void head_sends_the_length_and_a_known_etag_gets_304() throws Exception {
    HttpResponse<byte[]> whole = request("GET", file("room.js"), "Accept-Encoding", "gzip");
    HttpResponse<byte[]> head = request("HEAD", file("room.js"), "Accept-Encoding", "gzip");
    HttpResponse<byte[]> known =
        request(
            "GET",
            file("room.js"),
            "Accept-Encoding",
            "gzip",
            "If-None-Match",
            "\"x\", W/" + header(whole, "ETag"));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "Content-Length")).isEqualTo(Integer.toString(whole.body().length));
    assertThat(header(head, "Content-Encoding")).isEqualTo("gzip");
    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(known.body()).isEmpty();
    assertThat(header(known, "ETag")).isEqualTo(header(whole, "ETag"));
  }

  @Test
  void images_ranges_and_missing_files_are_not_compressed() throws Exception {
    HttpResponse<byte[]> icon = request("GET", file("icon-32.png"), "Accept-Encoding", "gzip");
    HttpResponse<byte[]> part =
        request("GET", file("room.js"), "Accept-Encoding", "gzip", "Range", "bytes=0-9");
    HttpResponse<byte[]> none = request("GET", file("none.js"), "Accept-Encoding", "gzip");

    assertThat(header(icon, "Content-Encoding")).isEmpty();
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).hasSize(10);
    assertThat(header(part, "Content-Encoding")).isEmpty();
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(header(none, "Content-Encoding")).isEmpty();
  }

  @Test
  void the_room_page_is_compressed() throws Exception {
    String cookie = server.signIn("ann").replaceFirst("Cookie: ", "");
    HttpResponse<byte[]> plain = request("GET", "/rooms/lobby", "Cookie", cookie);
    HttpResponse<byte[]> packed =
        request("GET", "/rooms/lobby", "Cookie", cookie, "Accept-Encoding", "gzip");

    assertThat(header(plain, "Content-Encoding")).isEmpty();
    assertThat(header(packed, "Vary")).contains("Accept-Encoding", "Accept-Language");
    assertThat(new String(decompressed(packed.body()), UTF_8))
        .isEqualTo(new String(plain.body(), UTF_8))
        .contains("data-room=\"lobby\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gzip                   | true
          deflate, GZip;q=0.5    | true
          *                      | true
          gzip;q=0, *            | false
          *;q=0                  | false
          identity               | false
          br, zstd               | false
          gzip;q=0.000           | false
          """)
  void accept_encoding_decides(String line, boolean taken) {
    var headers = WritableHeaders.create().add(HeaderNames.ACCEPT_ENCODING, line);
    assertThat(Gzip.isAccepted(headers)).isEqualTo(taken);
    assertThat(Gzip.isAccepted(WritableHeaders.create())).isFalse();
  }
}

package chat.web.files;

import static chat.web.files.FileFixture.FILES;
import static chat.web.files.FileFixture.id;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.JsonText;
import chat.web.testing.Pictures;
import chat.web.testing.RawResponse;
import chat.web.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that want to be run, or to be taken for something else: each is a download or is refused.
 */
@Tag("server")
class HostileFileTest {
  private static final String SCRIPT = "<script>fetch('/api/owner')</script>";

  private static TestServer server;
  private static FileFixture files;
  private static String mallory;

  @BeforeAll
  static void open() {
    server = TestServer.open();
    files = new FileFixture(server);
    mallory = server.signIn("mallory");
  }

  @AfterAll
  static void close() {
    server.close();
  }

  /**
   * A file, with the name and the type by which its sender calls it.
   *
   * @param content a character for each byte
   */
  record Hostile(String name, String claimed, String content) {
    @Override
    public String toString() {
      return name + " " + claimed + " " + content.length();
    }
  }

  static Stream<Hostile> downloads() {
    return Stream.of(
        new Hostile("a.html", "text/html", "<!DOCTYPE html><html>" + SCRIPT + "</html>"),
        new Hostile("a.png", "image/png", "<html><body>" + SCRIPT),
        new Hostile("a.jpg", "image/jpeg", "\u00ff\u00fe<html>" + SCRIPT),
        new Hostile("a.txt", "text/plain", SCRIPT),
        new Hostile("a.svg", "image/svg+xml", svg("<script>alert(1)</script>")),
        new Hostile("a.png", "image/png", "<?xml version=\"1.0\"?>" + svg("<a onload=\"x\"/>")),
        new Hostile("a.xml", "application/xml", "<?xml version=\"1.0\"?><x>" + SCRIPT + "</x>"),
        new Hostile(
            "a.xhtml",
            "application/xhtml+xml",
            "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"/>"),
        new Hostile(
            "a.pdf", "application/pdf", "%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript>>>>"),
        new Hostile("a.js", "text/javascript", "alert(document.cookie)"),
        new Hostile("sw.js", "application/javascript", "self.onfetch = e => 1"),
        new Hostile("a.css", "text/css", "*{background:url(//evil.example)}"),
        new Hostile("a.json", "application/json", "{\"a\":1}"),
        new Hostile("a.webmanifest", "application/manifest+json", "{\"start_url\":\"/\"}"),
        new Hostile("a.swf", "application/x-shockwave-flash", "CWS\u0009\0\0\0\0"),
        new Hostile("a.exe", "application/octet-stream", "MZ\u0090\0\u0003\0\0\0PE\0\0"),
        new Hostile("a.sh", "image/gif", "#!/bin/sh\nrm -rf /\n"),
        new Hostile("a.zip", "application/zip", "PK\u0003\u0004\u0014\0\0\0\0\0"),
        new Hostile("a.jar", "image/png", "PK\u0003\u0004\n\0\0\0\0\0META-INF/"),
        new Hostile("a.mht", "message/rfc822", "MIME-Version: 1.0\nContent-Type: text/html\n\n<x>"),
        new Hostile("a.eml", "image/png", "From: a@b\nSubject: x\n\n" + SCRIPT),
        new Hostile("a.hta", "application/hta", "<HTA:APPLICATION>" + SCRIPT),
        new Hostile("a.url", "text/plain", "[InternetShortcut]\nURL=https://evil.example\n"),
        new Hostile("a.vtt", "text/vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nx"),
        new Hostile("a.xsl", "text/xsl", "<?xml version=\"1.0\"?><xsl:stylesheet/>"),
        new Hostile("a.ps", "application/postscript", "%!PS-Adobe-3.0\n"),
        new Hostile("a.bmp", "image/bmp", "BM\u0080\0\0\0\0\0\0\0<script>"),
        new Hostile("a", "", ""),
        new Hostile("zeros.png", "image/png", "\0".repeat(1_000)),
        new Hostile("a.png\u00ad.html", "text/html; charset=utf-7", "+ADw-script+AD4-"));
  }

  private static String svg(String content) {
    return "<svg xmlns=\"http://www.w3.org/2000/svg\">" + content + "</svg>";
  }

  @ParameterizedTest
  @MethodSource("downloads")
  void whatCouldRunIsADownload(Hostile hostile) {
    RawResponse sent = send(hostile);
    assertThat(sent.status()).as(sent.toString()).isEqualTo(201);
    Map<String, Object> file = JsonText.read(sent.body());
    RawResponse response = server.get("/files/" + id(file), mallory);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("Content-Disposition").orElseThrow()).startsWith("attachment;");
    assertThat(response.header("Content-Type")).hasValue((String) file.get("type"));
    assertThat(response.header("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(response.header("Content-Security-Policy").orElseThrow())
        .startsWith("sandbox; default-src 'none'");
    assertThat(server.get("/files/" + id(file) + "/thumbnail", mallory).status()).isEqualTo(404);
  }

  private static RawResponse send(Hostile hostile) {
    return files.send(
        "POST",
        FILES + "?name=" + TestServer.encoded(hostile.name),
        hostile.content.getBytes(ISO_8859_1),
        mallory,
        "Content-Type: " + hostile.claimed);
  }

  static Stream<Hostile> refused() {
    String whole = new String(Pictures.png(20, 20), ISO_8859_1);
    return Stream.of(
        new Hostile("cut.png", "image/png", whole.substring(0, whole.length() / 2)),
        new Hostile("bomb.png", "image/png", png(50_000, 50_000)),
        new Hostile("wide.png", "image/png", png(Integer.MAX_VALUE, 1)),
        new Hostile("negative.png", "image/png", png(-1, -1)),
        new Hostile("empty.gif", "image/gif", "GIF89a"),
        new Hostile("bomb.gif", "image/gif", "GIF89a\u00ff\u00ff\u00ff\u00ff\u0000\0\0;"),
        new Hostile("a.jpg", "image/jpeg", "\u00ff\u00d8\u00ff\u00e0"),
        new Hostile("a.webp", "image/webp", "RIFF\u00ff\u00ff\u00ff\u00ffWEBPVP8 "),
        new Hostile("a.tif", "image/tiff", "II*\0\u0008\0\0\0\0\0\0\0\0\0"),
        new Hostile("a.psd", "image/vnd.adobe.photoshop", "8BPS\0\u0001\0\0\0\0\0\0"));
  }

  /** The beginning of a picture with these dimensions. */
  private static String png(int width, int height) {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13});
    var header = java.nio.ByteBuffer.allocate(17);
    header.put("IHDR".getBytes(UTF_8)).putInt(width).putInt(height);
    header.put(new byte[] {8, 2, 0, 0, 0});
    var checksum = new java.util.zip.CRC32();
    checksum.update(header.array());
    bytes.writeBytes(header.array());
    bytes.writeBytes(java.nio.ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
    bytes.writeBytes(
        new byte[] {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82});
    return bytes.toString(ISO_8859_1);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void pictureThatIsNoneIsRefusedAndErased(Hostile hostile) {
    long before = server.fileStorage.store().size();
    RawResponse response = send(hostile);
    assertThat(response.status()).as(response.toString()).isEqualTo(415);
    assertThat(response.header("Chat-Why").orElseThrow())
        .isIn("damaged-file", "too-many-pixels", "not-cleanable");
    assertThat(response.body()).isNotBlank();
    assertThat(server.fileStorage.store().size()).isEqualTo(before);
  }
}

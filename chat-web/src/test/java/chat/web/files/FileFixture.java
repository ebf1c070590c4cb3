package chat.web.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.JsonText;
import chat.web.testing.RawClient;
import chat.web.testing.RawResponse;
import chat.web.testing.TestServer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Requests of files, to a server that several tests share. */
final class FileFixture {
  static final String FILES = "/api/rooms/lobby/files";
  static final String TUS = "Tus-Resumable: 1.0.0";
  static final String BYTES = "Content-Type: application/offset+octet-stream";

  private final TestServer server;

  FileFixture(TestServer server) {
    this.server = server;
  }

  /** Sends a request with a body on a connection of its own. */
  RawResponse send(String method, String path, byte[] body, String... headers) {
    try (RawClient client = server.rawClient()) {
      List<String> all = new ArrayList<>(List.of(headers));
      all.add("Content-Length: " + body.length);
      client.request(method, path, all.toArray(String[]::new)).send(body);
      return method.equals("HEAD") ? client.responseHead() : client.response();
    }
  }

  /** Sends a file in one request, and returns its record. */
  Map<String, Object> upload(String cookie, String name, byte[] content) {
    RawResponse response =
        send("POST", FILES + "?name=" + TestServer.encoded(name), content, cookie);
    assertThat(response.status()).as(response.toString()).isEqualTo(201);
    return JsonText.read(response.body());
  }

  static String id(Map<String, Object> file) {
    return (String) file.get("id");
  }

  /** Begins a resumable upload, and returns its address. */
  String begin(String cookie, String name, long size) {
    RawResponse response =
        server.request("POST", FILES, cookie, TUS, "Upload-Length: " + size, metadata(name));
    assertThat(response.status()).as(response.toString()).isEqualTo(201);
    return response.header("Location").orElseThrow();
  }

  static String metadata(String name) {
    return "Upload-Metadata: filename "
        + Base64.getEncoder().encodeToString(name.getBytes(UTF_8))
        + ",other dGVzdA==";
  }

  RawResponse patch(String cookie, String address, long offset, byte[] bytes) {
    return send("PATCH", address, bytes, cookie, TUS, BYTES, "Upload-Offset: " + offset);
  }

  RawResponse head(String cookie, String address) {
    return send("HEAD", address, new byte[0], cookie, TUS);
  }

  static byte[] text(int size) {
    return "0123456789abcdef".repeat(size / 16 + 1).substring(0, size).getBytes(ISO_8859_1);
  }
}

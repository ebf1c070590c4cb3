package chat.app.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.consistency.RestartableServer;
import chat.app.testing.PlainClient;
import chat.app.testing.ServerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of acknowledged messages, and uploads, survive a SIGKILL of the server. */
@Timeout(120)
class KilledServerIT {
  private static final int KILLS = 4;
  private static final String FILES = "/api/rooms/lobby/files";

  @TempDir private Path data;
  private final Random random = new Random(7);
  private final HttpClient http = HttpClient.newHttpClient();
  private RestartableServer server;
  private String cookie;

  @BeforeEach
  void start() throws Exception {
    server = RestartableServer.of(port -> ServerProcess.start(port, data));
    cookie = PlainClient.signIn(server.process().address(), "Ann");
  }

  @AfterEach
  void stop() throws Exception {
    http.close();
    server.close();
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers)
      throws Exception {
    URI address = server.process().address().resolve(path);
    var request =
        HttpRequest.newBuilder(address)
            .header("Cookie", cookie)
            .method(method, BodyPublishers.ofByteArray(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private byte[] read(String path) throws Exception {
    HttpResponse<byte[]> response = send("GET", path, new byte[0]);
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return response.body();
  }

  private static String id(byte[] record) {
    return new String(record, UTF_8).replaceFirst("(?s).*\"id\":\"([^\"]+)\".*", "$1");
  }

  /** Sends a file and says it; returns when that is acknowledged. */
  private String say(String id, byte[] content) throws Exception {
    HttpResponse<byte[]> sent = send("POST", FILES + "?name=film.bin", content);
    assertThat(sent.statusCode()).isEqualTo(201);
    String file = id(sent.body());
    URI room = server.process().address().resolve("/chat");
    try (PlainClient client =
        PlainClient.connectByFrames(HttpClient.newHttpClient(), room, "Cookie", cookie)) {
      client.send(
          "{\"type\":\"say\",\"id\":\"%s\",\"text\":\"\",\"files\":[{\"id\":\"%s\"}]}"
              .formatted(id, file));
      while (!client.receive().contains("\"ack\"")) {
        // Frames of the room come before it.
      }
      server.process().kill();
    }
    return file;
  }

  @Test
  void filesOfAcknowledgedMessagesAreThere() throws Exception {
    Map<String, byte[]> said = new LinkedHashMap<>();
    for (int kill = 0; kill < KILLS; kill++) {
      byte[] content = bytes(200_000 + kill);
      said.put(say("id-" + kill, content), content);
      server.restart();
    }
    String history = new String(read("/api/rooms/lobby/messages"), UTF_8);
    for (Map.Entry<String, byte[]> file : said.entrySet()) {
      assertThat(history).containsOnlyOnce(file.getKey());
      assertThat(read("/files/" + file.getKey())).isEqualTo(file.getValue());
    }
  }

  @Test
  void uploadIsResumedWhereItWas() throws Exception {
    byte[] content = bytes(300_000);
    int half = content.length / 2;
    String tus = "1.0.0";
    HttpResponse<byte[]> begun =
        send(
            "POST",
            FILES + "?name=film.bin",
            new byte[0],
            "Tus-Resumable",
            tus,
            "Upload-Length",
            Integer.toString(content.length));
    assertThat(begun.statusCode()).isEqualTo(201);
    String upload = URI.create(begun.headers().firstValue("Location").orElseThrow()).getPath();
    patch(upload, 0, Arrays.copyOf(content, half));

    server.killAndRestart();

    HttpResponse<byte[]> found = send("HEAD", upload, new byte[0], "Tus-Resumable", tus);
    assertThat(found.headers().firstValue("Upload-Offset")).contains(Integer.toString(half));
    patch(upload, half, Arrays.copyOfRange(content, half, content.length));
    assertThat(read("/files/" + id(read(upload)))).isEqualTo(content);
  }

  private void patch(String upload, int offset, byte[] bytes) throws Exception {
    HttpResponse<byte[]> response =
        send(
            "PATCH",
            upload,
            bytes,
            "Tus-Resumable",
            "1.0.0",
            "Upload-Offset",
            Integer.toString(offset),
            "Content-Type",
            "application/offset+octet-stream");
    assertThat(response.statusCode()).isEqualTo(204);
  }
}

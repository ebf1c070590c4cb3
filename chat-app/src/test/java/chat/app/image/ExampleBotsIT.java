package chat.app.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.FreePort;
import chat.app.testing.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example bots answer, each message once, also after the server was killed. */
@Tag("long")
@Timeout(120)
class ExampleBotsIT {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("chat.root"), "chat-web", "examples");
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
  private static final String JOINED = "【Pinger】进入了聊天室";
  private static final String FORM = "application/x-www-form-urlencoded";

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  private String send(URI address, HttpRequest.Builder request, int status) throws Exception {
    var response = http.send(request.uri(address).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(address + ": " + response.body()).isEqualTo(status);
    return response.headers().firstValue("Set-Cookie").orElseGet(response::body);
  }

  private static HttpRequest.Builder form(String fields) {
    return HttpRequest.newBuilder()
        .header("Content-Type", FORM)
        .POST(BodyPublishers.ofString(fields));
  }

  private String token(ServerProcess server) throws Exception {
    String key = Files.readString(folder.resolve("data/owner-key")).strip();
    String answer =
        send(
            server.address().resolve("/api/owner/bots"),
            form("name=Pinger").header("Authorization", "Bearer " + key),
            201);
    Matcher token = TOKEN.matcher(answer);
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  private ServerProcess start(int port) throws IOException {
    return ServerProcess.start(port, folder.resolve("data"));
  }

  private Process bot(String file, ServerProcess server, String token) throws IOException {
    String program =
        file.endsWith(".java") ? System.getProperty("java.home") + "/bin/java" : "python3";
    return new ProcessBuilder(
            program, EXAMPLES.resolve(file).toString(), server.address().toString(), token, "lobby")
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
  }

  /** The lines of the lobby, from now on. */
  private BufferedReader lines(ServerProcess server, String cookie) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.address().resolve("/api/rooms/lobby/stream"))
            .headers("Cookie", cookie, "Accept", "text/plain")
            .build();
    InputStream body = http.send(request, BodyHandlers.ofInputStream()).body();
    return new BufferedReader(new InputStreamReader(body, UTF_8));
  }

  private static void await(BufferedReader lines, String line) throws IOException {
    String next = lines.readLine();
    while (!line.equals(next)) {
      assertThat(next).as("a line before " + line).isNotNull().doesNotContain("pong");
      next = lines.readLine();
    }
  }

  private void ping(ServerProcess server, String cookie) throws Exception {
    URI address = server.address().resolve("/api/rooms/lobby/messages");
    send(address, form("text=ping").header("Cookie", cookie), 201);
  }

  /** Without blank lines and comments. */
  private static long linesOfCode(String file) throws IOException {
    return Files.readString(EXAMPLES.resolve(file), UTF_8)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("//") && !line.startsWith("\"\"\""))
        .count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PingBot.java", "ping_bot.py"})
  void botAnswersOnce(String file) throws Exception {
    assertThat(linesOfCode(file)).isLessThanOrEqualTo(30);
    int port = FreePort.find();
    Process bot;
    String cookie;
    try (ServerProcess server = start(port)) {
      cookie = send(server.address().resolve("/login"), form("nickname=Ann"), 303).split(";", 2)[0];
      BufferedReader lines = lines(server, cookie);
      bot = bot(file, server, token(server));
      await(lines, JOINED);
      ping(server, cookie);
      await(lines, "Pinger:pong");
      server.kill();
    }
    try (ServerProcess server = start(port)) {
      BufferedReader lines = lines(server, cookie);
      ping(server, cookie);
      await(lines, "Pinger:pong");
      // Another answer to the first one would come before this.
      ping(server, cookie);
      await(lines, "Ann:ping");
      await(lines, "Pinger:pong");
    } finally {
      bot.destroy();
      bot.waitFor();
    }
  }
}

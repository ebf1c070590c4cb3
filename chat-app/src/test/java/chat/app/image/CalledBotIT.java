package chat.app.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.consistency.RestartableServer;
import chat.app.testing.ServerProcess;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The image calls a bot, and calls it again after the server was killed. */
@Tag("image")
@Timeout(120)
class CalledBotIT {
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
  private static final int LIMIT_SECONDS = 30;

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private final BlockingQueue<HttpExchange> calls = new LinkedBlockingQueue<>();
  private HttpServer receiver;
  private RestartableServer server;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    // Answered by the test.
    receiver.createContext("/bot", calls::add);
    receiver.start();
    Path data = folder.resolve("data");
    server = RestartableServer.of(port -> ServerProcess.start(port, data, "--webhooks-to-private"));
  }

  @AfterEach
  void stop() throws Exception {
    receiver.stop(0);
    server.close();
    http.close();
  }

  private String send(HttpRequest.Builder request, String path, int status) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + server.port() + path);
    var response = http.send(request.uri(address).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(status);
    return response.headers().firstValue("Set-Cookie").orElseGet(response::body);
  }

  private static HttpRequest.Builder form(String fields) {
    return HttpRequest.newBuilder()
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(fields));
  }

  private String addBot() throws Exception {
    String key = Files.readString(folder.resolve("data/owner-key")).strip();
    String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/bot";
    String form = "name=Helper&url=" + URLEncoder.encode(url, UTF_8);
    String answer =
        send(form(form).header("Authorization", "Bearer " + key), "/api/owner/bots", 201);
    Matcher token = TOKEN.matcher(answer);
    assertThat(token.find()).as(answer).isTrue();
    return token.group(1);
  }

  private HttpExchange nextCall() throws InterruptedException {
    HttpExchange call = calls.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    assertThat(call).as("a call").isNotNull();
    return call;
  }

  private static void answer(HttpExchange call, String json) {
    try (call) {
      byte[] body = json.getBytes(UTF_8);
      call.sendResponseHeaders(200, body.length);
      call.getResponseBody().write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void callThatRanWhenTheServerWasKilledIsMadeAgainAndAnsweredOnce() throws Exception {
    String token = addBot();
    String cookie = send(form("nickname=Ann"), "/login", 303).split(";", 2)[0];
    send(form("text=%40Helper%2C+hello").header("Cookie", cookie), "/api/rooms/tea/messages", 201);
    String body = new String(nextCall().getRequestBody().readAllBytes(), UTF_8);
    assertThat(body).startsWith("{\"room\":\"tea\",\"said\":{\"type\":\"said\",\"seq\":1,");
    server.killAndRestart();
    HttpExchange again = nextCall();
    assertThat(new String(again.getRequestBody().readAllBytes(), UTF_8)).isEqualTo(body);
    answer(again, "{\"text\":\"here\"}");
    awaitMessage(token, "\"text\":\"here\",\"re\":1");
    server.killAndRestart();
    send(form("text=%40Helper%2C+again").header("Cookie", cookie), "/api/rooms/tea/messages", 201);
    // The first call may be made again, when the end came before it was noted.
    for (boolean isSecond = false; !isSecond; ) {
      HttpExchange call = nextCall();
      isSecond = new String(call.getRequestBody().readAllBytes(), UTF_8).contains(", again");
      answer(call, isSecond ? "{\"text\":\"still\"}" : "{\"text\":\"here\"}");
    }
    String messages = awaitMessage(token, "\"text\":\"still\",\"re\":3");
    assertThat(messages.split("\"text\":\"here\"", -1)).hasSize(2);
  }

  /** Reads the messages until one is there; returns all of them. */
  private String awaitMessage(String token, String part) throws Exception {
    String path = "/api/rooms/tea/messages";
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    String messages;
    do {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      messages =
          send(HttpRequest.newBuilder().header("Authorization", "Bearer " + token), path, 200);
    } while (!messages.contains(part));
    return messages;
  }
}

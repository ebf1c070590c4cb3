package chat.app.consistency;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;

/**
 * An HTTP client of the server: signs members in, and reads pages of the lobby's messages. Each
 * request has a connection of its own, so that a balancer chooses a server for each.
 */
final class ChatHttpClient {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
  private static final int PAGE = 200;
  private static final int TRIES = 300;
  private static final long TRY_AGAIN_MILLIS = 200;

  private final IntSupplier port;
  private final RunCounters counters;
  private final LongConsumer pause;

  /**
   * @param port the port of the server
   * @param pause waits before a read is retried, for a time in milliseconds
   */
  ChatHttpClient(IntSupplier port, RunCounters counters, LongConsumer pause) {
    this.port = port;
    this.counters = counters;
    this.pause = pause;
  }

  /** Signs a member in, and returns its cookie. */
  String signIn(String name) throws IOException, InterruptedException {
    var request =
        request("/login")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("nickname=" + name));
    var response = send(request.build());
    return response
        .headers()
        .firstValue("Set-Cookie")
        .orElseThrow(() -> new IOException(response + ": " + response.body()))
        .split(";", 2)[0];
  }

  /**
   * Reads the id of a member from a welcome; in another room, so that it does not leave the lobby.
   */
  String id(String cookie) throws IOException {
    try (FaultySocket socket = FaultySocket.open(port.getAsInt(), "/chat/ids", cookie)) {
      return JsonFrame.of(socket.read().orElseThrow()).object("you").text("id");
    }
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_LIMIT).build()) {
      return http.send(request, BodyHandlers.ofString());
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port.getAsInt() + path))
        .timeout(ANSWER_LIMIT);
  }

  /** Reads a page of messages below a sequence number, and retries while the server is down. */
  ClientEvent.PageRead read(String cookie, long below) {
    for (int tries = 0; tries < TRIES; tries++) {
      try {
        var request =
            request("/api/rooms/lobby/messages?limit=" + PAGE + "&before=" + below)
                .header("Cookie", cookie);
        var response = send(request.build());
        if (response.statusCode() == 200) {
          JsonFrame page = JsonFrame.of(response.body());
          return new ClientEvent.PageRead(
              below, page.cursor().seq(), true, page.messages(), page.flag("more"));
        }
      } catch (IOException e) {
        counters.add("failed tries");
      } catch (InterruptedException e) {
        throw new IllegalStateException("never interrupted", e);
      }
      pause.accept(TRY_AGAIN_MILLIS);
    }
    throw new IllegalStateException("no page below " + below + " could be read");
  }
}

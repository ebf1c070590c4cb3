package chat.app.testing;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client of the plain dialect in the lobby. */
public final class PlainClient implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final HttpClient client;
  private final WebSocket socket;
  private final BlockingQueue<String> received;

  private PlainClient(HttpClient client, WebSocket socket, BlockingQueue<String> heard) {
    this.client = client;
    this.socket = socket;
    this.received = heard;
  }

  /** Signs in and connects to the lobby. */
  public static PlainClient connect(URI chat, String nickname) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    var heard = new LinkedBlockingQueue<String>();
    URI lobby = URI.create("ws://" + chat.getAuthority() + "/chat");
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .header("Cookie", signIn(client, chat, nickname))
            .connectTimeout(LIMIT)
            .buildAsync(lobby, new Receiver(heard))
            .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    return new PlainClient(client, socket, heard);
  }

  // Without a CookieManager, because Java's sends the cookie in quotes, as no browser does.
  private static String signIn(HttpClient client, URI chat, String nickname) throws Exception {
    String form = "nickname=" + URLEncoder.encode(nickname, StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(chat.resolve("/login"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .timeout(LIMIT)
            .POST(BodyPublishers.ofString(form))
            .build();
    var answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 303) {
      throw new IllegalStateException(answer + ": " + answer.body());
    }
    return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
  }

  public void send(String text) throws Exception {
    socket.sendText(text, true).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Receives the next message. */
  public String receive() throws Exception {
    String text = received.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (text == null) {
      throw new TimeoutException("Nothing was received for " + LIMIT);
    }
    return text;
  }

  @Override
  public void close() {
    socket.abort();
    client.close();
  }

  private static final class Receiver implements WebSocket.Listener {
    private final BlockingQueue<String> received;
    private final StringBuilder message = new StringBuilder();

    private Receiver(BlockingQueue<String> heard) {
      this.received = heard;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        received.add(message.toString());
        message.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }
}

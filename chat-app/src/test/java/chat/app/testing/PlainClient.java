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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client of the plain dialect, or of frames in JSON. */
public final class PlainClient implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final HttpClient client;
  private final WebSocket socket;
  private final Receiver receiver;

  private PlainClient(HttpClient client, WebSocket socket, Receiver receiver) {
    this.client = client;
    this.socket = socket;
    this.receiver = receiver;
  }

  /** Signs in and connects to the lobby. */
  public static PlainClient connect(URI chat, String nickname) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    return connect(client, chat.resolve("/chat"), "Cookie", signIn(client, chat, nickname));
  }

  /**
   * Connects.
   *
   * @param client is closed with the connection
   * @param room the address of the WebSocket, by HTTP or HTTPS
   * @param headers names and values in turn
   */
  public static PlainClient connect(HttpClient client, URI room, String... headers)
      throws Exception {
    return connect(client, client.newWebSocketBuilder(), room, headers);
  }

  /** Connects as {@link #connect(HttpClient, URI, String...)}; sends and receives JSON. */
  public static PlainClient connectByFrames(HttpClient client, URI room, String... headers)
      throws Exception {
    return connect(client, client.newWebSocketBuilder().subprotocols("chat.v1"), room, headers);
  }

  private static PlainClient connect(
      HttpClient client, WebSocket.Builder socket, URI room, String... headers) throws Exception {
    var receiver = new Receiver();
    socket.connectTimeout(LIMIT);
    for (int i = 0; i < headers.length; i += 2) {
      socket.header(headers[i], headers[i + 1]);
    }
    URI address = URI.create(room.toString().replaceFirst("^http", "ws"));
    return new PlainClient(
        client,
        socket.buildAsync(address, receiver).get(LIMIT.toSeconds(), TimeUnit.SECONDS),
        receiver);
  }

  /** Signs in, and returns the cookie. */
  public static String signIn(URI chat, String nickname) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return signIn(client, chat, nickname);
    }
  }

  // Without a CookieManager, because Java's sends the cookie in quotes, as no browser does.
  private static String signIn(HttpClient client, URI chat, String nickname) throws Exception {
    var response = client.send(signInRequest(chat, nickname).build(), BodyHandlers.ofString());
    if (response.statusCode() != 303) {
      throw new IllegalStateException(response + ": " + response.body());
    }
    return response.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
  }

  /** The request of the sign-in page's form. */
  public static HttpRequest.Builder signInRequest(URI chat, String nickname) {
    String form = "nickname=" + URLEncoder.encode(nickname, StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(chat.resolve("/login"))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .timeout(LIMIT)
        .POST(BodyPublishers.ofString(form));
  }

  public void send(String text) throws Exception {
    socket.sendText(text, true).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Receives the next message. */
  public String receive() throws Exception {
    String text = receiver.received.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (text == null) {
      throw new TimeoutException("Nothing was received for " + LIMIT);
    }
    return text;
  }

  /** Waits for the close frame of the server; returns its code. */
  public int closeCode() throws Exception {
    return receiver.closeCode.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    socket.abort();
    client.close();
  }

  private static final class Receiver implements WebSocket.Listener {
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final StringBuilder message = new StringBuilder();

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

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closeCode.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closeCode.completeExceptionally(error);
    }
  }
}

package chat.web.testing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The JDK's WebSocket client; queues the texts received, and the close code as the last. */
public final class JdkWebSocketClient implements WebSocket.Listener {
  private static final int TIMEOUT_SECONDS = 10;

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final StringBuilder part = new StringBuilder();
  private WebSocket socket;

  public static JdkWebSocketClient connect(
      URI server, String path, String cookie, String... subprotocol) {
    var client = new JdkWebSocketClient();
    WebSocket.Builder builder =
        HttpClient.newHttpClient().newWebSocketBuilder().header("Cookie", cookie);
    if (subprotocol.length > 0) {
      builder.subprotocols(subprotocol[0]);
    }
    URI address = URI.create("ws://" + server.getAuthority() + path);
    client.socket = builder.buildAsync(address, client).join();
    return client;
  }

  public WebSocket socket() {
    return socket;
  }

  public void send(String text) {
    socket.sendText(text, true).join();
  }

  /** The next text received. */
  public String receive() throws InterruptedException {
    String text = received.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    if (text == null) {
      throw new AssertionError("nothing was received");
    }
    return text;
  }

  /** The next text that meets a condition; texts before it are skipped. */
  public String receive(Predicate<String> condition) throws InterruptedException {
    String text = receive();
    while (!condition.test(text)) {
      text = receive();
    }
    return text;
  }

  /** The next frame of a type of {@code chat.v1}. */
  public String receiveType(String type) throws InterruptedException {
    return receive(text -> text.startsWith("{\"type\":\"" + type + "\""));
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      received.add(part.toString());
      part.setLength(0);
    }
    webSocket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
    received.add("closed " + code);
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    received.add("broken");
  }
}

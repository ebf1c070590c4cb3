package chat.app.engine;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Commands and their answers on a WebSocket, as WebDriver BiDi has them (section 3, "Protocol").
 */
final class JsonSocket implements WebSocket.Listener, AutoCloseable {
  private static final int LIMIT_SECONDS = 60;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<Long, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private final StringBuilder received = new StringBuilder();
  private final WebSocket socket;

  JsonSocket(URI address) {
    socket = http.newWebSocketBuilder().buildAsync(address, this).join();
  }

  /** Sends a command; returns its result. */
  JsonObject call(String method, JsonObject parameters) throws IOException {
    var command = new JsonObject();
    long id = ids.incrementAndGet();
    command.addProperty("id", id);
    command.addProperty("method", method);
    command.add("params", parameters);
    var answer = new CompletableFuture<JsonObject>();
    waiting.put(id, answer);
    socket.sendText(command.toString(), true).join();
    try {
      return result(method, answer.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join());
    } catch (CompletionException e) {
      throw new IOException(method, e);
    }
  }

  private static JsonObject result(String method, JsonObject answer) throws IOException {
    if (!answer.has("result")) {
      throw new IOException(method + ": " + answer);
    }
    return answer.getAsJsonObject("result");
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    received.append(data);
    if (last) {
      JsonObject message = JsonParser.parseString(received.toString()).getAsJsonObject();
      received.setLength(0);
      // Events have no id.
      if (message.has("id") && !message.get("id").isJsonNull()) {
        waiting.remove(message.get("id").getAsLong()).complete(message);
      }
    }
    from.request(1);
    return null;
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }
}

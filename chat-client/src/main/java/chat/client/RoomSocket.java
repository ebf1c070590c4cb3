package chat.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One WebSocket to a room, from its handshake to its end. */
final class RoomSocket {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(20);

  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  /** 4 Mi characters, because a history has at most 512 KiB. */
  private static final int MAX_FRAME = 1 << 22;

  private static final int NORMAL = 1000;

  private final WebSocket socket;
  private final Receiver receiver;
  private CompletableFuture<WebSocket> sent;

  private RoomSocket(WebSocket socket, Receiver receiver) {
    this.socket = socket;
    this.receiver = receiver;
    sent = CompletableFuture.completedFuture(socket);
  }

  /** Is given the frames of a connection, by one thread at a time. */
  interface FrameListener {
    /** An exception ends the connection. */
    void frame(JsonObject frame) throws IOException, InterruptedException;
  }

  /**
   * The end of a connection.
   *
   * @param code of its close frame; 0: it has ended without one
   */
  record End(int code, String reason) {
    static End cut(String reason) {
      return new End(0, reason);
    }
  }

  /**
   * Connects; no frame is read before {@link #start}. Where the server has refused, the cause of
   * the exception is a {@link java.net.http.WebSocketHandshakeException}.
   */
  static RoomSocket open(HttpClient http, URI room, SignIn signIn, FrameListener frames)
      throws ExecutionException, InterruptedException {
    var receiver = new Receiver(frames);
    WebSocket socket =
        http.newWebSocketBuilder()
            .header(signIn.header(), signIn.value())
            .subprotocols("chat.v1")
            .connectTimeout(CONNECT_LIMIT)
            .buildAsync(room, receiver)
            .get();
    return new RoomSocket(socket, receiver);
  }

  /** Begins to read. */
  void start() {
    socket.request(1);
  }

  /** Sends a text after those before it. */
  synchronized void send(String text) {
    sent = afterSent().thenCompose(nothing -> socket.sendText(text, true));
  }

  /** Is completed when all was sent, or could not be sent. */
  private CompletableFuture<Boolean> afterSent() {
    return sent.handle((socketOfAll, failure) -> failure == null);
  }

  /** Waits for the end; cuts the connection when it has been silent for too long. */
  End awaitEnd(Duration maxSilence) throws InterruptedException {
    while (true) {
      long silent = System.nanoTime() - receiver.heardAt;
      long left = maxSilence.toNanos() - silent;
      if (left <= 0) {
        cut();
        return End.cut("silent for " + maxSilence.toSeconds() + " s");
      }
      try {
        return receiver.end.get(left, TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // Something may have been heard meanwhile.
      } catch (ExecutionException e) {
        throw new CompletionException(e.getCause());
      }
    }
  }

  /** Ends the connection at once. */
  void cut() {
    socket.abort();
    receiver.end.complete(End.cut("cut"));
  }

  /** Closes the connection, after what was sent. */
  synchronized void close() {
    sent = afterSent().thenCompose(nothing -> socket.sendClose(NORMAL, ""));
    var _ =
        receiver
            .end
            .copy()
            .orTimeout(CLOSE_LIMIT.toSeconds(), TimeUnit.SECONDS)
            .whenComplete((end, failure) -> cut());
  }

  private static final class Receiver implements WebSocket.Listener {
    private final FrameListener frames;
    private final StringBuilder message = new StringBuilder();
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private volatile long heardAt = System.nanoTime();

    Receiver(FrameListener frames) {
      this.frames = frames;
    }

    @Override
    public void onOpen(WebSocket socket) {
      // The first frame is requested by start.
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      heardAt = System.nanoTime();
      message.append(part);
      if (message.length() > MAX_FRAME) {
        fail(socket, "a frame that is too long");
      } else if (last) {
        take(socket);
      } else {
        socket.request(1);
      }
      return null;
    }

    private void take(WebSocket socket) {
      String text = message.toString();
      message.setLength(0);
      try {
        frames.frame(JsonObject.parse(text));
        heardAt = System.nanoTime();
        socket.request(1);
      } catch (IOException | RuntimeException e) {
        fail(socket, String.valueOf(e.getMessage()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        fail(socket, "interrupted");
      }
    }

    private void fail(WebSocket socket, String reason) {
      socket.abort();
      end.complete(End.cut(reason));
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      end.complete(new End(code, reason));
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      end.complete(End.cut(String.valueOf(error)));
    }
  }
}

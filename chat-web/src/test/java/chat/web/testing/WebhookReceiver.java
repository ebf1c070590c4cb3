package chat.web.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An HTTP server that records requests, and answers with bytes that a test chooses. */
public final class WebhookReceiver implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 20;

  private final ServerSocket listener;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Responder responder = (request, out) -> out.write(answer(200, ""));

  /**
   * A request.
   *
   * @param headers by their names in lower case
   * @param rest what follows; ends when the client closes the connection
   */
  public record Request(String line, Map<String, String> headers, String body, InputStream rest) {
    /** The body as JSON. */
    public Map<String, Object> json() {
      return JsonText.read(body);
    }
  }

  /** Writes the response to a request; afterwards the connection is closed. */
  public interface Responder {
    void respond(Request request, OutputStream out) throws IOException;
  }

  private WebhookReceiver(ServerSocket listener) {
    this.listener = listener;
  }

  /** Listens at a free port of 127.0.0.1. */
  public static WebhookReceiver open() {
    try {
      return of(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Listens with a socket, which may speak TLS. */
  public static WebhookReceiver of(ServerSocket listener) {
    var receiver = new WebhookReceiver(listener);
    Thread.ofVirtual().name("receiver").start(receiver::accept);
    return receiver;
  }

  /** A response with a body. */
  public static byte[] answer(int status, String body) {
    return "HTTP/1.1 %d Status\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, body.getBytes(UTF_8).length, body)
        .getBytes(UTF_8);
  }

  public int port() {
    return listener.getLocalPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port() + "/bot";
  }

  public WebhookReceiver answering(Responder newResponder) {
    responder = newResponder;
    return this;
  }

  /** The next request. */
  public Request next() {
    try {
      Request request = requests.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      if (request == null) {
        throw new AssertionError("no request came");
      }
      return request;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many requests were not taken. */
  public int waiting() {
    return requests.size();
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.ofVirtual().name("receiver").start(() -> serve(socket));
      }
    } catch (SocketException e) {
      // Closed.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new DataInputStream(socket.getInputStream());
      String line = line(in);
      Map<String, String> headers = new HashMap<>();
      for (String header = line(in); !header.isEmpty(); header = line(in)) {
        String[] parts = header.split(": ?", 2);
        headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
      }
      byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
      var request = new Request(line, headers, new String(body, UTF_8), in);
      requests.add(request);
      OutputStream out = socket.getOutputStream();
      responder.respond(request, out);
      out.flush();
    } catch (IOException e) {
      // The client has gone, or the certificate is not trusted.
    } finally {
      open.remove(socket);
    }
  }

  private static String line(DataInputStream in) throws IOException {
    var line = new StringBuilder();
    for (int next = in.readUnsignedByte(); next != '\n'; next = in.readUnsignedByte()) {
      line.append(new String(new byte[] {(byte) next}, US_ASCII));
    }
    return line.toString().strip();
  }

  /** The number of open connections. */
  public int connections() {
    return open.size();
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

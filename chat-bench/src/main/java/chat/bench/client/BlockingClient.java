package chat.bench.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Blocking connections of clients that have a virtual thread of their own. */
final class BlockingClient {
  private static final Duration END_LIMIT = Duration.ofSeconds(5);

  private static final int MAX_HEAD = 16 * 1024;

  private BlockingClient() {}

  static Socket connect(URI address) throws IOException {
    Socket socket = new Socket(address.getHost(), address.getPort());
    socket.setTcpNoDelay(true);
    return socket;
  }

  /** Signs in clients whose nicknames begin with a letter. */
  static List<BenchClient> signIn(URI address, Handshake handshake, char initial, int count)
      throws IOException {
    byte[][] names = ConnectRamp.names(initial, count);
    List<BenchClient> clients = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      var client = new BenchClient(number, names[number], true);
      client.cookie(cookie(address, handshake, client));
      clients.add(client);
    }
    return clients;
  }

  private static String cookie(URI address, Handshake handshake, BenchClient client)
      throws IOException {
    try (Socket socket = connect(address)) {
      socket.getOutputStream().write(handshake.signIn(client));
      return Handshake.cookie(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
    } catch (FrameReader.BrokenConnectionException e) {
      throw new IOException(e);
    }
  }

  /** Waits for the threads of clients, which end soon. */
  static void join(List<Thread> threads) throws IOException {
    try {
      for (Thread thread : threads) {
        if (!thread.join(END_LIMIT)) {
          throw new IOException("A client's thread does not end.");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Reads one response to its end; returns its status. */
  static int readResponse(InputStream in) throws IOException {
    String head = readHead(in);
    try {
      in.skipNBytes(Handshake.length(head));
    } catch (FrameReader.BrokenConnectionException e) {
      throw new IOException(e);
    }
    return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
  }

  /** Reads the head of a response. */
  static String readHead(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
      int next = in.read();
      if (next < 0 || head.length() > MAX_HEAD) {
        throw new EOFException("No whole response: " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** Reads and discards until the connection ends. */
  static void discard(Socket socket) {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The connection has ended.
    }
  }
}

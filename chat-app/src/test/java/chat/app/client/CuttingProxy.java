package chat.app.client;

import chat.app.testing.SocketForwarding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A TCP proxy that can cut all its connections at once, in the middle of what they transfer. */
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicLong forwarded = new AtomicLong();
  private volatile long cutAt = Long.MAX_VALUE;
  private final int port;

  /**
   * @param port of the server
   */
  CuttingProxy(int port) throws IOException {
    this.port = port;
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Resets all connections; returns how many sockets they had. */
  int cut() {
    int cut = sockets.size();
    sockets.forEach(SocketForwarding::reset);
    return cut;
  }

  /** Cuts once, when the server was sent so many bytes in all. */
  void cutAt(long bytes) {
    cutAt = bytes;
  }

  /** The number of bytes that the server was sent. */
  long forwarded() {
    return forwarded.get();
  }

  private void forwarded(int count) {
    if (forwarded.addAndGet(count) >= cutAt) {
      cutAt = Long.MAX_VALUE;
      cut();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Thread.startVirtualThread(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
      sockets.add(client);
      sockets.add(server);
      SocketForwarding.run(client, server, this::forwarded);
      sockets.remove(server);
    } catch (IOException e) {
      // The server does not run at present.
    } finally {
      sockets.remove(client);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}

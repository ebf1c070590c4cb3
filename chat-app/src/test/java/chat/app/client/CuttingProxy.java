package chat.app.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy that can cut all its connections at once, in the middle of what they transfer. */
final class CuttingProxy implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
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
    sockets.forEach(CuttingProxy::reset);
    return cut;
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
      Thread answers = Thread.startVirtualThread(() -> forward(server, client));
      forward(client, server);
      answers.join();
      sockets.remove(server);
    } catch (IOException e) {
      // The server does not run at present.
    } catch (InterruptedException e) {
      throw new IllegalStateException("never interrupted", e);
    } finally {
      sockets.remove(client);
    }
  }

  private static void forward(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      reset(from);
      reset(to);
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It was closed at the same time.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}

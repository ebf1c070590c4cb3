package chat.app.cluster;

import chat.app.testing.SocketForwarding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP balancer without sticky sessions: each connection goes to the next server. A server that
 * refuses is skipped.
 */
public final class RoundRobinBalancer implements AutoCloseable {
  private static final int BACKLOG = 200;
  private static final int CONNECT_MILLIS = 1_000;

  private final ServerSocket listener =
      new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
  private final List<Integer> ports;
  private final Map<Integer, Integer> serverOfClient = new ConcurrentHashMap<>();
  private int next;

  /**
   * @param ports of the servers
   */
  public RoundRobinBalancer(List<Integer> ports) throws IOException {
    this.ports = List.copyOf(ports);
    Thread.startVirtualThread(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** The index of the server to which the connection of a client's port goes. */
  public int serverOf(int clientPort) {
    return serverOfClient.get(clientPort);
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
        Socket server = connect(client.getPort())) {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      SocketForwarding.run(client, server);
    } catch (IOException e) {
      // No server accepts connections, or the client has ended its own.
    }
  }

  private Socket connect(int clientPort) throws IOException {
    IOException refused = null;
    for (int tries = 0; tries < ports.size(); tries++) {
      int index = nextServer();
      var server = new Socket();
      try {
        server.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.get(index)),
            CONNECT_MILLIS);
        serverOfClient.put(clientPort, index);
        return server;
      } catch (IOException e) {
        server.close();
        refused = e;
      }
    }
    throw refused;
  }

  private synchronized int nextServer() {
    next = (next + 1) % ports.size();
    return next;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}

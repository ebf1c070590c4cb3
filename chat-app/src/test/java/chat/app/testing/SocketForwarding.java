package chat.app.testing;

import java.io.IOException;
import java.net.Socket;

/** Forwards the bytes between two sockets, as a proxy does. */
public final class SocketForwarding {
  private SocketForwarding() {}

  /** Forwards both directions until both have ended; a reset ends both. */
  public static void run(Socket client, Socket server) {
    Thread answers = Thread.startVirtualThread(() -> forward(server, client));
    forward(client, server);
    try {
      answers.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("never interrupted", e);
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

  /** Ends a connection by a reset. */
  public static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It was closed at the same time.
    }
  }
}

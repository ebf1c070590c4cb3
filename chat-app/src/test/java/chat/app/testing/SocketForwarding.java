package chat.app.testing;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.IntConsumer;

/** Forwards the bytes between two sockets, as a proxy does. */
public final class SocketForwarding {
  private SocketForwarding() {}

  /** Forwards both directions until both have ended; a reset ends both. */
  public static void run(Socket client, Socket server) {
    run(client, server, count -> {});
  }

  /**
   * The same.
   *
   * @param forwarded called with each number of bytes that the server was sent
   */
  public static void run(Socket client, Socket server, IntConsumer forwarded) {
    Thread answers = Thread.startVirtualThread(() -> forward(server, client, count -> {}));
    forward(client, server, forwarded);
    try {
      answers.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("never interrupted", e);
    }
  }

  private static void forward(Socket from, Socket to, IntConsumer forwarded) {
    try {
      from.getInputStream().transferTo(counting(to.getOutputStream(), forwarded));
      to.shutdownOutput();
    } catch (IOException e) {
      reset(from);
      reset(to);
    }
  }

  private static OutputStream counting(OutputStream target, IntConsumer forwarded) {
    return new FilterOutputStream(target) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        forwarded.accept(length);
      }
    };
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

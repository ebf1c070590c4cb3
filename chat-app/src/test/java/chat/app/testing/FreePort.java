package chat.app.testing;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;

/** Finds a free port, for a process that has to be given one or to keep one after a restart. */
public final class FreePort {
  private static final int FIRST = 20_000;
  private static final int PORTS = 12_000;
  private static final int TRIES = 100;

  private FreePort() {}

  /**
   * A port below those that the kernel assigns to clients: while no process listens, a client that
   * retries could be assigned the port and connect to itself.
   */
  public static int find() throws IOException {
    Random random = new Random();
    for (int tries = 0; tries < TRIES; tries++) {
      int port = FIRST + random.nextInt(PORTS);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // In use.
      }
    }
    throw new IOException("no free port");
  }
}

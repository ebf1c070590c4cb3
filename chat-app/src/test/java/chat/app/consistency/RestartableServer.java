package chat.app.consistency;

import chat.app.testing.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Random;

/** A server that can be killed or stopped and restarted, with the same port and the same data. */
final class RestartableServer implements AutoCloseable {
  private final Starter starter;
  private final int port = freePort();
  private final StringBuilder errorOutput = new StringBuilder();
  private ServerProcess server;

  /** Starts a server process. */
  interface Starter {
    ServerProcess start(int port) throws IOException;
  }

  private RestartableServer(Starter start) throws IOException {
    this.starter = start;
    server = start.start(port);
  }

  /**
   * Starts a server without limits of rates and connections.
   *
   * @param data the folder, or {@code none}
   */
  static RestartableServer withData(String data) throws IOException {
    return new RestartableServer(port ->
        ServerProcess.start(
            port, Path.of(data), "--message-rate", "off", "--connections-per-address", "off"));
  }

  /** Starts a server by a starter. */
  static RestartableServer of(Starter start) throws IOException {
    return new RestartableServer(start);
  }

  /**
   * A port below those that the kernel assigns to clients: while the server is down, a client that
   * retries could be assigned the server's port and connect to itself.
   */
  private static int freePort() throws IOException {
    Random random = new Random();
    for (int tries = 0; tries < 100; tries++) {
      int port = 20_000 + random.nextInt(12_000);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (java.net.BindException e) {
        // In use.
      }
    }
    throw new IOException("no free port");
  }

  int port() {
    return port;
  }

  /** Kills the server (SIGKILL) and restarts it. */
  void killAndRestart() throws IOException, InterruptedException {
    server.kill();
    restart();
  }

  /** Stops the server (SIGTERM) and restarts it; returns the exit status. */
  int stopAndRestart() throws IOException, InterruptedException {
    int status = server.stop();
    restart();
    return status;
  }

  private void restart() throws IOException {
    errorOutput.append(server.errorOutput());
    server.close();
    server = starter.start(port);
  }

  /** The error output of all its processes. */
  String errorOutput() {
    return errorOutput + server.errorOutput();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

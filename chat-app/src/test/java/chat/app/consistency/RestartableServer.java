package chat.app.consistency;

import chat.app.testing.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Random;

/**
 * The server under one roof: always the same port and the same data, however often it is killed or
 * stopped and started again.
 */
final class RestartableServer implements AutoCloseable {
  private final Starter starter;
  private final int port = freePort();
  private final StringBuilder errorOutput = new StringBuilder();
  private ServerProcess server;

  /** Starts a server at a port. */
  interface Starter {
    ServerProcess start(int port) throws IOException;
  }

  private RestartableServer(Starter start) throws IOException {
    this.starter = start;
    server = start.start(port);
  }

  /**
   * Starts the program from its module path.
   *
   * @param data the folder, or {@code none}
   */
  static RestartableServer fromModules(String data) throws IOException {
    return new RestartableServer(port ->
        ServerProcess.fromModules(
            port, Path.of(data), "--message-rate", "off", "--connections-per-address", "off"));
  }

  /** Starts what {@code start} starts. */
  static RestartableServer of(Starter start) throws IOException {
    return new RestartableServer(start);
  }

  /**
   * A port below those that the kernel gives to clients: while the server is down, one that knocks
   * again and again would else be given the server's port one day, and be connected to itself.
   */
  private static int freePort() throws IOException {
    Random random = new Random();
    for (int tries = 0; tries < 100; tries++) {
      int port = 20_000 + random.nextInt(12_000);
      try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (java.net.BindException e) {
        // Somebody else's.
      }
    }
    throw new IOException("no free port");
  }

  int port() {
    return port;
  }

  /** Ends the server as a power cut does, and starts it again. */
  void killAndRestart() throws IOException, InterruptedException {
    server.kill();
    restart();
  }

  /** Stops the server as an operator does, and starts it again; the status of the end. */
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

  /** What the server has written for its operator, over all its lives. */
  String errorOutput() {
    return errorOutput + server.errorOutput();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

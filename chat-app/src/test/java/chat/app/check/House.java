package chat.app.check;

import chat.app.RunningChat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Random;

/**
 * The server under one roof: always the same port and the same data, however often it is killed or
 * stopped and started again.
 */
final class House implements AutoCloseable {
  private final Start start;
  private final int port = freePort();
  private final StringBuilder errors = new StringBuilder();
  private RunningChat chat;

  /** Starts a server at a port. */
  interface Start {
    RunningChat at(int port) throws IOException;
  }

  private House(Start start) throws IOException {
    this.start = start;
    chat = start.at(port);
  }

  /**
   * Starts the program from its module path.
   *
   * @param data the folder, or {@code none}
   */
  static House ofModules(String data) throws IOException {
    return new House(port ->
        RunningChat.fromModules(
            port, Path.of(data), "--message-rate", "off", "--connections-per-address", "off"));
  }

  /** Starts what {@code start} starts. */
  static House of(Start start) throws IOException {
    return new House(start);
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
  void kill() throws IOException, InterruptedException {
    chat.kill();
    again();
  }

  /** Stops the server as an operator does, and starts it again; the status of the end. */
  int stop() throws IOException, InterruptedException {
    int status = chat.stop();
    again();
    return status;
  }

  private void again() throws IOException {
    errors.append(chat.errors());
    chat.close();
    chat = start.at(port);
  }

  /** What the server has written for its operator, over all its lives. */
  String errors() {
    return errors + chat.errors();
  }

  @Override
  public void close() throws IOException {
    chat.close();
  }
}

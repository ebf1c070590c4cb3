package chat.app.consistency;

import chat.app.testing.FreePort;
import chat.app.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;

/** A server that can be killed or stopped and restarted, with the same port and the same data. */
public final class RestartableServer implements AutoCloseable {
  private final Starter starter;
  private final int port = FreePort.find();
  private final StringBuilder errorOutput = new StringBuilder();
  private ServerProcess server;

  /** Starts a server process. */
  public interface Starter {
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
  public static RestartableServer of(Starter start) throws IOException {
    return new RestartableServer(start);
  }

  public int port() {
    return port;
  }

  /** The process that runs, or ran last. */
  public ServerProcess process() {
    return server;
  }

  /** Kills the server (SIGKILL) and restarts it. */
  public void killAndRestart() throws IOException, InterruptedException {
    server.kill();
    restart();
  }

  /** Stops the server (SIGTERM) and restarts it; returns the exit status. */
  public int stopAndRestart() throws IOException, InterruptedException {
    int status = server.stop();
    restart();
    return status;
  }

  /** Starts the server after its process has ended. */
  public void restart() throws IOException {
    errorOutput.append(server.errorOutput());
    server.close();
    server = starter.start(port);
  }

  /** The error output of all its processes. */
  public String errorOutput() {
    return errorOutput + server.errorOutput();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}

package chat.app.proxy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A process of a reverse proxy. Its closing kills it; it has no children. */
final class ProxyProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(20);
  private static final long POLL_NANOS = Duration.ofMillis(1).toNanos();

  private final Process process;
  private final Path output;
  private final int port;

  private ProxyProcess(Process process, Path output, int port) {
    this.process = process;
    this.output = output;
    this.port = port;
  }

  /**
   * Starts a proxy; returns when it accepts connections.
   *
   * @param folder its home and current directory
   */
  static ProxyProcess start(List<String> command, Path folder, int port) throws IOException {
    Path output = folder.resolve("proxy.log");
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("HOME", folder.toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
    var proxy =
        new ProxyProcess(
            builder.redirectErrorStream(true).redirectOutput(output.toFile()).start(),
            output,
            port);
    try {
      proxy.awaitListener();
      return proxy;
    } catch (IOException e) {
      proxy.close();
      throw e;
    }
  }

  private void awaitListener() throws IOException {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!accepts()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("The proxy did not start: " + Files.readString(output));
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private boolean accepts() throws IOException {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (ConnectException e) {
      return false;
    }
  }

  URI address() {
    return URI.create("https://localhost:" + port);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}

package dev;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Development server: runs the chat room from compiled classes on the module path, with a debugger
 * port, and rebuilds and restarts it when a source file changes. A build that fails leaves the
 * running server as it is.
 *
 * <p>Arguments: the folder of the repository, then the options of the chat room.
 */
final class DevServer {
  private static final long POLL_MILLIS = 100;
  private static final int DEBUG_PORT = 5005;

  private final Path root;
  private final DevBuild build;
  private final List<String> options;
  private final int debugPort = debugPort();

  private Process server;

  private DevServer(Path root, List<String> givenOptions) throws IOException {
    this.root = root;
    Path output = root.resolve("chat-app/target/dev/server");
    build = new DevBuild(root, output);
    options = new ArrayList<>(givenOptions);
    if (options.stream().noneMatch(option -> option.startsWith("--data"))) {
      options.add("--data=" + output.resolveSibling("data"));
    }
  }

  public static void main(String... arguments) throws Exception {
    List<String> all = List.of(arguments);
    new DevServer(Path.of(all.getFirst()), all.subList(1, all.size())).run();
  }

  private void run() throws Exception {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopServer));
    Map<Path, FileTime> seen = build.sources();
    restart(seen, System.nanoTime());
    while (true) {
      Thread.sleep(POLL_MILLIS);
      Map<Path, FileTime> now = build.sources();
      if (!now.equals(seen)) {
        long noticed = System.nanoTime();
        seen = awaitUnchanged(now);
        System.out.println("Changed: " + shown(build.changedSince(seen)));
        restart(seen, noticed);
      }
    }
  }

  /** Waits until an editor, or a checkout of another branch, has written everything. */
  private Map<Path, FileTime> awaitUnchanged(Map<Path, FileTime> seen) throws Exception {
    Map<Path, FileTime> before = seen;
    while (true) {
      Thread.sleep(POLL_MILLIS);
      Map<Path, FileTime> now = build.sources();
      if (now.equals(before)) {
        return now;
      }
      before = now;
    }
  }

  private String shown(Set<Path> changed) {
    return changed.stream()
            .limit(1)
            .map(file -> root.relativize(file).toString())
            .findFirst()
            .orElse("nothing")
        + (changed.size() > 1 ? " and " + (changed.size() - 1) + " more" : "");
  }

  private void restart(Map<Path, FileTime> sources, long noticed) throws Exception {
    try {
      build.update(sources);
    } catch (DevBuild.Failure e) {
      System.err.println(e.getMessage() + " The server was not restarted.");
      return;
    }
    stopServer();
    startServer(noticed);
  }

  private void startServer(long noticed) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=localhost:"
                    + debugPort,
                // The start is quicker without the second compiler.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=org.xerial.sqlitejdbc",
                "-Djdk.serialFilter=!*",
                "-p",
                build.modulePath(),
                "-m",
                "chat.app/chat.app.Main"));
    command.addAll(options);
    Process started =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    server = started;
    Thread.startVirtualThread(() -> print(started, noticed));
  }

  /** Prints the output of the server, and how long it took until it listened. */
  private void print(Process started, long noticed) {
    try (BufferedReader lines = started.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(line);
        if (line.startsWith("Chat is open")) {
          long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - noticed);
          System.out.println("Ready after " + millis + " ms. Debugger: localhost:" + debugPort);
        }
      }
    } catch (IOException e) {
      // The server was stopped.
    }
  }

  /** Kills the server: nothing acknowledged is lost, and its clients connect again. */
  private void stopServer() {
    if (server != null) {
      server.destroyForcibly().onExit().join();
    }
  }

  /** The port that is usual for debuggers, or another one where it is in use. */
  private static int debugPort() {
    try {
      return freePort(DEBUG_PORT);
    } catch (IOException inUse) {
      try {
        return freePort(0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static int freePort(int wanted) throws IOException {
    try (var socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

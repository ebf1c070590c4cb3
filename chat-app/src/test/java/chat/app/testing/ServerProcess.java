package chat.app.testing;

import chat.core.log.TranscriptProvider.Location;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server process: started and stopped as by an operator. */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");

  private final Process process;
  private final Path errorOutput;
  private final URI address;

  private ServerProcess(Process process, Path errors, URI address) {
    this.process = process;
    this.errorOutput = errors;
    this.address = address;
  }

  /** Starts the server; returns when it has printed its address. */
  public static ServerProcess start(ProcessBuilder command) throws IOException {
    Path errors = Files.createTempFile("chat", ".err");
    Process process = command.redirectError(errors.toFile()).start();
    var address = new CompletableFuture<URI>();
    Thread.startVirtualThread(() -> readOutput(process, address));
    try {
      URI open = address.orTimeout(START_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
      return new ServerProcess(process, errors, open);
    } catch (RuntimeException e) {
      process.destroyForcibly();
      throw new IOException("Did not start: " + Files.readString(errors), e);
    }
  }

  /**
   * Starts the server on a port, 0 for any, with its data in a folder, and returns when it has
   * printed its address. The image is started if the build has made it, because its start takes a
   * third of the processor time, else the modules.
   */
  public static ServerProcess start(int port, Path data, String... flags) throws IOException {
    return start(command(List.of(), port, data, flags));
  }

  /**
   * The command of {@link #start(int, Path, String...)}.
   *
   * @param prefix the words before it, such as a program that becomes the server
   */
  public static ProcessBuilder command(List<String> prefix, int port, Path data, String... flags) {
    List<String> all = new ArrayList<>(List.of("--data", data.toString()));
    all.addAll(List.of(flags));
    return command(prefix, port, all);
  }

  /** Starts one of several servers of a database; returns when it has printed its address. */
  public static ServerProcess startWithDatabase(int port, Location database, String... flags)
      throws IOException {
    List<String> all = new ArrayList<>(List.of("--database", database.uri().toString()));
    all.addAll(List.of(flags));
    ProcessBuilder command = command(List.of(), port, all);
    command.environment().put("CHAT_DATABASE_PASSWORD", database.password().orElseThrow());
    return start(command);
  }

  private static ProcessBuilder command(List<String> prefix, int port, List<String> flags) {
    String image = System.getProperty("chat.image");
    var command = new ArrayList<String>(prefix);
    command.addAll(image == null ? modules() : List.of(image + "/bin/chat"));
    command.addAll(List.of("--port", Integer.toString(port)));
    command.addAll(flags);
    var process = new ProcessBuilder(command);
    // A test is over before the second compiler has been of use.
    process.environment().put("CHAT_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    return process;
  }

  private static List<String> modules() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin/java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "--enable-native-access=org.xerial.sqlitejdbc",
        "-Djdk.serialFilter=!*",
        "-p",
        System.getProperty("chat.modules"),
        "-m",
        "chat.app/chat.app.Main");
  }

  // To its end, so that the output never blocks the server.
  private static void readOutput(Process process, CompletableFuture<URI> address) {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        Matcher open = ADDRESS.matcher(line);
        if (open.find()) {
          address.complete(URI.create(open.group()));
        }
      }
      address.completeExceptionally(new IOException("It ended with status " + process.waitFor()));
    } catch (IOException | InterruptedException e) {
      address.completeExceptionally(e);
    }
  }

  public URI address() {
    return address;
  }

  public long pid() {
    return process.pid();
  }

  /** Sends a signal by its name, such as {@code STOP}. */
  public void signal(String name) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("kill -" + name + " ended with status " + status);
    }
  }

  /** Waits until the server has ended by itself; returns the exit status. */
  public int awaitEnd() throws IOException, InterruptedException {
    if (!process.waitFor(START_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException("Still running after " + START_LIMIT + ": " + errorOutput());
    }
    return process.exitValue();
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /** The error output until now. */
  public String errorOutput() {
    try {
      return Files.readString(errorOutput);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops the server (SIGTERM); returns the exit status. */
  public int stop() throws IOException, InterruptedException {
    // By the handle, because Process.destroy closes the output while the server may still write.
    process.toHandle().destroy();
    if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException("Still running " + STOP_LIMIT + " after SIGTERM");
    }
    return process.exitValue();
  }

  /** Kills the server (SIGKILL); returns when the process has ended. */
  public void kill() throws IOException, InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new IOException("Still running " + STOP_LIMIT + " after SIGKILL");
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    Files.deleteIfExists(errorOutput);
  }
}

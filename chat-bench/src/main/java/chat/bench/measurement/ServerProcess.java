package chat.bench.measurement;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server process, started from the image as users start it, with its limits by address lifted. It
 * ends with this object, with the JVM of the bench, or after 30 minutes, whichever is first.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
  private static final Duration MAX_LIFETIME = Duration.ofMinutes(30);
  private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");
  private static final List<String> NO_ADDRESS_LIMITS =
      List.of("--connections-per-address", "off", "--nickname-hold", "0s");
  private static final List<String> NO_RATE = List.of("--message-rate", "off");
  private static final List<String> NO_FILE_LIMITS =
      List.of("--files-per-member", "off", "--files-per-address", "off", "--files-total", "100G");

  private final ProcessBuilder builder;
  private final Path folder;
  private Process process;
  private URI address;

  private ServerProcess(ProcessBuilder builder, Path folder) {
    this.builder = builder;
    this.folder = folder;
  }

  /**
   * Starts the server, and returns when it has printed its address.
   *
   * @param rate the message rate of a member
   * @param scratch the folder in which the server's own is created, and deleted at the end
   */
  public static ServerProcess open(Path image, Log log, Rate rate, Path scratch)
      throws IOException {
    Path folder = folder(scratch);
    List<String> flags = new ArrayList<>();
    flags.addAll(List.of("--data", log == Log.MEMORY ? "none" : folder.resolve("data").toString()));
    if (rate == Rate.UNLIMITED) {
      flags.addAll(NO_RATE);
    }
    return open(image, flags, Map.of(), folder);
  }

  /** Starts one of several servers of a database, without a message rate. */
  static ServerProcess open(Path image, DatabaseProcess database, Path scratch) throws IOException {
    List<String> flags = new ArrayList<>(List.of("--database", database.address().toString()));
    flags.addAll(NO_RATE);
    return open(
        image, flags, Map.of("CHAT_DATABASE_PASSWORD", database.password()), folder(scratch));
  }

  private static Path folder(Path scratch) throws IOException {
    return Files.createTempDirectory(Files.createDirectories(scratch), "room");
  }

  private static ServerProcess open(
      Path image, List<String> flags, Map<String, String> environment, Path folder)
      throws IOException {
    Path errors = folder.resolve("errors");
    var command = new ArrayList<String>(List.of(image.resolve("bin/chat").toString()));
    command.addAll(List.of("--host", "127.0.0.1", "--port", "0"));
    command.addAll(NO_ADDRESS_LIMITS);
    command.addAll(NO_FILE_LIMITS);
    command.addAll(flags);
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    // Settings in the environment are removed, because they belong to another server;
    // CHAT_JAVA_OPTS stays, so that flags of the JVM can be compared.
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("CHAT_") && !name.equals("CHAT_JAVA_OPTS"));
    builder.environment().putAll(environment);
    var server = new ServerProcess(builder.redirectError(errors.toFile()), folder);
    server.start();
    return server;
  }

  private void start() throws IOException {
    process = builder.start();
    Process started = process;
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly, "last resort"));
    CompletableFuture.delayedExecutor(MAX_LIFETIME.toSeconds(), TimeUnit.SECONDS)
        .execute(started::destroyForcibly);
    var printed = new CompletableFuture<URI>();
    Thread.startVirtualThread(() -> readOutput(started, printed));
    try {
      address = printed.orTimeout(START_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      process.destroyForcibly();
      Path errors = builder.redirectError().file().toPath();
      throw new IOException("The server did not start: " + Files.readString(errors), e);
    }
  }

  /** Kills the server (SIGKILL), and starts it again with its data, at another port. */
  public void killAndRestart() throws IOException {
    process.destroyForcibly().onExit().join();
    start();
  }

  // Reads to the end, because the server would block on a full pipe.
  private static void readOutput(Process process, CompletableFuture<URI> address) {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        Matcher open = ADDRESS.matcher(line);
        if (open.find()) {
          address.complete(URI.create(open.group()));
        }
      }
      address.completeExceptionally(new IOException("It ended without saying its address"));
    } catch (IOException e) {
      address.completeExceptionally(e);
    }
  }

  /** The address that the server has printed. */
  public URI address() {
    return address;
  }

  /** The address of the WebSocket of the lobby. */
  public URI lobby() {
    return address.resolve("/chat");
  }

  /** The address of the WebSocket of another room. */
  public URI room(String name) {
    return address.resolve("/chat/" + name);
  }

  public ProcessHandle process() {
    return process.toHandle();
  }

  public Memory memory() {
    return new Memory(List.of(process.pid()));
  }

  /** Stops the server, by force after 15 s, and deletes its folder. */
  @Override
  public void close() throws IOException {
    try {
      // The handle's destroy(), because that of the process closes the output while the server may
      // still write.
      process.toHandle().destroy();
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(ServerProcess::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The message rate of a member. */
  public enum Rate {
    UNLIMITED,
    /** The default: bursts of 5, then 2 a second. */
    DEFAULT
  }

  /** The log of the rooms. */
  public enum Log {
    MEMORY,
    DURABLE,
    /** A database that several servers share. */
    DATABASE
  }
}

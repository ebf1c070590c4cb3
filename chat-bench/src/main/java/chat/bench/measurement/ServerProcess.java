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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The server in a process of its own, as people start it, its limits by address lifted. It ends
 * with this object, with the bench, or after half an hour, whichever comes first.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
  private static final Duration LIFE = Duration.ofMinutes(30);
  private static final Pattern ADDRESS = Pattern.compile("https?://\\S+");
  private static final List<String> FROM_ONE_ADDRESS =
      List.of("--connections-per-address", "off", "--nickname-hold", "0s");

  private final Process process;
  private final URI address;
  private final Path folder;

  private ServerProcess(Process process, URI address, Path folder) {
    this.process = process;
    this.address = address;
    this.folder = folder;
  }

  /**
   * Starts the server, and returns when it has said its address.
   *
   * @param rate how much a member may say
   * @param scratch where a folder of its own is made, and deleted in the end
   */
  public static ServerProcess open(Path image, Log log, Rate rate, Path scratch)
      throws IOException {
    Path folder = Files.createTempDirectory(Files.createDirectories(scratch), "room");
    Path errors = folder.resolve("errors");
    var command = new ArrayList<String>(List.of(image.resolve("bin/chat").toString()));
    command.addAll(List.of("--host", "127.0.0.1", "--port", "0"));
    command.addAll(
        List.of("--data", log == Log.MEMORY ? "none" : folder.resolve("data").toString()));
    command.addAll(FROM_ONE_ADDRESS);
    if (rate == Rate.ANY) {
      command.addAll(List.of("--message-rate", "off"));
    }
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    // What the owner of this machine has set for a server of their own is not for this one, but
    // flags of the virtual machine are what somebody may want to compare.
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("CHAT_") && !name.equals("CHAT_JAVA_OPTS"));
    Process process = builder.redirectError(errors.toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "last resort"));
    CompletableFuture.delayedExecutor(LIFE.toSeconds(), TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    var address = new CompletableFuture<URI>();
    Thread.startVirtualThread(() -> readOutput(process, address));
    try {
      URI open = address.orTimeout(START_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
      return new ServerProcess(process, open, folder);
    } catch (CompletionException e) {
      process.destroyForcibly();
      throw new IOException("The server did not start: " + Files.readString(errors), e);
    }
  }

  // To its end, so that the server never waits for somebody to read what it says.
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

  /** The address that it has said. */
  public URI address() {
    return address;
  }

  /** The address of the lobby's WebSocket. */
  public URI lobby() {
    return address.resolve("/chat");
  }

  /** The address of another room's WebSocket. */
  public URI room(String name) {
    return address.resolve("/chat/" + name);
  }

  public ProcessHandle process() {
    return process.toHandle();
  }

  public Memory memory() {
    return new Memory(process.pid());
  }

  /** Stops the server, by force if it has to be, and deletes what it has written. */
  @Override
  public void close() throws IOException {
    try {
      // The handle's: the process's own would close the output while the server may still write.
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

  /** How much a member may say. */
  public enum Rate {
    ANY,
    /** As where nothing is set: bursts of 5, then 2 a second. */
    STANDARD
  }

  /** Where the room keeps what is said. */
  public enum Log {
    MEMORY,
    DURABLE
  }
}

package chat.bench.measurement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server in a temporary folder, with the settings of Debian's package. It does not run
 * as root, so root starts it as the user {@code postgres}.
 */
public final class DatabaseProcess implements AutoCloseable {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
  private static final String PASSWORD = "a password of the bench";
  private static final long COMMAND_LIMIT_SECONDS = 60;

  private final Path bin;
  private final Path folder;
  private final int port;

  private DatabaseProcess(Path bin) throws IOException {
    this.bin = bin;
    folder = Files.createTempDirectory("chat-bench");
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
  }

  /** Whether PostgreSQL is installed where Debian's package puts it. */
  public static boolean isInstalled() {
    return bin().isPresent();
  }

  private static Optional<Path> bin() {
    if (!Files.isDirectory(VERSIONS)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Creates a database server, and returns when it accepts connections. */
  public static DatabaseProcess open() throws IOException {
    var database =
        new DatabaseProcess(bin().orElseThrow(() -> new IOException("PostgreSQL is missing")));
    try {
      database.create();
      database.start();
      return database;
    } catch (IOException e) {
      database.deleteFolder();
      throw e;
    }
  }

  private void create() throws IOException {
    Path password = folder.resolve("password");
    Files.writeString(password, PASSWORD + "\n");
    if (isRoot()) {
      run(List.of("chown", "-R", "postgres", folder.toString()));
    }
    runAsUser("initdb", "-U", "chat", "-E", "UTF8", "-A", "scram-sha-256", "--pwfile=" + password);
  }

  private void start() throws IOException {
    String options =
        "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=".formatted(port);
    runAsUser("pg_ctl", "-l", folder.resolve("log").toString(), "-w", "-o", options, "start");
  }

  private void runAsUser(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.addAll(List.of(bin.resolve(program).toString(), "-D", data().toString()));
    command.addAll(List.of(arguments));
    run(command);
  }

  private void run(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!process.waitFor(COMMAND_LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(command + " failed");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private Path data() {
    return folder.resolve("data");
  }

  /** The URL for {@code --database}. */
  URI address() {
    return URI.create("postgresql://chat@127.0.0.1:" + port + "/postgres");
  }

  String password() {
    return PASSWORD;
  }

  /** The processes that there are now; each connection has one. */
  List<ProcessHandle> processes() throws IOException {
    String pid = Files.readAllLines(data().resolve("postmaster.pid")).getFirst();
    return ProcessHandle.of(Long.parseLong(pid)).stream()
        .flatMap(main -> Stream.concat(Stream.of(main), main.descendants()))
        .toList();
  }

  /** Stops the server, and deletes its folder. */
  @Override
  public void close() throws IOException {
    try {
      runAsUser("pg_ctl", "-m", "immediate", "-w", "stop");
    } finally {
      deleteFolder();
    }
  }

  private void deleteFolder() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}

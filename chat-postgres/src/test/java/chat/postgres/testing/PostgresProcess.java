package chat.postgres.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The processes and the folder of a PostgreSQL server. It does not run as root, so root starts it
 * as the user {@code postgres} of Debian's package. It ends with the JVM at the latest.
 */
final class PostgresProcess {
  /** Connections, or those of a standby, which may only read. */
  private static final String READY = "database system is ready to accept ";

  private final Path bin = bin();
  private final Path folder;
  private final int port;
  private final Thread deleting = new Thread(this::deleteAtExit);
  private volatile Optional<Process> process = Optional.empty();

  PostgresProcess() throws IOException {
    folder = Files.createTempDirectory(Path.of("/tmp"), "chat-postgres");
    Runtime.getRuntime().addShutdownHook(deleting);
    port = freePort();
    if (isRoot()) {
      run(List.of("chown", "postgres", folder.toString()));
    }
  }

  int port() {
    return port;
  }

  /**
   * Creates the folder of a server.
   *
   * @param secret the password of its user, or what SCRAM keeps of it
   */
  void initialize(String user, String secret) throws IOException {
    Path password = folder.resolve("password");
    Files.writeString(password, secret + "\n");
    run(
        command(
            "initdb",
            "--username=" + user,
            "--pwfile=" + password,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync"));
  }

  /** Copies the folder of a server that runs, which this one will replicate. */
  void copy(String connection) throws IOException {
    run(
        command(
            "pg_basebackup",
            "--dbname=" + connection,
            "--write-recovery-conf",
            "--checkpoint=fast",
            "--no-sync"));
  }

  /** Makes a standby the primary; returns when it is. */
  void promote() throws IOException {
    run(command("pg_ctl", "promote", "--wait"));
  }

  private static Path bin() {
    try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder())
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL is not installed", e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** A program of PostgreSQL, run by the right user on the folder. */
  private List<String> command(String program, String... arguments) {
    List<String> all = new ArrayList<>();
    if (isRoot()) {
      all.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    all.addAll(List.of(bin.resolve(program).toString(), "-D", folder.resolve("data").toString()));
    all.addAll(List.of(arguments));
    return all;
  }

  /** Starts the server, and waits until it accepts connections; options are added for a test. */
  void start(String... options) throws IOException {
    List<String> command = command("postgres", "-p", Integer.toString(port));
    for (String option :
        List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            // With shared memory in its folder, a server that is killed leaves nothing behind.
            "dynamic_shared_memory_type=mmap")) {
      command.addAll(List.of("-c", option));
    }
    command.addAll(List.of(options));
    Process started =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .start();
    process = Optional.of(started);
    var ready = new CompletableFuture<Boolean>();
    Thread.ofVirtual().start(() -> keepLog(started, ready));
    if (!ready.completeOnTimeout(false, 60, TimeUnit.SECONDS).join()) {
      throw new IOException("PostgreSQL did not start: " + Files.readString(logFile(), UTF_8));
    }
  }

  private Path logFile() {
    return folder.resolve("server.log");
  }

  /** Writes the messages of the server to a file; completes the future when it is ready or ends. */
  private void keepLog(Process server, CompletableFuture<Boolean> ready) {
    try (BufferedReader lines = server.inputReader();
        var file = Files.newBufferedWriter(logFile(), CREATE, APPEND)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        file.write(line + "\n");
        file.flush();
        if (line.contains(READY)) {
          ready.complete(true);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      ready.complete(false);
    }
  }

  /** Kills all its processes (SIGKILL); returns when they have ended. */
  void kill() {
    ProcessHandle main = process.orElseThrow().toHandle();
    List<ProcessHandle> all = Stream.concat(Stream.of(main), main.descendants()).toList();
    // The main process first, because it would start others anew.
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().join());
    process = Optional.empty();
  }

  private void run(List<String> command) throws IOException {
    Path output = Files.createTempFile("chat-postgres", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(command + " failed: " + Files.readString(output, UTF_8));
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      Files.delete(output);
    }
  }

  private void deleteAtExit() {
    try {
      delete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the server, and deletes its folder. */
  void close() throws IOException {
    Runtime.getRuntime().removeShutdownHook(deleting);
    delete();
  }

  private void delete() throws IOException {
    if (process.isPresent()) {
      kill();
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException e)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

package chat.postgres.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.core.log.TranscriptProvider.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.postgresql.Driver;

/**
 * A PostgreSQL server of the tests, in a temporary folder, on a free port of 127.0.0.1, with fsync.
 * It does not run as root, so root starts it as the user {@code postgres} of Debian's package.
 */
public final class PostgresServer implements AutoCloseable {
  private static final String PASSWORD = "a password of the tests";

  /** The name of a standby in {@code synchronous_standby_names}. */
  public static final String STANDBY = "a";

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final Path bin = bin();
  private final Path folder;
  private final int port;

  public PostgresServer() throws IOException {
    this(Optional.empty());
    start();
  }

  private PostgresServer(Optional<PostgresServer> primary) throws IOException {
    folder = Files.createTempDirectory(Path.of("/tmp"), "chat-postgres");
    port = freePort();
    Path password = folder.resolve("password");
    Files.writeString(password, PASSWORD + "\n");
    if (isRoot()) {
      run(List.of("chown", "-R", "postgres", folder.toString()));
    }
    if (primary.isPresent()) {
      copy(primary.get());
    } else {
      initialize(password);
    }
  }

  private void initialize(Path password) throws IOException {
    run(
        asUser(
            bin.resolve("initdb").toString(),
            "-D",
            data(),
            "-U",
            "chat",
            "-E",
            "UTF8",
            "--locale=C",
            "-A",
            "scram-sha-256",
            "--pwfile=" + password,
            "--no-sync"));
  }

  private void copy(PostgresServer primary) throws IOException {
    String connection =
        "host=127.0.0.1 port=%d user=chat password='%s' application_name=%s"
            .formatted(primary.port, PASSWORD, STANDBY);
    run(
        asUser(
            bin.resolve("pg_basebackup").toString(),
            "--pgdata=" + data(),
            "--dbname=" + connection,
            "--write-recovery-conf",
            "--checkpoint=fast",
            "--no-sync"));
  }

  /** A server that replicates this one, under the name {@link #STANDBY}, until it is promoted. */
  public PostgresServer startStandby() throws IOException {
    var standby = new PostgresServer(Optional.of(this));
    standby.start();
    return standby;
  }

  /** Makes a standby the primary; returns when it is. */
  public void promote() throws IOException {
    run(asUser(bin.resolve("pg_ctl").toString(), "-D", data(), "-w", "promote"));
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

  private static List<String> asUser(String... command) {
    List<String> all = new ArrayList<>();
    if (isRoot()) {
      all.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    all.addAll(List.of(command));
    return all;
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  /** Starts the server, and waits until it accepts connections; options are added for a test. */
  public void start(String... options) throws IOException {
    // With shared memory in its folder, a server that is killed leaves nothing behind.
    String arguments =
        ("-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=on"
                + " -c dynamic_shared_memory_type=mmap %s")
            .formatted(port, String.join(" ", options));
    run(
        asUser(
            bin.resolve("pg_ctl").toString(),
            "-D",
            data(),
            "-l",
            folder.resolve("server.log").toString(),
            "-w",
            "-o",
            arguments,
            "start"));
  }

  /** Kills all its processes (SIGKILL); returns when they have ended. */
  public void kill() throws IOException {
    kill(ProcessHandle.of(mainProcess()).orElseThrow());
  }

  private static void kill(ProcessHandle main) {
    List<ProcessHandle> all = Stream.concat(Stream.of(main), main.descendants()).toList();
    // The main process first, because it would start others anew.
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
  }

  private long mainProcess() throws IOException {
    Path file = folder.resolve("data").resolve("postmaster.pid");
    return Long.parseLong(Files.readAllLines(file).getFirst());
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

  /** The location of a database, of which only the name counts. */
  public Location location(String database) {
    return new Location(
        URI.create("postgresql://chat@127.0.0.1:" + port + "/" + database), Optional.of(PASSWORD));
  }

  /** A new database without a table. */
  public Location create() throws SQLException {
    String name = "test" + DATABASES.incrementAndGet();
    execute(location("postgres"), "CREATE DATABASE " + name);
    return location(name);
  }

  /** Executes a statement as the owner of a database. */
  public static void execute(Location location, String sql) throws SQLException {
    try (Connection connection = connect(location);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first value of a query, as text. */
  public static String query(Location location, String sql) throws SQLException {
    try (Connection connection = connect(location);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static Connection connect(Location location) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", location.uri().getUserInfo());
    properties.setProperty("password", location.password().orElseThrow());
    String database =
        location.uri().getAuthority().replaceFirst(".*@", "") + location.uri().getPath();
    return new Driver().connect("jdbc:postgresql://" + database, properties);
  }

  @Override
  public void close() throws IOException {
    // A test may have killed it.
    ProcessHandle.of(mainProcess()).ifPresent(PostgresServer::kill);
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

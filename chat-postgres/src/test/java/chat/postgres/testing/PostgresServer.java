package chat.postgres.testing;

import chat.core.log.TranscriptProvider.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.Driver;

/**
 * A PostgreSQL server of the tests, in a temporary folder, on a free port of 127.0.0.1, with fsync.
 * It ends with the JVM at the latest.
 */
public final class PostgresServer implements AutoCloseable {
  private static final String USER = "chat";
  private static final String PASSWORD = "a password of the tests";

  /** The password after one iteration, not 4,096, because a test makes many connections. */
  private static final String SCRAM_SECRET =
      "SCRAM-SHA-256$1:Y2hhdA==$elbvkFhyOUvIIFWryEiaWTniO8MJ9C46ZgCua7XIfME=:eH/InxhfltSV/LbG1ibxbVj7saCzpMDE7dUaMtpqpXs=";

  /** The name of a standby in {@code synchronous_standby_names}. */
  public static final String STANDBY = "a";

  private static final String CLEAR =
      """
      SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid();
      DROP SCHEMA IF EXISTS chat CASCADE
      """;
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final PostgresProcess process = new PostgresProcess();
  private Optional<Location> reused = Optional.empty();

  public PostgresServer() throws IOException {
    process.initialize(USER, SCRAM_SECRET);
    process.start();
  }

  private PostgresServer(PostgresServer primary) throws IOException {
    process.copy(
        "host=127.0.0.1 port=%d user=%s password='%s' application_name=%s"
            .formatted(primary.process.port(), USER, PASSWORD, STANDBY));
    process.start();
  }

  /**
   * The server of all test classes in this JVM, which run one after the other, because its start
   * takes seconds. A test that kills it starts it again.
   */
  public static PostgresServer shared() {
    return Shared.SERVER;
  }

  private static final class Shared {
    static final PostgresServer SERVER = start();

    private static PostgresServer start() {
      try {
        return new PostgresServer();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A server that replicates this one, under the name {@link #STANDBY}, until it is promoted. */
  public PostgresServer startStandby() throws IOException {
    return new PostgresServer(this);
  }

  /** Makes a standby the primary; returns when it is. */
  public void promote() throws IOException {
    process.promote();
  }

  /** Starts the server, and waits until it accepts connections; options are added for a test. */
  public void start(String... options) throws IOException {
    process.start(options);
  }

  /** Kills all its processes (SIGKILL); returns when they have ended. */
  public void kill() {
    process.kill();
  }

  /** The location of a database, of which only the name counts. */
  public Location location(String database) {
    return new Location(
        URI.create("postgresql://%s@127.0.0.1:%d/%s".formatted(USER, process.port(), database)),
        Optional.of(PASSWORD));
  }

  /**
   * A database without a table, the same one at each call: all that earlier tests have left in it
   * is dropped, which is quicker than to create one.
   */
  public Location cleared() throws SQLException {
    if (reused.isEmpty()) {
      reused = Optional.of(create());
    }
    execute(reused.get(), CLEAR);
    return reused.get();
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
    process.close();
  }
}

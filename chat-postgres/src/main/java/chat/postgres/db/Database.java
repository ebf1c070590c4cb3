package chat.postgres.db;

import chat.core.log.TranscriptProvider.Location;
import chat.core.log.TranscriptProvider.OpenException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/** A PostgreSQL database: the address and the properties of each connection to it. */
public final class Database {
  public static final String SCHEME = "postgresql://";

  private static final System.Logger LOG = System.getLogger(Database.class.getName());

  /**
   * A statement ends after 5 s, so that a lock is never held for long. None is compiled by the
   * engine, because each is short.
   */
  private static final String SESSION =
      "-c statement_timeout=5000 -c lock_timeout=4000 -c jit=off"
          + " -c idle_in_transaction_session_timeout=2000 -c tcp_user_timeout=5000";

  private final String jdbcUrl;
  private final Properties properties;

  private Database(String jdbcUrl, Properties properties) {
    this.jdbcUrl = jdbcUrl;
    this.properties = properties;
  }

  /**
   * The database of a URL, {@code postgresql://user@host:port/database?parameters}.
   *
   * @param environment of the process, for {@code PGPASSWORD}; the driver itself reads ~/.pgpass
   * @throws OpenException when the URL has a password, because URLs are shown in process lists
   */
  public static Database of(Location location, Map<String, String> environment) {
    String rest = location.uri().toString().substring(SCHEME.length());
    int end = rest.indexOf('/');
    String authority = end < 0 ? rest : rest.substring(0, end);
    int at = authority.lastIndexOf('@');
    String user = at < 0 ? "" : authority.substring(0, at);
    String query = Optional.ofNullable(location.uri().getRawQuery()).orElse("");
    if (user.contains(":") || query.matches("(?i)(.*&)?(ssl)?password=.*")) {
      throw new OpenException(
          "--database: a password in the URL could be read in process lists; set CHAT_DATABASE_PASSWORD, or use ~/.pgpass.",
          null);
    }
    var properties = new Properties();
    if (!user.isEmpty()) {
      properties.setProperty("user", percentDecoded(user));
    }
    location
        .password()
        .or(() -> Optional.ofNullable(environment.get("PGPASSWORD")))
        .ifPresent(password -> properties.setProperty("password", password));
    properties.setProperty("ApplicationName", "chat");
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("socketTimeout", "5");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("currentSchema", "chat");
    properties.setProperty("options", SESSION);
    String hosts = at < 0 ? authority : authority.substring(at + 1);
    if (hosts.contains(",")) {
      // Of one host it would only hide why it cannot be used.
      properties.setProperty("targetServerType", "primary");
    }
    String path = end < 0 ? "/" : rest.substring(end);
    return new Database(
        "jdbc:postgresql://" + (hosts.isEmpty() ? "localhost" : hosts) + path, properties);
  }

  private static String percentDecoded(String user) {
    return java.net.URLDecoder.decode(
        user.replace("+", "%2B"), java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Connects; the connection commits each statement. */
  public Connection connect() throws SQLException {
    // The driver itself, because java.sql.DriverManager would load all drivers that there are.
    return new Driver().connect(jdbcUrl, properties);
  }

  /** Closes a connection, which may be null or have failed already. */
  public static void close(Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "a connection did not close", e);
    }
  }
}

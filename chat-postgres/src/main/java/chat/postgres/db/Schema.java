package chat.postgres.db;

import chat.core.log.Cursor;
import chat.core.log.TranscriptProvider.OpenException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Checks the settings of a database, and creates its tables. */
public final class Schema {
  private static final int VERSION = 3;

  /** A number of our own, so that of two servers that start at once one creates the tables. */
  private static final long LOCK = 0x63686174; // "chat"

  private Schema() {}

  /**
   * Refuses a database that would lose what was acknowledged; creates the tables in a new one.
   *
   * @return the epoch, one for all servers
   * @throws OpenException with a sentence for the owner
   */
  public static String open(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      require(
          statement,
          "fsync",
          "on",
          "may lose what is acknowledged (fsync is off); set fsync = on in postgresql.conf");
      refuse(
          statement,
          "synchronous_commit",
          "off",
          "may lose what is acknowledged (synchronous_commit is off); set it to on for this user or database");
      require(
          statement,
          "server_encoding",
          "UTF8",
          "cannot keep all letters; create it with ENCODING 'UTF8'");
      require(
          statement,
          "transaction_read_only",
          "off",
          "may only be read; choose the primary, or another user");
      connection.setAutoCommit(false);
      statement.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
      if (single(statement, "SELECT to_regclass('chat.log')") == null) {
        create(connection, statement);
      }
      int version = Integer.parseInt(single(statement, "SELECT version FROM chat.log"));
      if (version < VERSION) {
        version = migrate(connection, statement, version);
      }
      if (version != VERSION) {
        throw refused(
            "has the format %d of another version of the chat room, and this one knows %d; start that version, or choose another database"
                .formatted(version, VERSION));
      }
      if (single(statement, "SELECT to_regclass('chat.visit')") == null) {
        statement.execute(script("members.sql"));
      }
      String epoch = single(statement, "SELECT epoch FROM chat.log");
      connection.commit();
      return epoch;
    }
  }

  private static void require(Statement statement, String setting, String value, String reason)
      throws SQLException {
    if (!single(statement, "SHOW " + setting).equals(value)) {
      throw refused(reason);
    }
  }

  private static void refuse(Statement statement, String setting, String value, String reason)
      throws SQLException {
    if (single(statement, "SHOW " + setting).equals(value)) {
      throw refused(reason);
    }
  }

  private static OpenException refused(String reason) {
    return new OpenException("--database: the database " + reason + ".", null);
  }

  private static String single(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void create(Connection connection, Statement statement) throws SQLException {
    statement.execute(script("schema.sql"));
    statement.execute(script("shared.sql"));
    statement.execute(script("files.sql"));
    statement.execute(script("pins.sql"));
    statement.execute(script("keep.sql"));
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO chat.log VALUES (?, ?)")) {
      insert.setInt(1, VERSION);
      insert.setString(2, Cursor.newEpoch());
      insert.executeUpdate();
    }
  }

  /** From an older format. Servers of that version keep nothing from then on. */
  private static int migrate(Connection connection, Statement statement, int version)
      throws SQLException {
    // An index of many entries takes longer than a server's statements may.
    statement.execute("SET LOCAL statement_timeout = 0");
    connection.setNetworkTimeout(Runnable::run, 0);
    if (version < 2) {
      statement.execute(script("files.sql"));
    }
    statement.execute(script("pins.sql"));
    statement.execute(script("keep.sql"));
    statement.execute("UPDATE chat.log SET version = " + VERSION);
    return VERSION;
  }

  private static String script(String name) {
    try (InputStream file = Schema.class.getResourceAsStream("/chat/postgres/" + name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

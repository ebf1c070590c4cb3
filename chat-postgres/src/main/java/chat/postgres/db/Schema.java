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
import java.util.List;
import java.util.Optional;

/** Checks the settings of a database, and creates its tables. */
public final class Schema {
  /** The version of the tables that this program knows. */
  public static final int VERSION = 3;

  /**
   * A setting that a database has to have, or may not have.
   *
   * @param otherwise what follows if not, and what to do
   */
  private record Requirement(String setting, String value, boolean wanted, String otherwise) {}

  private static final List<Requirement> REQUIREMENTS =
      List.of(
          new Requirement(
              "fsync",
              "on",
              true,
              "may lose what is acknowledged (fsync is off); set fsync = on in postgresql.conf"),
          new Requirement(
              "synchronous_commit",
              "off",
              false,
              "may lose what is acknowledged (synchronous_commit is off); set it to on for this user or database"),
          new Requirement(
              "server_encoding",
              "UTF8",
              true,
              "cannot keep all letters; create it with ENCODING 'UTF8'"),
          new Requirement(
              "transaction_read_only",
              "off",
              true,
              "may only be read; choose the primary, or another user"));

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
      Optional<String> unmet = unmet(statement);
      if (unmet.isPresent()) {
        throw refused(unmet.get());
      }
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

  /**
   * Why a database would lose or change what was acknowledged, and what to do; part of a sentence.
   */
  public static Optional<String> unmet(Statement statement) throws SQLException {
    for (Requirement requirement : REQUIREMENTS) {
      boolean isSet =
          single(statement, "SHOW " + requirement.setting()).equals(requirement.value());
      if (isSet != requirement.wanted()) {
        return Optional.of(requirement.otherwise());
      }
    }
    return Optional.empty();
  }

  /** The version of the tables; empty: there are none yet. */
  public static Optional<Integer> version(Statement statement) throws SQLException {
    return single(statement, "SELECT to_regclass('chat.log')") == null
        ? Optional.empty()
        : Optional.of(Integer.valueOf(single(statement, "SELECT version FROM chat.log")));
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

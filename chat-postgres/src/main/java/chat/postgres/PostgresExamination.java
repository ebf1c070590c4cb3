package chat.postgres;

import chat.core.log.Finding;
import chat.postgres.db.Connector;
import chat.postgres.db.FailureReason;
import chat.postgres.db.Schema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks a database, which servers may be using; only reads. */
final class PostgresExamination {
  private static final String DATABASE = "database";
  private static final String TABLES = "tables";
  private static final String CONNECTIONS = "connections";
  private static final String CLOCK = "clock";

  private static final int MIN_VERSION = 120_000;

  /** As many as one server has at most. */
  private static final int CONNECTIONS_OF_A_SERVER = 13;

  /** 5 s: presence and times of messages are those of the servers, and nicknames' of this one. */
  private static final Duration MAX_DIFFERENCE = Duration.ofSeconds(5);

  private static final String FORBIDDEN_TABLES =
      """
      SELECT count(*) FROM pg_class
          WHERE relnamespace = 'chat'::regnamespace AND relkind = 'r'
          AND NOT (has_table_privilege(oid, 'SELECT') AND has_table_privilege(oid, 'INSERT')
              AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE'))
      """;

  private static final String FREE_CONNECTIONS =
      """
      SELECT current_setting('max_connections')::int
          - current_setting('superuser_reserved_connections')::int
          - (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend')
      """;

  private final InstantSource clock;
  private final List<Finding> findings = new ArrayList<>();

  PostgresExamination(InstantSource clock) {
    this.clock = clock;
  }

  /** Runs all checks; the first failure of a statement ends them. */
  List<Finding> run(Connector database) {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      settings(statement);
      tables(statement);
      connections(statement);
      clock(statement);
    } catch (SQLException e) {
      findings.add(
          Finding.failed(
              DATABASE,
              "it cannot be used, because %s; correct the URL, the password (CHAT_DATABASE_PASSWORD or ~/.pgpass), pg_hba.conf or the network."
                  .formatted(FailureReason.of(e))));
    }
    return findings;
  }

  private void settings(Statement statement) throws SQLException {
    int version = number(statement, "SHOW server_version_num");
    String name = text(statement, "SHOW server_version");
    findings.add(
        version < MIN_VERSION
            ? Finding.failed(DATABASE, "it is PostgreSQL " + name + "; 12 or newer is needed.")
            : Finding.ok(DATABASE, "it can be reached, PostgreSQL " + name));
    Optional<String> unmet = Schema.unmet(statement);
    findings.add(
        unmet.isPresent()
            ? Finding.failed(DATABASE, "it " + unmet.get() + ".")
            : durability(statement));
  }

  private static Finding durability(Statement statement) throws SQLException {
    String commit = text(statement, "SHOW synchronous_commit");
    boolean hasStandbys = !text(statement, "SHOW synchronous_standby_names").isEmpty();
    boolean isLocal = commit.equals("local") || commit.equals("remote_write");
    return hasStandbys && isLocal
        ? Finding.warning(
            DATABASE,
            "synchronous_commit is %s, so that a standby may lack what was acknowledged; set it to on."
                .formatted(commit))
        : Finding.ok(DATABASE, "a commit is on the disk (synchronous_commit is " + commit + ")");
  }

  private void tables(Statement statement) throws SQLException {
    Optional<Integer> version = Schema.version(statement);
    if (version.isEmpty()) {
      findings.add(withoutTables(statement));
      return;
    }
    findings.add(format(version.get()));
    int forbidden = number(statement, FORBIDDEN_TABLES);
    findings.add(
        forbidden == 0
            ? Finding.ok(TABLES, "this user may use all of them")
            : Finding.failed(
                TABLES,
                "this user may not use %d of them; use their owner, or GRANT ALL ON ALL TABLES IN SCHEMA chat TO this user."
                    .formatted(forbidden)));
  }

  private static Finding withoutTables(Statement statement) throws SQLException {
    return text(statement, "SELECT has_database_privilege(current_database(), 'CREATE')")
            .equals("t")
        ? Finding.ok(TABLES, "there are none yet; the first start creates them")
        : Finding.failed(
            TABLES,
            "there are none, and this user may create none; make it the owner of the database (ALTER DATABASE … OWNER TO …).");
  }

  private static Finding format(int version) {
    if (version > Schema.VERSION) {
      return Finding.failed(
          TABLES,
          "they have the format %d of a newer version, and this one knows %d; start that version."
              .formatted(version, Schema.VERSION));
    }
    String text = "format " + version;
    return Finding.ok(
        TABLES,
        version < Schema.VERSION
            ? text + " (the next start converts them to " + Schema.VERSION + ")"
            : text);
  }

  private void connections(Statement statement) throws SQLException {
    int free = number(statement, FREE_CONNECTIONS);
    findings.add(
        free < CONNECTIONS_OF_A_SERVER
            ? Finding.warning(
                CONNECTIONS,
                "%d are free, and each server has up to %d; raise max_connections in postgresql.conf."
                    .formatted(free, CONNECTIONS_OF_A_SERVER))
            : Finding.ok(CONNECTIONS, free + " are free"));
  }

  private void clock(Statement statement) throws SQLException {
    Instant before = clock.instant();
    Instant there;
    try (ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
      row.next();
      there = row.getObject(1, OffsetDateTime.class).toInstant();
    }
    Instant here = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
    Duration difference = Duration.between(here, there);
    String text =
        "that of the database is %.1f s %s"
            .formatted(
                Math.abs(difference.toMillis() / 1_000.0),
                difference.isNegative() ? "behind" : "ahead");
    findings.add(
        difference.abs().compareTo(MAX_DIFFERENCE) > 0
            ? Finding.failed(CLOCK, text + "; set the wrong one of the two by NTP.")
            : Finding.ok(CLOCK, text));
  }

  private static int number(Statement statement, String query) throws SQLException {
    return Integer.parseInt(text(statement, query));
  }

  private static String text(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }
}

package chat.postgres.shared;

import chat.core.cluster.Ruling;
import chat.core.cluster.RulingStore;
import chat.postgres.db.Query;
import chat.postgres.db.StatementRunner;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The owner's rulings in the table {@code ruling}. The database judges when one has ended. */
public final class RulingTable implements RulingStore {
  private static final String READ =
      "SELECT kind, target, CASE WHEN isfinite(until) THEN extract(epoch FROM until - clock_timestamp())::float8 END,"
          + " extract(epoch FROM pause)::float8 FROM chat.ruling WHERE until > clock_timestamp()";

  /** Removes those of the same kind that have ended, because they would add up. */
  private static final String PUT_IF_ABSENT =
      "WITH ended AS (DELETE FROM chat.ruling r WHERE r.kind = ? AND r.until <= clock_timestamp())"
          + " INSERT INTO chat.ruling VALUES (?, ?, clock_timestamp() + make_interval(secs => ?), make_interval(secs => ?))"
          + " ON CONFLICT (kind, target) DO NOTHING RETURNING true";

  private final StatementRunner statements;
  private final InstantSource clock;
  private final Runnable changed;

  /**
   * @param clock the time of day at this server
   * @param changed notifies the other servers
   */
  RulingTable(StatementRunner statements, InstantSource clock, Runnable changed) {
    this.statements = statements;
    this.clock = clock;
    this.changed = changed;
  }

  @Override
  public List<Ruling> read() {
    Instant now = clock.instant();
    return statements.run(connection -> Query.of(READ).rows(connection, row -> ruling(row, now)));
  }

  private static Ruling ruling(ResultSet row, Instant now) throws SQLException {
    double left = row.getDouble(3);
    Instant until = row.wasNull() ? Instant.MAX : now.plus(duration(left));
    return new Ruling(row.getString(1), row.getString(2), until, duration(row.getDouble(4)));
  }

  @Override
  public void put(Ruling ruling) {
    change(rule(ruling, clock.instant()));
  }

  /** Of two servers that do so at once one does. The others are not notified. */
  @Override
  public boolean putIfAbsent(Ruling ruling) {
    Query insert =
        Query.of(
            PUT_IF_ABSENT,
            ruling.kind(),
            ruling.kind(),
            ruling.target(),
            seconds(Duration.between(clock.instant(), ruling.until())),
            seconds(ruling.pause()));
    return !statements.run(connection -> insert.rows(connection, row -> true)).isEmpty();
  }

  /** Adds a ruling on a connection, without a notice. */
  public static void put(Connection connection, Ruling ruling, Instant now) throws SQLException {
    var _ = rule(ruling, now).rows(connection, row -> true);
  }

  private static Query rule(Ruling ruling, Instant now) {
    boolean ends = ruling.until().isBefore(Instant.MAX);
    return ends
        ? Query.of(
            "SELECT chat.rule(?, ?, ?, ?)",
            ruling.kind(),
            ruling.target(),
            seconds(Duration.between(now, ruling.until())),
            seconds(ruling.pause()))
        : Query.of(
            "SELECT chat.rule(?, ?, NULL, ?)",
            ruling.kind(),
            ruling.target(),
            seconds(ruling.pause()));
  }

  @Override
  public void remove(String kind, String target) {
    change(Query.of("SELECT chat.lift(?, ?)", kind, target));
  }

  private void change(Query query) {
    var _ = statements.run(connection -> query.rows(connection, row -> true));
    changed.run();
  }

  private static Duration duration(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1_000));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }
}

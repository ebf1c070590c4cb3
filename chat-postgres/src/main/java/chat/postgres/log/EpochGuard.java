package chat.postgres.log;

import chat.core.log.Cursor;
import chat.postgres.db.ArrayParameters;
import chat.postgres.db.Database;
import chat.postgres.entry.EntryMark;
import chat.postgres.notice.NoticeHandler;
import chat.postgres.notice.Notices;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Ends the epoch when the database has lost entries of which followers were notified: a backup was
 * put back, or a standby was promoted that had not received them. Each connection is checked before
 * it is used, and the database once a second.
 */
public final class EpochGuard implements NoticeHandler {
  private static final System.Logger LOG = System.getLogger(EpochGuard.class.getName());

  /** With a limit of one row, so that each entry is looked up and no table is read whole. */
  private static final String LOST =
      """
      SELECT 1 FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::text[], ?::text[])
            AS q(name, seq, at, author, id)
          LEFT JOIN LATERAL (SELECT x.at, x.author, x.id FROM room r JOIN entry x ON x.room = r.no
            WHERE r.name = q.name AND x.seq = q.seq LIMIT 1) e ON true
        WHERE e.at IS NULL OR (e.at, e.author, e.id) <> (q.at, q.author, q.id) LIMIT 1
      """;

  private final Database database;
  private final OpenTranscripts transcripts;
  private final Notices notices;

  public EpochGuard(Database database, OpenTranscripts transcripts, Notices notices) {
    this.database = database;
    this.transcripts = transcripts;
    this.notices = notices;
  }

  /** Connects, and checks what the database has before anything of it is delivered. */
  public Connection connect() throws SQLException {
    Connection connection = database.connect();
    boolean sound = false;
    try {
      check(connection);
      sound = true;
      return connection;
    } finally {
      if (!sound) {
        Database.close(connection);
      }
    }
  }

  @Override
  public void notice(String server, String[] fields) {}

  @Override
  public void compare(Connection connection) throws SQLException {
    check(connection);
  }

  private void check(Connection connection) throws SQLException {
    // Before the database's, which is never older, then.
    String known = transcripts.epoch();
    List<PostgresTranscript> followed = transcripts.followed();
    String current = read(connection);
    if (current.equals(known) && isLost(connection, followed)) {
      // One server succeeds, and its epoch is that of all.
      replace(connection, known);
      current = read(connection);
    }
    if (!current.equals(known) && transcripts.renew(known, current)) {
      LOG.log(Level.ERROR, "the database has lost entries; all connections begin anew");
      notices.send(Notices.COMPARE);
    }
  }

  private static String read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT epoch FROM log")) {
      row.next();
      return row.getString(1);
    }
  }

  private static boolean isLost(Connection connection, List<PostgresTranscript> followed)
      throws SQLException {
    List<Delivered> all =
        followed.stream()
            .map(
                each -> new Delivered(each.name().value(), each.delivered().orElse(EntryMark.NONE)))
            .filter(each -> each.mark.seq() > 0)
            .toList();
    if (all.isEmpty()) {
      return false;
    }
    try (PreparedStatement query = connection.prepareStatement(LOST)) {
      var arrays = new ArrayParameters<Delivered>(connection, query, all);
      arrays.set(1, "text", Delivered::room);
      arrays.set(2, "bigint", each -> each.mark.seq());
      arrays.set(3, "bigint", each -> each.mark.at());
      arrays.set(4, "text", each -> each.mark.author());
      arrays.set(5, "text", each -> each.mark.id());
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  private record Delivered(String room, EntryMark mark) {}

  private static void replace(Connection connection, String known) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE log SET epoch = ? WHERE epoch = ?")) {
      update.setString(1, Cursor.newEpoch());
      update.setString(2, known);
      update.executeUpdate();
    }
  }
}

package chat.postgres.presence;

import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.postgres.db.ArrayParameters;
import chat.postgres.presence.LocalPresences.Change;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The presences of all servers in the database. Each server changes its own rows only. */
final class PresenceTable {
  private static final String RENEW = "SELECT renew_lease(?, ?)";
  private static final String SAVE = "SELECT save_presences(?, ?, ?, ?, ?)";

  private static final String CHANGES =
      """
      SELECT s.id, s.until < clock_timestamp() - ? * interval '1 ms', s.version,
          p.room, p.member, p.name, p.present
        FROM server s
          LEFT JOIN unnest(?::text[], ?::bigint[]) AS known(id, version) ON known.id = s.id
          LEFT JOIN presence p ON p.server = s.id AND p.version > coalesce(known.version, 0)
        WHERE s.id <> ? ORDER BY s.id, p.version
      """;

  /** 60 s, much longer than the time between two readings of a server that is not cut off. */
  private static final String REMOVE_OLD =
      "SELECT remove_old_presences(interval '60 s'), remove_old_rates()";

  private final String server;

  PresenceTable(String server) {
    this.server = server;
  }

  /**
   * The state of another server, as it was read.
   *
   * @param isOver whether its lease and the time after it have ended
   * @param version of its latest change
   * @param changes since the version that was known
   */
  record ServerRow(String id, boolean isOver, long version, List<Change> changes) {}

  /** Renews the lease of this server; returns whether the database did not know it. */
  boolean renew(Connection connection, Duration lease) throws SQLException {
    try (PreparedStatement renew = connection.prepareStatement(RENEW)) {
      renew.setString(1, server);
      renew.setLong(2, lease.toMillis());
      try (ResultSet row = renew.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** Saves changes of this server's presences under a new version. */
  void save(Connection connection, List<Change> changes) throws SQLException {
    try (PreparedStatement save = connection.prepareStatement(SAVE)) {
      save.setString(1, server);
      var arrays = new ArrayParameters<Change>(connection, save, changes);
      arrays.set(2, "text", change -> change.room().value());
      arrays.set(3, "text", change -> change.member().id());
      arrays.set(4, "text", change -> change.member().name());
      arrays.set(5, "boolean", Change::present);
      save.execute();
    }
  }

  /**
   * Reads all other servers, with the changes since the known versions.
   *
   * @param afterLease how long after its lease a server's members are still present
   */
  List<ServerRow> read(Connection connection, Map<String, Long> known, Duration afterLease)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(CHANGES)) {
      query.setLong(1, afterLease.toMillis());
      query.setArray(2, connection.createArrayOf("text", known.keySet().toArray()));
      query.setArray(3, connection.createArrayOf("bigint", known.values().toArray()));
      query.setString(4, server);
      try (ResultSet row = query.executeQuery()) {
        return servers(row);
      }
    }
  }

  private static List<ServerRow> servers(ResultSet row) throws SQLException {
    List<ServerRow> servers = new ArrayList<>();
    while (row.next()) {
      String id = row.getString(1);
      if (servers.isEmpty() || !servers.getLast().id.equals(id)) {
        servers.add(new ServerRow(id, row.getBoolean(2), row.getLong(3), new ArrayList<>()));
      }
      String room = row.getString(4);
      if (room != null) {
        var member = new Member(row.getString(5), row.getString(6));
        servers.getLast().changes.add(new Change(new RoomName(room), member, row.getBoolean(7)));
      }
    }
    return servers;
  }

  /** Removes the rows of servers that are gone, of members that have left, and of limits. */
  void removeOld(Connection connection) throws SQLException {
    try (PreparedStatement remove = connection.prepareStatement(REMOVE_OLD)) {
      remove.execute();
    }
  }
}

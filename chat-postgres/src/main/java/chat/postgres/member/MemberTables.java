package chat.postgres.member;

import chat.core.member.MemberStore;
import chat.core.member.Mention;
import chat.core.member.MentionBatch;
import chat.core.member.OpenedRoom;
import chat.core.member.ReadPosition;
import chat.core.name.RoomName;
import chat.postgres.db.Query;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Statements about the tables of members. */
final class MemberTables {
  /** 1,000 mentions of a member, the latest. */
  private static final int MAX_MENTIONS = 1_000;

  private static final String VISIT =
      """
      INSERT INTO visit AS v (member, room, name, at) VALUES (?, ?, ?, ?)
        ON CONFLICT (member, room) DO UPDATE SET name = excluded.name, at = greatest(v.at, excluded.at)
      """;
  private static final String REMOVE_OLDEST =
      """
      DELETE FROM visit v USING (SELECT room FROM visit WHERE member = ? ORDER BY at DESC, room OFFSET %d) old
        WHERE v.member = ? AND v.room = old.room
      """
          .formatted(MemberStore.MAX_ROOMS);
  private static final String READ =
      """
      UPDATE visit SET at = greatest(at, ?), seq = CASE WHEN epoch = ? THEN greatest(seq, ?) ELSE ? END, epoch = ?
        WHERE member = ? AND room = ? AND at > ?
      """;
  private static final String ROOMS =
      """
      SELECT v.room, v.epoch, v.seq, (SELECT count(*) FROM (SELECT FROM mention m
          WHERE m.member = v.member AND m.room = v.room AND (m.epoch IS DISTINCT FROM v.epoch OR m.seq > v.seq)
          LIMIT %d) counted)
        FROM visit v WHERE v.member = ? AND v.at > ? ORDER BY v.at DESC, v.room
      """
          .formatted(MemberStore.MAX_COUNTED);
  private static final String VISITORS =
      """
      SELECT DISTINCT ON (name) name, member FROM visit WHERE room = ? AND name = ANY (?) AND at > ?
        ORDER BY name, at DESC
      """;
  private static final String MENTIONED =
      """
      INSERT INTO mentioned AS m VALUES (?, ?, ?) ON CONFLICT (room) DO UPDATE SET epoch = excluded.epoch,
        seq = CASE WHEN m.epoch = excluded.epoch THEN greatest(m.seq, excluded.seq) ELSE excluded.seq END
      """;
  private static final String ADD =
      """
      INSERT INTO mention (member, room, epoch, seq) SELECT member, room, ?, ? FROM visit
        WHERE member = ? AND room = ? AND at > ? ON CONFLICT DO NOTHING
      """;
  private static final String MENTIONS =
      """
      SELECT m.no, m.room, m.epoch, m.seq FROM mention m JOIN visit v ON v.member = m.member AND v.room = m.room
        WHERE m.member = ? AND m.no < ? AND v.at > ? ORDER BY m.no DESC LIMIT ?
      """;
  private static final String REMOVE_MENTIONS =
      """
      DELETE FROM mention m
        WHERE NOT EXISTS (SELECT FROM visit v WHERE v.member = m.member AND v.room = m.room)
          OR m.no <= (SELECT x.no FROM mention x WHERE x.member = m.member ORDER BY x.no DESC LIMIT 1 OFFSET %d)
      """
          .formatted(MAX_MENTIONS);

  private MemberTables() {}

  /** Changes something in a transaction. */
  interface Changes {
    void run(Connection connection) throws SQLException;
  }

  /** Runs a transaction whose commit does not wait for the disk. */
  static void transaction(Connection connection, Changes changes) throws SQLException {
    connection.setAutoCommit(false);
    try {
      update(connection, "SET LOCAL synchronous_commit = off");
      changes.run(connection);
      connection.commit();
    } finally {
      // Rolls back what was not committed.
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  static void update(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, values);
      statement.executeUpdate();
    }
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
  }

  /** Writes changes in few round trips, however many they are. */
  static void write(Connection connection, Map<MemberChange.Key, MemberChange> changes, long oldest)
      throws SQLException {
    try (PreparedStatement visit = connection.prepareStatement(VISIT);
        PreparedStatement removeOldest = connection.prepareStatement(REMOVE_OLDEST);
        PreparedStatement read = connection.prepareStatement(READ)) {
      for (Map.Entry<MemberChange.Key, MemberChange> each : changes.entrySet()) {
        String id = each.getKey().memberId();
        String room = each.getKey().room().value();
        MemberChange change = each.getValue();
        if (change.name().isPresent()) {
          add(visit, id, room, change.name().get(), change.at());
          add(removeOldest, id, id);
        }
        if (change.read().isPresent()) {
          String epoch = change.read().get().epoch();
          long seq = change.read().get().seq();
          add(read, change.at(), epoch, seq, seq, epoch, id, room, oldest);
        }
      }
      visit.executeBatch();
      removeOldest.executeBatch();
      read.executeBatch();
    }
  }

  static void add(PreparedStatement statement, Object... values) throws SQLException {
    bind(statement, values);
    statement.addBatch();
  }

  static void forget(Connection connection, String memberId, RoomName room) throws SQLException {
    update(connection, "DELETE FROM visit WHERE member = ? AND room = ?", memberId, room.value());
    update(connection, "DELETE FROM mention WHERE member = ? AND room = ?", memberId, room.value());
  }

  static List<OpenedRoom> rooms(Connection connection, String memberId, long oldest)
      throws SQLException {
    return Query.of(ROOMS, memberId, oldest)
        .rows(
            connection,
            row -> new OpenedRoom(new RoomName(row.getString(1)), position(row, 2), row.getInt(4)));
  }

  private static Optional<ReadPosition> position(ResultSet row, int column) throws SQLException {
    String epoch = row.getString(column);
    return epoch == null
        ? Optional.empty()
        : Optional.of(new ReadPosition(epoch, row.getLong(column + 1)));
  }

  static Map<String, String> visitors(
      Connection connection, RoomName room, Collection<String> names, long oldest)
      throws SQLException {
    Map<String, String> found = new HashMap<>();
    Query.of(VISITORS, room.value(), names.toArray(String[]::new), oldest)
        .rows(connection, row -> found.put(row.getString(1), row.getString(2)));
    return found;
  }

  static Optional<ReadPosition> mentionedUpTo(Connection connection, RoomName room)
      throws SQLException {
    return Query.of("SELECT epoch, seq FROM mentioned WHERE room = ?", room.value())
        .rows(connection, row -> position(row, 1))
        .stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  static void add(Connection connection, MentionBatch batch, long oldest) throws SQLException {
    String room = batch.room().value();
    String epoch = batch.upTo().epoch();
    // First, because it locks the room's row.
    update(connection, MENTIONED, room, epoch, batch.upTo().seq());
    update(connection, "DELETE FROM mention WHERE room = ? AND epoch <> ?", room, epoch);
    for (long message : batch.deleted()) {
      update(connection, "DELETE FROM mention WHERE room = ? AND seq = ?", room, message);
    }
    for (MentionBatch.Mentioned each : batch.added()) {
      update(connection, ADD, epoch, each.message(), each.memberId(), room, oldest);
    }
  }

  static List<Mention> mentions(
      Connection connection, String memberId, long before, int max, long oldest)
      throws SQLException {
    return Query.of(MENTIONS, memberId, before, oldest, max)
        .rows(
            connection,
            row ->
                new Mention(
                    row.getLong(1),
                    new RoomName(row.getString(2)),
                    position(row, 3).orElseThrow()));
  }

  static void removeExpired(Connection connection, long oldest) throws SQLException {
    update(connection, "DELETE FROM visit WHERE at <= ?", oldest);
    update(connection, REMOVE_MENTIONS);
  }
}

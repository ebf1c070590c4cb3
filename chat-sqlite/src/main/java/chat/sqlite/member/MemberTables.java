package chat.sqlite.member;

import chat.core.member.MemberStore;
import chat.core.member.Mention;
import chat.core.member.MentionBatch;
import chat.core.member.MentionParser;
import chat.core.member.OpenedRoom;
import chat.core.member.ReadPosition;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.sqlite.db.ConnectionOwner;
import chat.sqlite.db.PreparedQuery;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of members, read and written by one thread. Nothing is kept before a commit. */
final class MemberTables extends ConnectionOwner {
  private static final long LIFETIME = MemberStore.LIFETIME.toMillis();

  /** 1,000 mentions of a member, the latest. */
  private static final int MAX_MENTIONS = 1_000;

  private final PreparedQuery visit;
  private final PreparedQuery count;
  private final PreparedQuery removeOldest;
  private final PreparedQuery read;
  private final PreparedQuery forgetVisit;
  private final PreparedQuery forgetMentions;
  private final PreparedQuery rooms;
  private final PreparedQuery visitor;
  private final PreparedQuery mentionedUpTo;
  private final PreparedQuery setMentionedUpTo;
  private final PreparedQuery removeOtherEpochs;
  private final PreparedQuery removeMessage;
  private final PreparedQuery addMention;
  private final PreparedQuery mentions;

  MemberTables(Connection connection) throws SQLException {
    super(connection);
    visit =
        new PreparedQuery(
            connection,
            "INSERT INTO visit (member, room, name, at) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT DO UPDATE SET name = excluded.name, at = max(at, excluded.at)");
    count = new PreparedQuery(connection, "SELECT count(*) FROM visit WHERE member = ?");
    removeOldest =
        new PreparedQuery(
            connection,
            "DELETE FROM visit WHERE member = ?1 AND room = (SELECT room FROM visit WHERE member = ?1 ORDER BY at, room LIMIT 1)");
    read =
        new PreparedQuery(
            connection,
            "UPDATE visit SET at = max(at, ?1), seq = iif(epoch IS ?2, max(seq, ?3), ?3), epoch = ?2"
                + " WHERE member = ?4 AND room = ?5 AND at > ?6");
    forgetVisit = new PreparedQuery(connection, "DELETE FROM visit WHERE member = ? AND room = ?");
    forgetMentions =
        new PreparedQuery(connection, "DELETE FROM mention WHERE member = ? AND room = ?");
    rooms =
        new PreparedQuery(
            connection,
            "SELECT v.room, v.epoch, v.seq, (SELECT count(*) FROM (SELECT 1 FROM mention m"
                + " WHERE m.member = v.member AND m.room = v.room AND (m.epoch IS NOT v.epoch OR m.seq > v.seq) LIMIT "
                + MemberStore.MAX_COUNTED
                + ")) FROM visit v WHERE v.member = ? AND v.at > ? ORDER BY v.at DESC, v.room");
    visitor =
        new PreparedQuery(
            connection,
            "SELECT member FROM visit WHERE room = ? AND name = ? AND at > ? ORDER BY at DESC LIMIT 1");
    mentionedUpTo =
        new PreparedQuery(connection, "SELECT epoch, seq FROM mentioned WHERE room = ?");
    setMentionedUpTo =
        new PreparedQuery(connection, "INSERT OR REPLACE INTO mentioned VALUES (?, ?, ?)");
    removeOtherEpochs =
        new PreparedQuery(connection, "DELETE FROM mention WHERE room = ? AND epoch <> ?");
    removeMessage = new PreparedQuery(connection, "DELETE FROM mention WHERE room = ? AND seq = ?");
    addMention =
        new PreparedQuery(
            connection,
            "INSERT INTO mention (member, room, epoch, seq) SELECT member, room, ?, ? FROM visit"
                + " WHERE member = ? AND room = ? AND at > ? ON CONFLICT DO NOTHING");
    mentions =
        new PreparedQuery(
            connection,
            "SELECT m.no, m.room, m.epoch, m.seq FROM mention m JOIN visit v ON v.member = m.member AND v.room = m.room"
                + " WHERE m.member = ? AND m.no < ? AND v.at > ? ORDER BY m.no DESC LIMIT ?");
  }

  void visit(Member member, RoomName room, long now) throws SQLException {
    visit.update(member.id(), room.value(), MentionParser.key(member.name()), now);
    if (count.queryOne(row -> row.getInt(1), member.id()).orElse(0) > MemberStore.MAX_ROOMS) {
      removeOldest.update(member.id());
    }
  }

  /** Returns whether the member has opened the room. */
  boolean read(String memberId, RoomName room, ReadPosition to, long now) throws SQLException {
    return read.update(now, to.epoch(), to.seq(), memberId, room.value(), now - LIFETIME) > 0;
  }

  void forget(String memberId, RoomName room) throws SQLException {
    forgetVisit.update(memberId, room.value());
    forgetMentions.update(memberId, room.value());
  }

  List<OpenedRoom> rooms(String memberId, long now) throws SQLException {
    return rooms.queryAll(
        row -> new OpenedRoom(new RoomName(row.getString(1)), position(row, 2), row.getInt(4)),
        memberId,
        now - LIFETIME);
  }

  static Optional<ReadPosition> position(ResultSet row, int column) throws SQLException {
    String epoch = row.getString(column);
    return epoch == null
        ? Optional.empty()
        : Optional.of(new ReadPosition(epoch, row.getLong(column + 1)));
  }

  Map<String, String> visitors(RoomName room, Collection<String> names, long now)
      throws SQLException {
    Map<String, String> found = new HashMap<>();
    for (String name : names) {
      visitor
          .queryOne(row -> row.getString(1), room.value(), name, now - LIFETIME)
          .ifPresent(id -> found.put(name, id));
    }
    return found;
  }

  Optional<ReadPosition> mentionedUpTo(RoomName room) throws SQLException {
    return mentionedUpTo
        .queryOne(row -> position(row, 1), room.value())
        .flatMap(position -> position);
  }

  void add(MentionBatch batch, long now) throws SQLException {
    String room = batch.room().value();
    String epoch = batch.upTo().epoch();
    removeOtherEpochs.update(room, epoch);
    for (long message : batch.deleted()) {
      removeMessage.update(room, message);
    }
    for (MentionBatch.Mentioned each : batch.added()) {
      addMention.update(epoch, each.message(), each.memberId(), room, now - LIFETIME);
    }
    setMentionedUpTo.update(room, epoch, batch.upTo().seq());
  }

  List<Mention> mentions(String memberId, long before, int max, long now) throws SQLException {
    return mentions.queryAll(
        row ->
            new Mention(
                row.getLong(1), new RoomName(row.getString(2)), position(row, 3).orElseThrow()),
        memberId,
        before,
        now - LIFETIME,
        max);
  }

  void removeExpired(long now) throws SQLException {
    new PreparedQuery(connection, "DELETE FROM visit WHERE at <= ?").update(now - LIFETIME);
    new PreparedQuery(
            connection,
            "DELETE FROM mention WHERE NOT EXISTS (SELECT 1 FROM visit v WHERE v.member = mention.member AND v.room = mention.room)"
                + " OR no <= (SELECT m.no FROM mention m WHERE m.member = mention.member ORDER BY m.no DESC LIMIT 1 OFFSET "
                + MAX_MENTIONS
                + ")")
        .update();
  }

  /** The rows of a statement that is run once. */
  <T> List<T> rows(String sql, PreparedQuery.RowMapper<T> mapper, Object... parameters)
      throws SQLException {
    return new PreparedQuery(connection, sql).queryAll(mapper, parameters);
  }

  /** Ends what the reads see; the next one sees the file as it is then. */
  void endSnapshot() throws SQLException {
    connection.rollback();
  }

  void commit() throws SQLException {
    connection.commit();
  }
}

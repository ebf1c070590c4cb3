package chat.postgres.entry;

import chat.core.file.AttachmentText;
import chat.core.file.FileId;
import chat.core.log.Entry;
import chat.core.log.Message;
import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.ReadLimit;
import chat.core.log.Transcript.Unread;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.postgres.db.Query;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads entries, and messages in their present state. */
public final class Reader {
  /** The latest 1,000 messages are looked at, because more are shown as "many" anyway. */
  private static final int MAX_UNREAD_SCAN = 1_000;

  private static final String MARK =
      """
      SELECT e.seq, e.at, e.author, e.id
        FROM room r JOIN entry e ON e.room = r.no AND e.seq = r.last WHERE r.name = ?
      """;

  private static final String BETWEEN =
      """
      SELECT e.seq, e.at, e.author, e.name, e.id, e.kind, e.target, e.text, e.files
        FROM entry e JOIN room r ON r.no = e.room
        WHERE r.name = ? AND e.seq > ? AND e.seq <= ? ORDER BY e.seq
      """;

  /** Messages in their present state, newest first; the placeholder is a query of entries. */
  private static final String MESSAGES =
      """
      SELECT m.seq, m.at, m.author, m.name, m.id, m.target, m.text, edit.at, edit.text,
          m.room, EXISTS (SELECT FROM kind k WHERE k.room = m.room AND k.message = m.seq), m.files,
          (SELECT count(*) FROM entry a WHERE a.room = m.room AND a.target = m.seq
            AND a.kind = 0 AND a.target > 0 AND a.text IS NOT NULL),
          EXISTS (SELECT FROM pin p WHERE p.room = m.room AND p.message = m.seq)
        FROM (%s) m
          LEFT JOIN LATERAL (SELECT x.at, x.text FROM entry x
            WHERE x.room = m.room AND x.target = m.seq AND x.kind > 0 AND x.kind = 1
            ORDER BY x.seq DESC LIMIT 1) edit ON true
        ORDER BY m.seq DESC
      """;

  private static final String BEFORE =
      MESSAGES.formatted(
          """
          SELECT e.* FROM entry e JOIN room r ON r.no = e.room
            WHERE r.name = ? AND e.kind = 0 AND e.seq < ? ORDER BY e.seq DESC LIMIT ?
          """);

  private static final String ANSWERS =
      MESSAGES.formatted(
          """
          SELECT e.* FROM entry e JOIN room r ON r.no = e.room
            WHERE r.name = ? AND e.target = ? AND e.seq < ?
              AND e.kind = 0 AND e.target > 0 AND e.text IS NOT NULL
            ORDER BY e.seq DESC LIMIT ?
          """);

  private static final String PINNED =
      MESSAGES.formatted(
          """
          SELECT e.* FROM room r JOIN pin ON pin.room = r.no
              JOIN entry e ON e.room = pin.room AND e.seq = pin.message
            WHERE r.name = ? AND pin.message < ? ORDER BY e.seq DESC LIMIT ?
          """);

  private static final String OF_NUMBERS =
      MESSAGES.formatted(
          """
          SELECT e.* FROM room r JOIN entry e ON e.room = r.no AND e.kind = 0 AND e.seq = ANY (?)
            WHERE r.name = ?
          """);

  private static final String REACTIONS =
      """
      SELECT k.emoji, k.count, x.author, x.name
        FROM (SELECT * FROM kind WHERE room = ? AND message = ? ORDER BY since LIMIT ?) k
          CROSS JOIN LATERAL (SELECT * FROM reaction y
            WHERE y.room = k.room AND y.message = k.message AND y.emoji = k.emoji
            ORDER BY y.since LIMIT ?) x
        ORDER BY k.since, x.since
      """;

  private static final String UNREAD =
      """
      SELECT count(*) FROM
          (SELECT e.author, e.text FROM entry e JOIN room r ON r.no = e.room
            WHERE r.name = ? AND e.kind = 0 AND e.seq > ? ORDER BY e.seq DESC LIMIT ?) m
        WHERE author <> ? AND text IS NOT NULL
      """;

  private Reader() {}

  /** Runs a query with these values of its parameters, and reads all rows. */
  public static <T> List<T> all(
      Connection connection, String sql, Query.RowReader<T> row, Object... parameters)
      throws SQLException {
    return Query.of(sql, parameters).rows(connection, row);
  }

  /** The number of the last entry of a room, 0 for a room without one. */
  public static long last(Connection connection, RoomName room) throws SQLException {
    List<Long> found =
        all(
            connection,
            "SELECT last FROM room WHERE name = ?",
            row -> row.getLong(1),
            room.value());
    return found.isEmpty() ? 0 : found.getFirst();
  }

  /** The last entry of a room. */
  public static EntryMark mark(Connection connection, RoomName room) throws SQLException {
    List<EntryMark> found =
        all(
            connection,
            MARK,
            row ->
                new EntryMark(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)),
            room.value());
    return found.isEmpty() ? EntryMark.NONE : found.getFirst();
  }

  /** The rooms with an entry. */
  public static List<RoomName> rooms(Connection connection) throws SQLException {
    return all(
        connection,
        "SELECT name FROM room WHERE last > 0 ORDER BY no",
        row -> new RoomName(row.getString(1)));
  }

  /** All entries after {@code seq} up to and with {@code upTo}. */
  static List<Entry> between(Connection connection, RoomName room, long seq, long upTo)
      throws SQLException {
    return all(connection, BETWEEN, EntryKind::entry, room.value(), seq, upTo);
  }

  /** As {@link chat.core.log.Transcript#after} says. */
  public static Optional<List<Entry>> after(
      Connection connection, RoomName room, long seq, long upTo, ReadLimit limit)
      throws SQLException {
    if (seq < 0 || upTo > last(connection, room) || upTo - seq > limit.entries()) {
      return Optional.empty();
    }
    List<Entry> entries = between(connection, room, seq, upTo);
    long chars = entries.stream().mapToLong(Entry::textLength).sum();
    return chars <= limit.chars() ? Optional.of(entries) : Optional.empty();
  }

  /** As {@link chat.core.log.Transcript#before} says. */
  public static Page before(Connection connection, RoomName room, long seq, ReadLimit limit)
      throws SQLException {
    long last = last(connection, room);
    long end = Math.clamp(seq, 1, last + 1);
    List<Message> newestFirst =
        all(
            connection,
            BEFORE,
            row -> message(connection, row),
            room.value(),
            end,
            limit.entries() + 1);
    return Page.newest(last, newestFirst, limit);
  }

  /** As {@link chat.core.log.Transcript#answers} says. */
  public static Page answers(
      Connection connection, RoomName room, long message, long seq, ReadLimit limit)
      throws SQLException {
    long last = last(connection, room);
    List<Message> newestFirst =
        all(
            connection,
            ANSWERS,
            row -> message(connection, row),
            room.value(),
            message,
            seq,
            limit.entries() + 1);
    return Page.newest(last, newestFirst, limit);
  }

  /** As {@link chat.core.log.Transcript#pinned} says. */
  public static Page pinned(Connection connection, RoomName room, long seq, ReadLimit limit)
      throws SQLException {
    long last = last(connection, room);
    List<Message> newestFirst =
        all(
            connection,
            PINNED,
            row -> message(connection, row),
            room.value(),
            seq,
            limit.entries() + 1);
    return Page.newest(last, newestFirst, limit);
  }

  /** The messages with these numbers, newest first. */
  public static List<Message> messages(Connection connection, RoomName room, List<Long> seqs)
      throws SQLException {
    return all(
        connection,
        OF_NUMBERS,
        row -> message(connection, row),
        connection.createArrayOf("bigint", seqs.toArray()),
        room.value());
  }

  /** As {@link chat.core.log.Transcript#unread} says, of the latest 1,000 messages. */
  public static Unread unread(
      Connection connection, RoomName room, long seq, String member, int max) throws SQLException {
    long last = last(connection, room);
    List<Integer> count =
        all(
            connection,
            UNREAD,
            row -> row.getInt(1),
            room.value(),
            Math.clamp(seq, 0, last),
            MAX_UNREAD_SCAN,
            member);
    return new Unread(last, Math.min(count.getFirst(), max));
  }

  private static Message message(Connection connection, ResultSet row) throws SQLException {
    long seq = row.getLong(1);
    String said = row.getString(7);
    Optional<Instant> editedAt = timeIfAny(row, 8);
    boolean deleted = said == null;
    String text = deleted ? "" : editedAt.isPresent() ? row.getString(9) : said;
    return new Message(
        seq,
        Instant.ofEpochMilli(row.getLong(2)),
        new Member(row.getString(3), row.getString(4)),
        row.getString(5),
        text,
        row.getLong(6),
        editedAt,
        deleted,
        row.getBoolean(11) ? reactions(connection, row.getLong(10), seq) : List.of(),
        AttachmentText.parse(row.getString(12)),
        row.getInt(13),
        row.getBoolean(14));
  }

  private static Optional<Instant> timeIfAny(ResultSet row, int column) throws SQLException {
    long at = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
  }

  /** Those of some files that a message has. */
  public static Set<FileId> attached(Connection connection, Collection<FileId> files)
      throws SQLException {
    Object[] ids = files.stream().map(FileId::value).toArray();
    return Set.copyOf(
        all(
            connection,
            "SELECT file FROM attachment WHERE file = ANY (?) AND NOT detached",
            row -> new FileId(row.getString(1)),
            connection.createArrayOf("text", ids)));
  }

  private record Reactor(String emoji, int count, Member member) {}

  private static List<Message.Reaction> reactions(Connection connection, long room, long message)
      throws SQLException {
    List<Reactor> reactors =
        all(
            connection,
            REACTIONS,
            row ->
                new Reactor(
                    row.getString(1),
                    row.getInt(2),
                    new Member(row.getString(3), row.getString(4))),
            room,
            message,
            Message.REACTION_KINDS,
            Message.REACTION_NAMES);
    List<Message.Reaction> kinds = new ArrayList<>();
    for (int begin = 0, end; begin < reactors.size(); begin = end) {
      Reactor first = reactors.get(begin);
      end = begin;
      while (end < reactors.size() && reactors.get(end).emoji.equals(first.emoji)) {
        end++;
      }
      List<Member> members = reactors.subList(begin, end).stream().map(Reactor::member).toList();
      kinds.add(new Message.Reaction(first.emoji, first.count, members));
    }
    return kinds;
  }
}

package chat.sqlite.read;

import chat.core.file.AttachmentText;
import chat.core.file.FileId;
import chat.core.log.Message;
import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.ReadLimit;
import chat.core.log.Transcript.Unread;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.sqlite.db.EntryKey;
import chat.sqlite.db.PreparedQuery;
import chat.sqlite.db.RoomHead;
import chat.sqlite.db.RoomTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads messages in their present state: with the last edit and the present reactions. */
public final class MessageReader {
  private static final String MESSAGE =
      """
      SELECT said.place, said.at, said.author, said.name, said.id, said.re, said.text,
          edit.at, edit.text, said.files,
          (SELECT count(*) FROM said AS answer
            WHERE answer.re = said.place AND answer.text IS NOT NULL),
          EXISTS (SELECT 1 FROM pin WHERE pin.message = said.place)
        FROM said LEFT JOIN changed AS edit ON edit.place =
          (SELECT max(place) FROM changed WHERE message = said.place AND kind = 1)
      """;

  private static final String TEXT =
      """
      SELECT place, coalesce(
          (SELECT text FROM changed WHERE message = said.place AND kind = 1
            ORDER BY place DESC LIMIT 1),
          text), files
        FROM said
      """;

  /** The latest 1,000 messages are looked at, because more are shown as "many" anyway. */
  static final int MAX_UNREAD_SCAN = 1_000;

  private final RoomTable rooms;
  private final PreparedQuery before;
  private final PreparedQuery answers;
  private final PreparedQuery pinned;
  private final PreparedQuery message;
  private final PreparedQuery texts;
  private final PreparedQuery text;
  private final PreparedQuery changedAfter;
  private final PreparedQuery unread;
  private final PreparedQuery kinds;
  private final PreparedQuery reactors;
  private final PreparedQuery attached;

  MessageReader(Connection connection) throws SQLException {
    rooms = new RoomTable(connection);
    before =
        new PreparedQuery(
            connection,
            MESSAGE + " WHERE said.place > ? AND said.place < ? ORDER BY said.place DESC LIMIT ?");
    answers =
        new PreparedQuery(
            connection,
            MESSAGE
                + " WHERE said.re = ? AND said.text IS NOT NULL AND said.place < ?"
                + " ORDER BY said.place DESC LIMIT ?");
    pinned =
        new PreparedQuery(
            connection,
            MESSAGE
                + " WHERE said.place IN (SELECT message FROM pin WHERE message > ? AND message < ?)"
                + " ORDER BY said.place DESC LIMIT ?");
    message = new PreparedQuery(connection, MESSAGE + " WHERE said.place = ?");
    texts =
        new PreparedQuery(
            connection, TEXT + " WHERE place > ? AND place < ? ORDER BY place DESC LIMIT ?");
    text = new PreparedQuery(connection, TEXT + " WHERE place = ?");
    changedAfter =
        new PreparedQuery(
            connection,
            "SELECT DISTINCT message FROM changed WHERE place > ? AND place < ? AND kind = ?");
    unread =
        new PreparedQuery(
            connection,
            """
            SELECT count(*) FROM
                (SELECT author, text FROM said WHERE place > ? AND place < ?
                  ORDER BY place DESC LIMIT ?)
              WHERE author <> ? AND text IS NOT NULL
            """);
    kinds =
        new PreparedQuery(
            connection, "SELECT emoji, count FROM kind WHERE message = ? ORDER BY since LIMIT ?");
    reactors =
        new PreparedQuery(
            connection,
            "SELECT author, name FROM reaction WHERE message = ? AND emoji = ?"
                + " ORDER BY since LIMIT ?");
    attached =
        new PreparedQuery(connection, "SELECT 1 FROM attachment WHERE file = ? AND detached = 0");
  }

  /** As {@link chat.core.log.Transcript#before} says. */
  Page before(RoomName name, long seq, ReadLimit limit) throws SQLException {
    RoomHead head = rooms.head(name);
    return page(before, head, EntryKey.of(head.room(), 0), end(head, seq), limit);
  }

  /** As {@link chat.core.log.Transcript#answers} says. */
  Page answers(RoomName name, long answered, long seq, ReadLimit limit) throws SQLException {
    RoomHead head = rooms.head(name);
    long key = EntryKey.of(head.room(), Math.clamp(answered, 0, head.last()));
    return page(answers, head, key, end(head, seq), limit);
  }

  /** As {@link chat.core.log.Transcript#pinned} says. */
  Page pinned(RoomName name, long seq, ReadLimit limit) throws SQLException {
    RoomHead head = rooms.head(name);
    return page(pinned, head, EntryKey.of(head.room(), 0), end(head, seq), limit);
  }

  /** The key of a number, or the one after the last entry. */
  private static long end(RoomHead head, long seq) {
    return EntryKey.of(head.room(), Math.clamp(seq, 1, head.last() + 1));
  }

  /** The newest messages of a query within a limit; its parameters are two keys and a number. */
  private Page page(PreparedQuery query, RoomHead head, long first, long end, ReadLimit limit)
      throws SQLException {
    List<Message> newestFirst = new ArrayList<>();
    var taken =
        new Object() {
          int chars;
          boolean more;
        };
    query.visit(
        row -> {
          Message message = message(row);
          taken.chars += message.textLength();
          taken.more =
              newestFirst.size() == limit.entries()
                  || (taken.chars > limit.chars() && !newestFirst.isEmpty());
          return !taken.more && newestFirst.add(message);
        },
        first,
        end,
        // One more than the limit, to know whether there are more.
        limit.entries() + 1);
    return new Page(head.last(), newestFirst.reversed(), taken.more);
  }

  /** The message with a key. */
  Message message(long key) throws SQLException {
    return message.queryOne(this::message, key).orElseThrow();
  }

  /** Visits one text, with the names of its files; returns whether to go on to the next. */
  public interface TextVisitor {
    boolean visit(long key, String text);
  }

  /** Visits the latest texts between two keys, newest first, without those of deleted messages. */
  void visitTexts(TextVisitor visitor, long after, long before, int max) throws SQLException {
    texts.visit(
        row -> row.getString(2) == null || visitor.visit(row.getLong(1), searchedText(row)),
        after,
        before,
        max);
  }

  /** The text of the message with a key, with the names of its files; empty when it was deleted. */
  Optional<String> text(long key) throws SQLException {
    return text.queryOne(
            row ->
                row.getString(2) == null
                    ? Optional.<String>empty()
                    : Optional.of(searchedText(row)),
            key)
        .flatMap(found -> found);
  }

  private static String searchedText(ResultSet row) throws SQLException {
    String files = row.getString(3);
    return files == null
        ? row.getString(2)
        : AttachmentText.searchedText(row.getString(2), AttachmentText.parse(files));
  }

  /** Those of some files that a message has. */
  Set<FileId> attached(Collection<FileId> files) throws SQLException {
    Set<FileId> found = new HashSet<>();
    for (FileId file : files) {
      if (attached.queryOne(row -> row.getInt(1), file.value()).isPresent()) {
        found.add(file);
      }
    }
    return found;
  }

  /** The keys of the messages of a room that entries of a kind after {@code seq} are about. */
  List<Long> changedAfter(long room, long seq, int kind) throws SQLException {
    return changedAfter.queryAll(
        row -> row.getLong(1), EntryKey.of(room, seq), EntryKey.of(room + 1, 0), kind);
  }

  /** As {@link chat.core.log.Transcript#unread} says, of the latest 1,000 messages. */
  Unread unread(RoomName name, long seq, String reader, int max) throws SQLException {
    RoomHead head = rooms.head(name);
    long after = EntryKey.of(head.room(), Math.clamp(seq, 0, head.last()));
    int count =
        unread
            .queryOne(
                row -> row.getInt(1),
                after,
                EntryKey.of(head.room() + 1, 0),
                MAX_UNREAD_SCAN,
                reader)
            .orElse(0);
    return new Unread(head.last(), Math.min(count, max));
  }

  private Message message(ResultSet row) throws SQLException {
    long key = row.getLong(1);
    String said = row.getString(7);
    Optional<Instant> editedAt = timeIfAny(row, 8);
    boolean deleted = said == null;
    String text = deleted ? "" : editedAt.isPresent() ? row.getString(9) : said;
    return new Message(
        EntryKey.seq(key),
        Instant.ofEpochMilli(row.getLong(2)),
        new Member(row.getString(3), row.getString(4)),
        row.getString(5),
        text,
        EntryKey.seq(row.getLong(6)),
        editedAt,
        deleted,
        deleted ? List.of() : reactions(key),
        AttachmentText.parse(row.getString(10)),
        row.getInt(11),
        row.getBoolean(12));
  }

  private static Optional<Instant> timeIfAny(ResultSet row, int column) throws SQLException {
    long at = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(at));
  }

  private List<Message.Reaction> reactions(long message) throws SQLException {
    return kinds.queryAll(
        row -> {
          String emoji = row.getString(1);
          return new Message.Reaction(emoji, row.getInt(2), reactors(message, emoji));
        },
        message,
        Message.REACTION_KINDS);
  }

  private List<Member> reactors(long message, String emoji) throws SQLException {
    return reactors.queryAll(
        row -> new Member(row.getString(1), row.getString(2)),
        message,
        emoji,
        Message.REACTION_NAMES);
  }
}

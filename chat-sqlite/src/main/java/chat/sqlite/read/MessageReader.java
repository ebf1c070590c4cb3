package chat.sqlite.read;

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
import java.util.List;
import java.util.Optional;

/** Reads messages as they stand: the last edit, the reactions that are left. */
public final class MessageReader {
  private static final String MESSAGE =
      """
      SELECT said.place, said.at, said.author, said.name, said.id, said.re, said.text,
          edit.place IS NOT NULL, edit.text
        FROM said LEFT JOIN changed AS edit ON edit.place =
          (SELECT max(place) FROM changed WHERE message = said.place AND kind = 1)
      """;

  private static final String TEXT =
      """
      SELECT place, coalesce(
          (SELECT text FROM changed WHERE message = said.place AND kind = 1
            ORDER BY place DESC LIMIT 1),
          text)
        FROM said
      """;

  /** So many of the latest are looked at for those of others. */
  private static final int COUNTED = 1_000;

  private final RoomTable rooms;
  private final PreparedQuery below;
  private final PreparedQuery at;
  private final PreparedQuery texts;
  private final PreparedQuery text;
  private final PreparedQuery changed;
  private final PreparedQuery unread;
  private final PreparedQuery kinds;
  private final PreparedQuery who;

  MessageReader(Connection connection) throws SQLException {
    rooms = new RoomTable(connection);
    below =
        new PreparedQuery(
            connection,
            MESSAGE + " WHERE said.place > ? AND said.place < ? ORDER BY said.place DESC LIMIT ?");
    at = new PreparedQuery(connection, MESSAGE + " WHERE said.place = ?");
    texts =
        new PreparedQuery(
            connection, TEXT + " WHERE place > ? AND place < ? ORDER BY place DESC LIMIT ?");
    text = new PreparedQuery(connection, TEXT + " WHERE place = ?");
    changed =
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
    who =
        new PreparedQuery(
            connection,
            "SELECT author, name FROM reaction WHERE message = ? AND emoji = ?"
                + " ORDER BY since LIMIT ?");
  }

  /** As {@link chat.core.log.Transcript#before} says. */
  Page before(RoomName name, long seq, ReadLimit reach) throws SQLException {
    RoomHead standing = rooms.standing(name);
    long end = Math.clamp(seq, 1, standing.last() + 1);
    List<Message> newestFirst = new ArrayList<>();
    var cut =
        new Object() {
          int chars;
          boolean more;
        };
    below.each(
        row -> {
          Message message = message(row);
          cut.chars += message.text().length();
          cut.more =
              newestFirst.size() == reach.entries()
                  || (cut.chars > reach.chars() && !newestFirst.isEmpty());
          return !cut.more && newestFirst.add(message);
        },
        EntryKey.of(standing.room(), 0),
        EntryKey.of(standing.room(), end),
        // One more than asked for: whether there is one.
        reach.entries() + 1);
    return new Page(standing.last(), newestFirst.reversed(), cut.more);
  }

  /** The message at a place, where there is one. */
  Message at(long place) throws SQLException {
    return at.one(this::message, place).orElseThrow();
  }

  /** Looks at a text and says whether to go on to the next. */
  public interface TextVisitor {
    boolean at(long place, String text);
  }

  /** Goes through the latest texts between two places, newest first, without those taken back. */
  void texts(TextVisitor glance, long after, long before, int most) throws SQLException {
    texts.each(
        row -> row.getString(2) == null || glance.at(row.getLong(1), row.getString(2)),
        after,
        before,
        most);
  }

  /** The text of the message at a place; empty when it was taken back. */
  Optional<String> text(long place) throws SQLException {
    return text.one(row -> Optional.ofNullable(row.getString(2)), place).flatMap(found -> found);
  }

  /** The places of the messages of a room that something has happened to since an entry. */
  List<Long> changed(long room, long seq, int kind) throws SQLException {
    return changed.all(
        row -> row.getLong(1), EntryKey.of(room, seq), EntryKey.of(room + 1, 0), kind);
  }

  /** As {@link chat.core.log.Transcript#unread} says, of the latest thousand. */
  Unread unread(RoomName name, long seq, String reader, int most) throws SQLException {
    RoomHead standing = rooms.standing(name);
    long after = EntryKey.of(standing.room(), Math.clamp(seq, 0, standing.last()));
    int count =
        unread
            .one(row -> row.getInt(1), after, EntryKey.of(standing.room() + 1, 0), COUNTED, reader)
            .orElse(0);
    return new Unread(standing.last(), Math.min(count, most));
  }

  private Message message(ResultSet row) throws SQLException {
    long place = row.getLong(1);
    String said = row.getString(7);
    boolean edited = row.getBoolean(8);
    boolean deleted = said == null;
    String text = deleted ? "" : edited ? row.getString(9) : said;
    return new Message(
        EntryKey.seq(place),
        Instant.ofEpochMilli(row.getLong(2)),
        new Member(row.getString(3), row.getString(4)),
        row.getString(5),
        text,
        EntryKey.seq(row.getLong(6)),
        edited,
        deleted,
        deleted ? List.of() : reactions(place));
  }

  private List<Message.Reaction> reactions(long message) throws SQLException {
    return kinds.all(
        row -> {
          String emoji = row.getString(1);
          return new Message.Reaction(emoji, row.getInt(2), who(message, emoji));
        },
        message,
        Message.REACTION_KINDS);
  }

  private List<Member> who(long message, String emoji) throws SQLException {
    return who.all(
        row -> new Member(row.getString(1), row.getString(2)),
        message,
        emoji,
        Message.REACTION_NAMES);
  }
}

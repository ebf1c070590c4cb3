package chat.sqlite;

import chat.core.Member;
import chat.core.Message;
import chat.core.RoomName;
import chat.core.Transcript.Page;
import chat.core.Transcript.Reach;
import chat.core.Transcript.Unread;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads messages as they stand: the last edit, the reactions that are left. */
final class Messages {
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

  private final Rooms rooms;
  private final Prepared below;
  private final Prepared at;
  private final Prepared texts;
  private final Prepared text;
  private final Prepared changed;
  private final Prepared unread;
  private final Prepared kinds;
  private final Prepared who;

  Messages(Connection connection) throws SQLException {
    rooms = new Rooms(connection);
    below =
        new Prepared(
            connection,
            MESSAGE + " WHERE said.place > ? AND said.place < ? ORDER BY said.place DESC LIMIT ?");
    at = new Prepared(connection, MESSAGE + " WHERE said.place = ?");
    texts =
        new Prepared(
            connection, TEXT + " WHERE place > ? AND place < ? ORDER BY place DESC LIMIT ?");
    text = new Prepared(connection, TEXT + " WHERE place = ?");
    changed =
        new Prepared(
            connection,
            "SELECT DISTINCT message FROM changed WHERE place > ? AND place < ? AND kind = ?");
    unread =
        new Prepared(
            connection,
            """
            SELECT count(*) FROM
                (SELECT author, text FROM said WHERE place > ? AND place < ?
                  ORDER BY place DESC LIMIT ?)
              WHERE author <> ? AND text IS NOT NULL
            """);
    kinds =
        new Prepared(
            connection, "SELECT emoji, count FROM kind WHERE message = ? ORDER BY since LIMIT ?");
    who =
        new Prepared(
            connection,
            "SELECT author, name FROM reaction WHERE message = ? AND emoji = ?"
                + " ORDER BY since LIMIT ?");
  }

  /** As {@link chat.core.Transcript#before} says. */
  Page before(RoomName name, long seq, Reach reach) throws SQLException {
    Standing standing = rooms.standing(name);
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
        Place.of(standing.room(), 0),
        Place.of(standing.room(), end),
        // One more than asked for: whether there is one.
        reach.entries() + 1);
    return new Page(standing.last(), newestFirst.reversed(), cut.more);
  }

  /** The message at a place, where there is one. */
  Message at(long place) throws SQLException {
    return at.one(this::message, place).orElseThrow();
  }

  /** Looks at a text and says whether to go on to the next. */
  interface Glance {
    boolean at(long place, String text);
  }

  /** Goes through the latest texts between two places, newest first, without those taken back. */
  void texts(Glance glance, long after, long before, int most) throws SQLException {
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
    return changed.all(row -> row.getLong(1), Place.of(room, seq), Place.of(room + 1, 0), kind);
  }

  /** As {@link chat.core.Transcript#unread} says, of the latest thousand. */
  Unread unread(RoomName name, long seq, String reader, int most) throws SQLException {
    Standing standing = rooms.standing(name);
    long after = Place.of(standing.room(), Math.clamp(seq, 0, standing.last()));
    int count =
        unread
            .one(row -> row.getInt(1), after, Place.of(standing.room() + 1, 0), COUNTED, reader)
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
        Place.seq(place),
        Instant.ofEpochMilli(row.getLong(2)),
        new Member(row.getString(3), row.getString(4)),
        row.getString(5),
        text,
        Place.seq(row.getLong(6)),
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

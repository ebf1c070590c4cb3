package chat.sqlite;

import chat.core.Entry;
import chat.core.Member;
import chat.core.RoomName;
import chat.core.Transcript.Reach;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads entries as they were kept, in the order of their numbers. */
final class Entries {
  private static final int SAID = 0;

  private final Rooms rooms;
  private final Prepared between;

  Entries(Connection connection) throws SQLException {
    rooms = new Rooms(connection);
    // Both halves lie in order already, so that this is merged, not sorted.
    between =
        new Prepared(
            connection,
            """
            SELECT place, at, author, name, id, 0 AS kind, re AS message, text FROM said
              WHERE place > ?1 AND place <= ?2
            UNION ALL
            SELECT place, at, author, name, id, kind, message, text FROM changed
              WHERE place > ?1 AND place <= ?2
            ORDER BY place
            """);
  }

  /** As {@link chat.core.Transcript#after} says. */
  Optional<List<Entry>> after(RoomName name, long seq, long upTo, Reach reach) throws SQLException {
    Standing standing = rooms.standing(name);
    if (seq < 0 || upTo > standing.last() || upTo - seq > reach.entries()) {
      return Optional.empty();
    }
    if (upTo <= seq) {
      return Optional.of(List.of());
    }
    List<Entry> entries = new ArrayList<>();
    var chars =
        new Object() {
          long left = reach.chars();
        };
    between.each(
        row -> {
          Entry entry = entry(row);
          entries.add(entry);
          chars.left -= length(entry);
          return chars.left >= 0;
        },
        Place.of(standing.room(), seq),
        Place.of(standing.room(), upTo));
    return chars.left >= 0 ? Optional.of(entries) : Optional.empty();
  }

  private static Entry entry(ResultSet row) throws SQLException {
    long seq = Place.seq(row.getLong(1));
    Instant at = Instant.ofEpochMilli(row.getLong(2));
    Member by = new Member(row.getString(3), row.getString(4));
    String id = row.getString(5);
    int kind = row.getInt(6);
    long of = Place.seq(row.getLong(7));
    String text = row.getString(8);
    boolean gone = text == null;
    return switch (kind) {
      case SAID -> new Entry.Said(seq, at, by, id, gone ? "" : text, of, gone);
      case Pen.EDITED -> new Entry.Edited(seq, at, by, id, of, gone ? "" : text, gone);
      case Pen.DELETED -> new Entry.Deleted(seq, at, by, id, of);
      case Pen.REACTION_ON, Pen.REACTION_OFF ->
          new Entry.Reacted(seq, at, by, id, of, text, kind == Pen.REACTION_ON);
      default -> throw new SQLException("an entry of kind " + kind);
    };
  }

  private static int length(Entry entry) {
    return switch (entry) {
      case Entry.Said said -> said.text().length();
      case Entry.Edited edited -> edited.text().length();
      case Entry.Deleted deleted -> 0;
      case Entry.Reacted reacted -> 0;
    };
  }
}

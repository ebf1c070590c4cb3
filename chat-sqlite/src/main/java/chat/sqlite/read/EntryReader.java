package chat.sqlite.read;

import chat.core.log.Entry;
import chat.core.log.Transcript.ReadLimit;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.sqlite.db.EntryKey;
import chat.sqlite.db.PreparedQuery;
import chat.sqlite.db.RoomHead;
import chat.sqlite.db.RoomTable;
import chat.sqlite.write.EntryWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads entries as they were kept, in the order of their numbers. */
final class EntryReader {
  private static final int SAID = 0;

  private final RoomTable rooms;
  private final PreparedQuery between;

  EntryReader(Connection connection) throws SQLException {
    rooms = new RoomTable(connection);
    // Both halves lie in order already, so that this is merged, not sorted.
    between =
        new PreparedQuery(
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

  /** As {@link chat.core.log.Transcript#after} says. */
  Optional<List<Entry>> after(RoomName name, long seq, long upTo, ReadLimit reach)
      throws SQLException {
    RoomHead standing = rooms.standing(name);
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
        EntryKey.of(standing.room(), seq),
        EntryKey.of(standing.room(), upTo));
    return chars.left >= 0 ? Optional.of(entries) : Optional.empty();
  }

  private static Entry entry(ResultSet row) throws SQLException {
    long seq = EntryKey.seq(row.getLong(1));
    Instant at = Instant.ofEpochMilli(row.getLong(2));
    Member by = new Member(row.getString(3), row.getString(4));
    String id = row.getString(5);
    int kind = row.getInt(6);
    long of = EntryKey.seq(row.getLong(7));
    String text = row.getString(8);
    boolean gone = text == null;
    return switch (kind) {
      case SAID -> new Entry.Said(seq, at, by, id, gone ? "" : text, of, gone);
      case EntryWriter.EDITED -> new Entry.Edited(seq, at, by, id, of, gone ? "" : text, gone);
      case EntryWriter.DELETED -> new Entry.Deleted(seq, at, by, id, of);
      case EntryWriter.REACTION_ON, EntryWriter.REACTION_OFF ->
          new Entry.Reacted(seq, at, by, id, of, text, kind == EntryWriter.REACTION_ON);
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

package chat.sqlite.read;

import chat.core.file.AttachmentText;
import chat.core.log.Entry;
import chat.core.log.Transcript.ReadLimit;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.sqlite.db.EntryKey;
import chat.sqlite.db.EntryKind;
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

/** Reads entries in the order of their sequence numbers. */
final class EntryReader {
  private final RoomTable rooms;
  private final PreparedQuery between;

  EntryReader(Connection connection) throws SQLException {
    rooms = new RoomTable(connection);
    // Both tables are in this order already, so SQLite merges them and sorts nothing.
    between =
        new PreparedQuery(
            connection,
            """
            SELECT place, at, author, name, id, 0 AS kind, re AS message, text, files FROM said
              WHERE place > ?1 AND place <= ?2
            UNION ALL
            SELECT place, at, author, name, id, kind, message, text, NULL FROM changed
              WHERE place > ?1 AND place <= ?2
            ORDER BY place
            """);
  }

  /** As {@link chat.core.log.Transcript#after} says. */
  Optional<List<Entry>> after(RoomName name, long seq, long upTo, ReadLimit limit)
      throws SQLException {
    RoomHead head = rooms.head(name);
    if (seq < 0 || upTo > head.last() || upTo - seq > limit.entries()) {
      return Optional.empty();
    }
    if (upTo <= seq) {
      return Optional.of(List.of());
    }
    List<Entry> entries = new ArrayList<>();
    var chars =
        new Object() {
          long left = limit.chars();
        };
    between.visit(
        row -> {
          Entry entry = entry(row);
          entries.add(entry);
          chars.left -= entry.textLength();
          return chars.left >= 0;
        },
        EntryKey.of(head.room(), seq),
        EntryKey.of(head.room(), upTo));
    return chars.left >= 0 ? Optional.of(entries) : Optional.empty();
  }

  private static Entry entry(ResultSet row) throws SQLException {
    long seq = EntryKey.seq(row.getLong(1));
    Instant at = Instant.ofEpochMilli(row.getLong(2));
    Member by = new Member(row.getString(3), row.getString(4));
    String id = row.getString(5);
    int kind = row.getInt(6);
    long target = EntryKey.seq(row.getLong(7));
    String text = row.getString(8);
    boolean deleted = text == null;
    return switch (kind) {
      case EntryKind.SAID ->
          new Entry.Said(
              seq,
              at,
              by,
              id,
              deleted ? "" : text,
              target,
              deleted,
              AttachmentText.parse(row.getString(9)));
      case EntryKind.EDITED ->
          new Entry.Edited(seq, at, by, id, target, deleted ? "" : text, deleted);
      case EntryKind.DELETED -> new Entry.Deleted(seq, at, by, id, target);
      case EntryKind.REACTION_ON, EntryKind.REACTION_OFF ->
          new Entry.Reacted(seq, at, by, id, target, text, kind == EntryKind.REACTION_ON);
      case EntryKind.PINNED, EntryKind.UNPINNED ->
          new Entry.Pinned(seq, at, by, id, target, kind == EntryKind.PINNED);
      default -> throw new SQLException("an entry of kind " + kind);
    };
  }
}

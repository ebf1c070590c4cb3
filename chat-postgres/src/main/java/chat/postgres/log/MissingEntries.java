package chat.postgres.log;

import chat.core.log.Entry;
import chat.postgres.entry.EntryKind;
import chat.postgres.entry.EntryMark;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the next entries of several rooms with one query. */
final class MissingEntries {
  /** 100 entries of a room, so that one that lacks many does not delay the others. */
  private static final int MAX_ENTRIES = 100;

  private static final String NEXT =
      """
      SELECT e.seq, e.at, e.author, e.name, e.id, e.kind, e.target, e.text, e.files, q.index
        FROM unnest(?::text[], ?::bigint[]) WITH ORDINALITY AS q(room, last, index)
          JOIN room r ON r.name = q.room
          CROSS JOIN LATERAL (SELECT * FROM entry x
            WHERE x.room = r.no AND x.seq > q.last ORDER BY x.seq LIMIT ?) e
        ORDER BY q.index, e.seq
      """;

  private MissingEntries() {}

  /** The entries after those of which the followers were notified; nothing for other rooms. */
  static Map<PostgresTranscript, List<Entry>> read(
      Connection connection, List<PostgresTranscript> transcripts) throws SQLException {
    List<String> rooms = new ArrayList<>();
    List<Long> lasts = new ArrayList<>();
    for (PostgresTranscript each : transcripts) {
      rooms.add(each.name().value());
      // Of a room without a follower nothing is missing.
      lasts.add(each.delivered().map(EntryMark::seq).orElse(Long.MAX_VALUE));
    }
    Map<PostgresTranscript, List<Entry>> entries = new LinkedHashMap<>();
    try (PreparedStatement query = connection.prepareStatement(NEXT)) {
      query.setArray(1, connection.createArrayOf("text", rooms.toArray()));
      query.setArray(2, connection.createArrayOf("bigint", lasts.toArray()));
      query.setInt(3, MAX_ENTRIES);
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          entries
              .computeIfAbsent(transcripts.get(row.getInt(10) - 1), _ -> new ArrayList<>())
              .add(EntryKind.entry(row));
        }
      }
    }
    return entries;
  }
}

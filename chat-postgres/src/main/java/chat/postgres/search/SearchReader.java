package chat.postgres.search;

import chat.core.log.Message;
import chat.core.log.SearchQuery;
import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.ReadLimit;
import chat.core.name.RoomName;
import chat.postgres.entry.Reader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Searches the messages of a room: those that the index proposes, and those that it does not have
 * yet or not in their present wording. Each is compared with the query as it stands now.
 */
public final class SearchReader {
  /** 5,000 messages that have the parts of all words, but not the words. */
  private static final int MAX_CANDIDATES = 5_000;

  private static final int BATCH = 200;

  private static final String CANDIDATES =
      """
      SELECT m.seq FROM (
          (SELECT g.message AS seq FROM gram g JOIN room r ON r.no = g.room
            WHERE r.name = ? AND g.message < ? AND g.grams @> ? ORDER BY g.message DESC LIMIT ?)
          UNION
          (SELECT CASE e.kind WHEN 0 THEN e.seq ELSE e.target END AS seq
            FROM room r LEFT JOIN indexed i ON i.room = r.no
              JOIN entry e ON e.room = r.no AND e.seq > coalesce(i.seq, 0) AND e.kind IN (0, 1)
            WHERE r.name = ? ORDER BY e.seq DESC LIMIT ?)
        ) m WHERE m.seq < ? ORDER BY m.seq DESC
      """;

  private SearchReader() {}

  /** As {@link chat.core.log.Transcript#search} says. */
  public static Page search(
      Connection connection, RoomName room, SearchQuery query, long before, ReadLimit limit)
      throws SQLException {
    long last = Reader.last(connection, room);
    long end = Math.clamp(before, 1, last + 1);
    List<Long> candidates = candidates(connection, room, query, end);
    // One more than the limit, to know whether there are more.
    int wanted = limit.entries() + 1;
    List<Message> newestFirst = new ArrayList<>();
    for (int i = 0; i < candidates.size() && newestFirst.size() < wanted; i += BATCH) {
      List<Long> batch = candidates.subList(i, Math.min(i + BATCH, candidates.size()));
      Reader.messages(connection, room, batch).stream()
          .filter(message -> !message.deleted() && query.matches(message.searchedText()))
          .forEach(newestFirst::add);
    }
    return Page.newest(last, newestFirst.subList(0, Math.min(wanted, newestFirst.size())), limit);
  }

  private static List<Long> candidates(
      Connection connection, RoomName room, SearchQuery query, long end) throws SQLException {
    return Reader.all(
        connection,
        CANDIDATES,
        row -> row.getLong(1),
        room.value(),
        end,
        connection.createArrayOf("text", Grams.sorted(Grams.required(query))),
        MAX_CANDIDATES,
        room.value(),
        MAX_CANDIDATES,
        end);
  }
}

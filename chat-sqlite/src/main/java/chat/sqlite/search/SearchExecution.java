package chat.sqlite.search;

import chat.core.log.Message;
import chat.core.log.Transcript.Page;
import chat.sqlite.db.EntryKey;
import chat.sqlite.db.RoomHead;
import chat.sqlite.read.Reader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The execution of one search. The index gives candidates; entries that are newer than the index
 * are scanned. Where the index is no help, or is far behind, only the latest messages are scanned,
 * up to the limit.
 */
final class SearchExecution {
  private final Reader log;
  private final Search.Request request;
  private final int maxScanned;
  private final int wanted;
  private final NavigableSet<Long> keys = new TreeSet<>(Comparator.reverseOrder());

  SearchExecution(Reader log, Search.Request request, int maxScanned) {
    this.log = log;
    this.request = request;
    this.maxScanned = maxScanned;
    // One more than the limit, to know whether there are more.
    this.wanted = request.limit().entries() + 1;
  }

  Page withoutIndex() throws SQLException {
    RoomHead head = log.head(request.room());
    scan(EntryKey.of(head.room(), 0), end(head));
    return page(head);
  }

  Page withIndex(IndexSearcher index) throws SQLException {
    long room = log.head(request.room()).room();
    // The index is read first: so the log has everything that the index has, and what came since.
    log.endSnapshot();
    long indexed = index.progress(room);
    RoomHead head = log.head(request.room());
    Optional<String> matchQuery = index.matchQuery(request.query());
    if (matchQuery.isEmpty() || head.last() - indexed > maxScanned) {
      return withoutIndex();
    }
    long newer = EntryKey.of(head.room(), indexed);
    scan(newer, end(head));
    if (keys.size() < wanted) {
      long end = Math.min(end(head), newer + 1);
      addEdited(log.editedAfter(head.room(), indexed), end);
      addIndexed(index, matchQuery.get(), EntryKey.of(head.room(), 0), end);
    }
    return page(head);
  }

  private long end(RoomHead head) {
    return EntryKey.of(head.room(), Math.clamp(request.before(), 1, head.last() + 1));
  }

  private void scan(long after, long before) throws SQLException {
    log.visitTexts(
        (key, text) -> {
          if (request.query().matches(text)) {
            keys.add(key);
          }
          return keys.size() < wanted;
        },
        after,
        before,
        maxScanned);
  }

  /** Adds indexed messages that match since they were edited. */
  private void addEdited(List<Long> edited, long before) throws SQLException {
    for (long key : edited) {
      if (key < before && matches(key)) {
        keys.add(key);
      }
    }
  }

  private void addIndexed(IndexSearcher index, String matchQuery, long after, long before)
      throws SQLException {
    List<Long> indexed = new ArrayList<>();
    index.visitMatches(
        matchQuery,
        after,
        before,
        maxScanned,
        key -> {
          if (matches(key)) {
            indexed.add(key);
          }
          return indexed.size() < wanted;
        });
    keys.addAll(indexed);
  }

  /** The message itself decides: the index may be behind, or match texts without all words. */
  private boolean matches(long key) throws SQLException {
    return log.text(key).filter(request.query()::matches).isPresent();
  }

  private Page page(RoomHead head) throws SQLException {
    List<Message> newestFirst = new ArrayList<>();
    for (long key : keys.stream().limit(wanted).toList()) {
      newestFirst.add(log.message(key));
    }
    return Page.newest(head.last(), newestFirst, request.limit());
  }
}

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
 * One search. The index says where to look; what it does not have yet is looked through. Where it
 * cannot tell, or is far behind, only the latest {@link #LOOKED_THROUGH} texts are looked through.
 */
final class SearchExecution {
  /** A tenth of a second's work. */
  static final int LOOKED_THROUGH = 20_000;

  private final Reader log;
  private final Search.Query query;
  private final int wanted;
  private final NavigableSet<Long> places = new TreeSet<>(Comparator.reverseOrder());

  SearchExecution(Reader log, Search.Query query) {
    this.log = log;
    this.query = query;
    // One more than asked for: whether there is one.
    this.wanted = query.reach().entries() + 1;
  }

  Page withoutIndex() throws SQLException {
    RoomHead standing = log.standing(query.room());
    lookThrough(EntryKey.of(standing.room(), 0), end(standing));
    return page(standing);
  }

  Page with(IndexSearcher index) throws SQLException {
    long room = log.standing(query.room()).room();
    // The index is read first: so the log knows all that the index does, and what came since.
    log.rest();
    long indexed = index.progress(room);
    RoomHead standing = log.standing(query.room());
    Optional<String> asked = index.query(query.words());
    if (asked.isEmpty() || standing.last() - indexed > LOOKED_THROUGH) {
      return withoutIndex();
    }
    long newer = EntryKey.of(standing.room(), indexed);
    lookThrough(newer, end(standing));
    if (places.size() < wanted) {
      long end = Math.min(end(standing), newer + 1);
      lookAt(log.edited(standing.room(), indexed), end);
      lookAt(index, asked.get(), EntryKey.of(standing.room(), 0), end);
    }
    return page(standing);
  }

  private long end(RoomHead standing) {
    return EntryKey.of(standing.room(), Math.clamp(query.before(), 1, standing.last() + 1));
  }

  private void lookThrough(long after, long before) throws SQLException {
    log.texts(
        (place, text) -> {
          if (query.words().matches(text)) {
            places.add(place);
          }
          return places.size() < wanted;
        },
        after,
        before,
        LOOKED_THROUGH);
  }

  /** What the index has may have been changed since. */
  private void lookAt(List<Long> edited, long before) throws SQLException {
    for (long place : edited) {
      if (place < before && matches(place)) {
        places.add(place);
      }
    }
  }

  private void lookAt(IndexSearcher index, String asked, long after, long before)
      throws SQLException {
    List<Long> indexed = new ArrayList<>();
    index.places(
        asked,
        after,
        before,
        LOOKED_THROUGH,
        place -> {
          if (matches(place)) {
            indexed.add(place);
          }
          return indexed.size() < wanted;
        });
    places.addAll(indexed);
  }

  /** The message itself decides: the index may be a little behind, and not know all the words. */
  private boolean matches(long place) throws SQLException {
    return log.text(place).filter(query.words()::matches).isPresent();
  }

  private Page page(RoomHead standing) throws SQLException {
    List<Message> newestFirst = new ArrayList<>();
    for (long place : places.stream().limit(wanted).toList()) {
      newestFirst.add(log.message(place));
    }
    return Page.newest(standing.last(), newestFirst, query.reach());
  }
}

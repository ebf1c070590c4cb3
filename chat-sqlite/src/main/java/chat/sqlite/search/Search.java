package chat.sqlite.search;

import chat.core.log.SearchQuery;
import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.ReadLimit;
import chat.core.name.RoomName;
import chat.sqlite.SqliteTranscripts;
import chat.sqlite.db.Database;
import chat.sqlite.read.ReaderPool;
import java.util.Optional;

/**
 * Finds messages by words, with an index that it keeps behind the log. All of it happens on threads
 * of its own: neither who says something nor who comes into a room waits for those who search.
 */
public final class Search implements AutoCloseable {
  private final ReaderPool readers;
  private final Indexer indexer;
  private final Thread indexing;

  /**
   * @param epoch names the numbering of the log
   */
  public Search(Database database, String epoch) {
    readers = new ReaderPool(database, "log-search-", 1);
    indexer = new Indexer(database, epoch);
    indexing = Thread.ofPlatform().name("log-index").daemon().start(indexer);
  }

  /** Something was committed in a room. Called by the committer: does next to nothing. */
  public void heard(RoomName room) {
    indexer.heard(room);
  }

  /**
   * What somebody searches for.
   *
   * @param before only what has a smaller number
   */
  public record Query(RoomName room, SearchQuery words, long before, ReadLimit reach) {}

  /** As {@link chat.core.log.Transcript#search} says. */
  public Page find(Query query) {
    return readers.read(log -> {
      Optional<Page> page = indexer.ask(index -> new SearchExecution(log, query).with(index));
      return page.isPresent() ? page.get() : new SearchExecution(log, query).withoutIndex();
    });
  }

  /** Ends what is being searched for; of what was taken back nothing is in the index then. */
  @Override
  public void close() {
    readers.close();
    indexer.close();
    SqliteTranscripts.join(indexing);
  }
}

package chat.sqlite;

import chat.core.RoomName;
import chat.core.Transcript.Page;
import chat.core.Transcript.Reach;
import chat.core.Words;
import java.util.Optional;

/**
 * Finds messages by words, with an index that it keeps behind the log. All of it happens on threads
 * of its own: neither who says something nor who comes into a room waits for those who search.
 */
final class Search implements AutoCloseable {
  private final Readers readers;
  private final Indexer indexer;
  private final Thread indexing;

  /**
   * @param epoch names the numbering of the log
   */
  Search(Database database, String epoch) {
    readers = new Readers(database, "log-search-", 1);
    indexer = new Indexer(database, epoch);
    indexing = Thread.ofPlatform().name("log-index").daemon().start(indexer);
  }

  /** Something was committed in a room. Called by the committer: does next to nothing. */
  void heard(RoomName room) {
    indexer.heard(room);
  }

  /**
   * What somebody searches for.
   *
   * @param before only what has a smaller number
   */
  record Query(RoomName room, Words words, long before, Reach reach) {}

  /** As {@link chat.core.Transcript#search} says. */
  Page find(Query query) {
    return readers.read(log -> {
      Optional<Page> page = indexer.ask(index -> new Finding(log, query).with(index));
      return page.isPresent() ? page.get() : new Finding(log, query).withoutIndex();
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

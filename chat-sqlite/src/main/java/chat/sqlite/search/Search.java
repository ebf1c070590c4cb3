package chat.sqlite.search;

import chat.core.log.SearchQuery;
import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.ReadLimit;
import chat.core.name.RoomName;
import chat.sqlite.db.Database;
import chat.sqlite.queue.WorkerThread;
import chat.sqlite.read.ReaderPool;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Finds messages by words, with an index that follows the log. It has threads of its own, so that
 * neither appending nor joining waits for searches.
 */
public final class Search implements AutoCloseable {
  private final Settings settings;
  private final ReaderPool readers;
  private final Indexer indexer;
  private final WorkerThread indexing;

  /**
   * Limits of searches, and the pauses of the indexer, which keep latency low.
   *
   * @param maxScanned how many messages a search reads at most; 20,000 take a tenth of a second
   * @param batch how many entries are indexed in one transaction
   * @param slice the indexer pauses after so much work; a commit meanwhile waits no longer for it
   * @param roundPause the time in which rooms gather for the next round
   * @param quietFactor each pause is so many times as long as the work before it
   * @param busyFactor the same while entries are committed
   * @param retryPause the first pause after an index could not be built anew; each further one is
   *     twice as long. Also the pause between two looks at the free space
   * @param longestRetryPause the limit of these pauses
   */
  public record Settings(
      int maxScanned,
      int batch,
      Duration slice,
      Duration roundPause,
      int quietFactor,
      int busyFactor,
      Duration retryPause,
      Duration longestRetryPause) {
    public static final Settings DEFAULTS =
        new Settings(
            20_000,
            1_000,
            Duration.ofMillis(1),
            Duration.ofMillis(250),
            3,
            10,
            Duration.ofSeconds(1),
            Duration.ofMinutes(1));
  }

  /**
   * Starts the indexer.
   *
   * @param epoch of the log
   */
  public Search(
      Database database, String epoch, ReaderPool.Settings readerSettings, Settings settings) {
    this.settings = settings;
    readers = new ReaderPool(database, "log-search-", 1, readerSettings);
    indexer = new Indexer(database, epoch, settings);
    indexing = WorkerThread.startDaemon("log-index", indexer);
  }

  /** Called by the committer after a commit in a room; does next to nothing. */
  public void committed(RoomName room) {
    indexer.committed(room);
  }

  /**
   * Removes messages from the index; returns when it is done.
   *
   * @return false when the index does not have all of them yet, or is not there
   */
  public boolean remove(RoomName room, List<Long> messages) {
    return indexer.remove(room, messages);
  }

  /** How many rooms have entries that the index does not have yet. */
  public int roomsBehind() {
    return indexer.roomsBehind();
  }

  /**
   * One search.
   *
   * @param before only messages with a smaller sequence number
   */
  public record Request(RoomName room, SearchQuery query, long before, ReadLimit limit) {}

  /** As {@link chat.core.log.Transcript#search} says. */
  public Page find(Request request) {
    return readers.read(log -> {
      int max = settings.maxScanned();
      Optional<Page> page =
          indexer.query(index -> new SearchExecution(log, request, max).withIndex(index));
      return page.isPresent() ? page.get() : new SearchExecution(log, request, max).withoutIndex();
    });
  }

  /** Ends searches and the indexer; the index has no deleted message then. */
  @Override
  public void close() {
    readers.close();
    indexer.close();
    indexing.join();
  }
}

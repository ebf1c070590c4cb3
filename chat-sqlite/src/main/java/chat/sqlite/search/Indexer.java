package chat.sqlite.search;

import chat.core.log.Entry;
import chat.core.log.Transcript.ReadLimit;
import chat.core.name.RoomName;
import chat.sqlite.db.Database;
import chat.sqlite.db.EntryKey;
import chat.sqlite.db.OutageLog;
import chat.sqlite.db.RoomHead;
import chat.sqlite.read.Reader;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Updates the index behind the log, on a thread of its own: appending does not wait for it, and a
 * search scans the entries that it does not have yet. It reads what was committed, so that after
 * any crash it continues where it was.
 */
final class Indexer implements Runnable {
  private static final System.Logger LOG = System.getLogger(Indexer.class.getName());

  private final Database database;
  private final Search.Settings settings;
  private final SearchIndex index;
  private final IndexQueue queue;
  private final IndexRemovals removals = new IndexRemovals();
  // Of the indexer's thread.
  private final RetryPauses pauses;
  private final OutageLog outages =
      new OutageLog(
          LOG,
          Level.WARNING,
          "the index for searching failed, and is built anew",
          "the index for searching works again");

  // Held during a query, so that the index is neither closed nor its journal emptied meanwhile.
  private final ReentrantLock querying = new ReentrantLock();
  // Null while there is no index.
  private IndexSearcher searcher;
  private SQLException failure;

  Indexer(Database database, String epoch, Search.Settings settings) {
    this.database = database;
    this.settings = settings;
    index = new SearchIndex(database.file().toAbsolutePath().getParent(), epoch);
    queue = new IndexQueue(settings);
    pauses = new RetryPauses(settings.retryPause(), settings.longestRetryPause());
  }

  /** Called by the committer after a commit in a room; does next to nothing. */
  void committed(RoomName room) {
    queue.committed(room);
  }

  /** How many rooms wait to be indexed. */
  int roomsBehind() {
    return queue.size();
  }

  /** As {@link Search#remove} says. */
  boolean remove(RoomName room, List<Long> messages) {
    return removals.add(room, messages, queue::wake);
  }

  /** Queries the index. */
  interface IndexQuery<T> {
    T run(IndexSearcher searcher) throws SQLException;
  }

  /** Runs a query; empty when there is no index, or none that can be read. */
  <T> Optional<T> query(IndexQuery<T> query) {
    querying.lock();
    try {
      return searcher == null || failure != null ? Optional.empty() : Optional.of(run(query));
    } catch (SQLException e) {
      failure = e;
      queue.wake();
      return Optional.empty();
    } finally {
      querying.unlock();
    }
  }

  private <T> T run(IndexQuery<T> query) throws SQLException {
    try {
      return query.run(searcher);
    } finally {
      searcher.endSnapshot();
    }
  }

  /** Ends the indexer soon, however many entries are left. */
  void close() {
    removals.close();
    queue.close();
  }

  @Override
  public void run() {
    do {
      long start = System.nanoTime();
      try {
        index.prepare();
        update();
      } catch (SQLException | IOException | RuntimeException e) {
        Duration pause = pauses.next(Duration.ofNanos(System.nanoTime() - start));
        outages.failed(e, System.nanoTime());
        discard();
        awaitRetry(pause);
      }
    } while (!queue.isClosed());
  }

  private void discard() {
    try {
      index.discard();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the index for searching cannot be deleted", e);
    }
  }

  /**
   * Waits for the next attempt, and for more free space than the log has: an index that fills the
   * disk again and again would take it from the log.
   */
  private void awaitRetry(Duration pause) {
    if (!pause.isZero()) {
      queue.pauseUnlessClosed(pause);
    }
    while (!queue.isClosed() && database.freeSpace() <= database.size()) {
      queue.pauseUnlessClosed(settings.retryPause());
    }
  }

  private void update() throws SQLException {
    try (Reader log = Reader.open(database);
        IndexWriter writer = IndexWriter.open(index);
        IndexSearcher opened = IndexSearcher.open(index)) {
      setSearcher(opened);
      try {
        addRoomsBehind(log, writer);
        followCommits(log, writer);
        removeDeleted(log, writer);
      } finally {
        setSearcher(null);
      }
    }
  }

  private void setSearcher(IndexSearcher newSearcher) {
    querying.lock();
    try {
      searcher = newSearcher;
      failure = null;
    } finally {
      querying.unlock();
    }
  }

  /** Adds the rooms with entries that were committed while no indexer ran. */
  private void addRoomsBehind(Reader log, IndexWriter writer) throws SQLException {
    for (RoomName room : log.rooms()) {
      RoomHead head = log.head(room);
      if (writer.progress(head.room()) < head.last()) {
        queue.addAgain(room);
      }
    }
    log.endSnapshot();
  }

  private void followCommits(Reader log, IndexWriter writer) throws SQLException {
    while (!queue.isClosed()) {
      removals.run((room, messages) -> remove(room, messages, log, writer));
      // Empty also when there is something to remove, or a query failed, perhaps one of an index
      // that was discarded since.
      Optional<RoomName> room = queue.next();
      if (room.isPresent()) {
        indexBatch(room.get(), log, writer);
      }
      throwFailure();
      outages.succeeded();
    }
  }

  /** Returns false where entries of the messages are still to be added. */
  private boolean remove(RoomName room, List<Long> messages, Reader log, IndexWriter writer)
      throws SQLException {
    long number = log.head(room).room();
    log.endSnapshot();
    if (writer.progress(number) < EntryKey.seq(messages.getLast())) {
      return false;
    }
    writer.remove(messages);
    emptyJournal(writer);
    return true;
  }

  private void throwFailure() throws SQLException {
    querying.lock();
    try {
      if (failure != null) {
        throw failure;
      }
    } finally {
      querying.unlock();
    }
  }

  private void indexBatch(RoomName room, Reader log, IndexWriter writer) throws SQLException {
    long start = System.nanoTime();
    RoomHead head = log.head(room);
    long from = writer.progress(head.room());
    long to = Math.min(head.last(), from + settings.batch());
    var limit = new ReadLimit(settings.batch(), Integer.MAX_VALUE);
    List<Entry> entries = log.after(room, from, to, limit).orElseThrow();
    log.endSnapshot();
    if (entries.isEmpty()) {
      return;
    }
    for (Entry entry : entries) {
      writer.add(head.room(), entry, log);
      if (System.nanoTime() - start > settings.slice().toNanos()) {
        start = throttle(start);
      }
    }
    writer.commit(head.room(), to);
    if (entries.stream().anyMatch(Entry.Deleted.class::isInstance)) {
      emptyJournal(writer);
    }
    if (to < head.last()) {
      queue.addAgain(room);
    }
    throttle(start);
  }

  /** Pauses in proportion to the work since {@code start}; returns the time after the pause. */
  private long throttle(long start) {
    queue.throttle(Duration.ofNanos(System.nanoTime() - start));
    return System.nanoTime();
  }

  /** Empties the journal while no query runs, which would keep it. */
  private void emptyJournal(IndexWriter writer) throws SQLException {
    querying.lock();
    try {
      writer.emptyJournal();
    } finally {
      querying.unlock();
    }
  }

  /** Removes deleted messages before the end, however many other entries are left. */
  private void removeDeleted(Reader log, IndexWriter writer) throws SQLException {
    for (RoomName room : queue.remaining()) {
      long number = log.head(room).room();
      writer.remove(log.deletedAfter(number, writer.progress(number)));
    }
  }
}

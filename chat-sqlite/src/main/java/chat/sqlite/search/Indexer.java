package chat.sqlite.search;

import chat.core.log.Entry;
import chat.core.log.Transcript.ReadLimit;
import chat.core.name.RoomName;
import chat.sqlite.db.Database;
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
 * Keeps the index behind the log, on a thread of its own: nobody who says something waits for it,
 * and whoever searches looks through what it does not have yet. It reads what was committed, so
 * that after any crash it goes on where it was.
 */
final class Indexer implements Runnable {
  private static final System.Logger LOG = System.getLogger(Indexer.class.getName());
  private static final ReadLimit BATCH = new ReadLimit(1_000, Integer.MAX_VALUE);

  /** So long it works at once: a message that is said meanwhile does not wait longer for it. */
  private static final Duration PIECE = Duration.ofMillis(1);

  /** What fails a second time, as on a full disk, fails for a reason that somebody has to mend. */
  private static final int ATTEMPTS = 2;

  private final Database database;
  private final SearchIndex index;
  private final IndexQueue backlog = new IndexQueue();

  // Held while a question is answered: meanwhile the index is not closed, nor its journal emptied.
  private final ReentrantLock asking = new ReentrantLock();
  // Null while there is no index.
  private IndexSearcher searcher;
  private SQLException doubt;

  Indexer(Database database, String epoch) {
    this.database = database;
    index = new SearchIndex(database.file().toAbsolutePath().getParent(), epoch);
  }

  /** Something was committed in a room. Called by the committer: does next to nothing. */
  void heard(RoomName room) {
    backlog.heard(room);
  }

  /** Something that is found out with the help of the index. */
  interface Question<T> {
    T of(IndexSearcher searcher) throws SQLException;
  }

  /** Asks it; empty when there is no index, or none that can be read. */
  <T> Optional<T> ask(Question<T> question) {
    asking.lock();
    try {
      return searcher == null || doubt != null ? Optional.empty() : Optional.of(answer(question));
    } catch (SQLException e) {
      doubt = e;
      backlog.wake();
      return Optional.empty();
    } finally {
      asking.unlock();
    }
  }

  private <T> T answer(Question<T> question) throws SQLException {
    try {
      return question.of(searcher);
    } finally {
      searcher.rest();
    }
  }

  /** Ends soon, however much is left to be taken in. */
  void close() {
    backlog.close();
  }

  @Override
  public void run() {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        index.prepare();
        follow();
        return;
      } catch (SQLException | IOException | RuntimeException e) {
        String then = attempt < ATTEMPTS ? "it is made anew" : "there is none until the next start";
        LOG.log(Level.WARNING, "the index for searching failed; " + then, e);
        discard();
      }
    }
  }

  private void discard() {
    try {
      index.discard();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the index for searching cannot be thrown away", e);
    }
  }

  private void follow() throws SQLException {
    try (Reader log = Reader.open(database);
        IndexWriter writer = IndexWriter.open(index);
        IndexSearcher opened = IndexSearcher.open(index)) {
      use(opened);
      try {
        catchUp(log, writer);
        keepUp(log, writer);
        erase(log, writer);
      } finally {
        use(null);
      }
    }
  }

  private void use(IndexSearcher now) {
    asking.lock();
    try {
      searcher = now;
      doubt = null;
    } finally {
      asking.unlock();
    }
  }

  /** What was said while nobody followed. */
  private void catchUp(Reader log, IndexWriter writer) throws SQLException {
    for (RoomName room : log.rooms()) {
      RoomHead standing = log.standing(room);
      if (writer.progress(standing.room()) < standing.last()) {
        backlog.again(room);
      }
    }
    log.rest();
  }

  private void keepUp(Reader log, IndexWriter writer) throws SQLException {
    while (!backlog.isClosed()) {
      // Empty as well when somebody had a doubt: also an old one, about an index that is no more.
      Optional<RoomName> room = backlog.next();
      if (room.isPresent()) {
        takeIn(room.get(), log, writer);
      }
      endOnDoubt();
    }
  }

  private void endOnDoubt() throws SQLException {
    asking.lock();
    try {
      if (doubt != null) {
        throw doubt;
      }
    } finally {
      asking.unlock();
    }
  }

  private void takeIn(RoomName room, Reader log, IndexWriter writer) throws SQLException {
    long start = System.nanoTime();
    RoomHead standing = log.standing(room);
    long from = writer.progress(standing.room());
    long to = Math.min(standing.last(), from + BATCH.entries());
    List<Entry> entries = log.after(room, from, to, BATCH).orElseThrow();
    log.rest();
    if (entries.isEmpty()) {
      return;
    }
    for (Entry entry : entries) {
      writer.add(standing.room(), entry);
      if (System.nanoTime() - start > PIECE.toNanos()) {
        start = rest(start);
      }
    }
    writer.commit(standing.room(), to);
    if (entries.stream().anyMatch(Entry.Deleted.class::isInstance)) {
      emptyJournal(writer);
    }
    if (to < standing.last()) {
      backlog.again(room);
    }
    rest(start);
  }

  /** When it rested enough for what it worked since. */
  private long rest(long start) {
    backlog.rest(Duration.ofNanos(System.nanoTime() - start));
    return System.nanoTime();
  }

  /** While nobody reads, as that would keep the journal. */
  private void emptyJournal(IndexWriter writer) throws SQLException {
    asking.lock();
    try {
      writer.emptyJournal();
    } finally {
      asking.unlock();
    }
  }

  /** Before the end: of what was taken back nothing remains, however much else is left. */
  private void erase(Reader log, IndexWriter writer) throws SQLException {
    for (RoomName room : backlog.left()) {
      long number = log.standing(room).room();
      writer.remove(log.deleted(number, writer.progress(number)));
    }
  }
}

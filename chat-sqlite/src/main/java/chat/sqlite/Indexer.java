package chat.sqlite;

import chat.core.Entry;
import chat.core.RoomName;
import chat.core.Transcript.Reach;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the index behind the log, on a thread of its own: nobody who says something waits for it.
 * It reads what was committed, so that after any crash it goes on where it was. Whoever searches
 * may wait for it, briefly. Where it fails, the index is thrown away and searching does without.
 */
final class Indexer implements Runnable {
  private static final System.Logger LOG = System.getLogger(Indexer.class.getName());
  private static final Reach BATCH = new Reach(1_000, Integer.MAX_VALUE);

  /** It takes half of one core at most, and gathers what is said meanwhile. */
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);

  /** So long somebody who searches waits for what was said last. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** So long the end waits: what was taken back should be gone from the index, too. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final Database database;
  private final Path directory;
  private final String epoch;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Rooms of which the log has more than the index, and up to where.
  private final Map<RoomName, Long> behind = new LinkedHashMap<>();
  private SearchIndex index;
  private int waiting;
  private boolean failed;
  private boolean closed;
  private long deadline;

  Indexer(Database database, String epoch) {
    this.database = database;
    this.directory = database.file().toAbsolutePath().getParent();
    this.epoch = epoch;
  }

  /** A room has come so far. Called by the committer: does next to nothing. */
  void heard(RoomName room, long last) {
    lock.lock();
    try {
      if (!failed) {
        behind.merge(room, last, Math::max);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The index, once it has all of a room; empty: not soon, or never. */
  Optional<SearchIndex> upTo(RoomName room) {
    long patient = System.nanoTime() + PATIENCE.toNanos();
    lock.lock();
    waiting++;
    try {
      changed.signalAll();
      while (!failed && !closed && (index == null || behind.containsKey(room))) {
        long left = patient - System.nanoTime();
        if (left <= 0) {
          return Optional.empty();
        }
        long _ = changed.awaitNanos(left);
      }
      return failed || closed ? Optional.empty() : Optional.of(index);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  /** Takes in what there is, for a short time, and ends. */
  void close() {
    lock.lock();
    try {
      closed = true;
      deadline = System.nanoTime() + LAST_WORDS.toNanos();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    try (Reader log = Reader.open(database);
        SearchIndex opened = SearchIndex.open(directory, epoch)) {
      begin(log, opened);
      boolean soiled = false;
      for (RoomName room = next(); room != null; room = next()) {
        long start = System.nanoTime();
        soiled |= catchUp(room, log, opened);
        soiled = soiled && !opened.tidy();
        pause(System.nanoTime() - start);
      }
    } catch (SQLException | IOException | RuntimeException e) {
      fail(e);
    }
  }

  /** What is behind is known before anybody may use the index. */
  private void begin(Reader log, SearchIndex opened) throws SQLException {
    List<RoomName> rooms = log.rooms();
    Map<RoomName, Long> missing = new LinkedHashMap<>();
    for (RoomName room : rooms) {
      Standing standing = log.standing(room);
      if (opened.progress(standing.room()) < standing.last()) {
        missing.put(room, standing.last());
      }
    }
    log.rest();
    lock.lock();
    try {
      missing.forEach((room, last) -> behind.merge(room, last, Math::max));
      index = opened;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Null at the end. */
  private RoomName next() {
    lock.lock();
    try {
      while (!closed && behind.isEmpty()) {
        changed.awaitUninterruptibly();
      }
      boolean over = closed && (behind.isEmpty() || System.nanoTime() - deadline >= 0);
      return over ? null : behind.keySet().iterator().next();
    } finally {
      lock.unlock();
    }
  }

  /** Takes the next entries in, and says whether texts are gone. */
  private boolean catchUp(RoomName room, Reader log, SearchIndex opened) throws SQLException {
    Standing standing = log.standing(room);
    long from = opened.progress(standing.room());
    long to = Math.min(standing.last(), from + BATCH.entries());
    List<Entry> entries = log.after(room, from, to, BATCH).orElseThrow();
    log.rest();
    if (!entries.isEmpty()) {
      opened.add(standing.room(), entries);
    }
    reached(room, to);
    return entries.stream().anyMatch(e -> e instanceof Entry.Deleted || e instanceof Entry.Edited);
  }

  private void reached(RoomName room, long seq) {
    lock.lock();
    try {
      // To the end of the queue where there is more: a long room must not keep the others back.
      long last = behind.remove(room);
      if (seq < last) {
        behind.put(room, last);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void pause(long worked) {
    long end = System.nanoTime() + Math.max(worked, SHORTEST_PAUSE.toNanos());
    lock.lock();
    try {
      long left = end - System.nanoTime();
      while (waiting == 0 && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    } finally {
      lock.unlock();
    }
  }

  private void fail(Exception e) {
    LOG.log(
        Level.WARNING, "the index cannot be kept; searching is bounded until the next start", e);
    lock.lock();
    try {
      failed = true;
      behind.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      SearchIndex.discard(directory);
    } catch (IOException gone) {
      LOG.log(Level.DEBUG, "the index cannot be thrown away", gone);
    }
  }
}

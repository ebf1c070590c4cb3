package chat.postgres.log;

import chat.core.log.Cursor;
import chat.core.log.Draft;
import chat.core.log.DraftLimit;
import chat.core.log.Entry;
import chat.core.log.Follower;
import chat.core.log.LogUnavailableException;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.log.SearchQuery;
import chat.core.log.Transcript;
import chat.core.name.RoomName;
import chat.postgres.db.ConnectionPool;
import chat.postgres.entry.EntryMark;
import chat.postgres.entry.Reader;
import chat.postgres.search.SearchReader;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The log of one room: hands drafts to the committer, and committed entries to the follower. There
 * is one instance for a room while anything refers to it, see {@link OpenTranscripts}.
 */
public final class PostgresTranscript implements Transcript {
  /** 2 s: a client whose server is as far behind as that finds another one. */
  private static final Duration CATCH_UP_LIMIT = Duration.ofSeconds(2);

  private static final System.Logger LOG = System.getLogger(PostgresTranscript.class.getName());

  private final RoomName name;
  private final String epoch;
  private final CommitQueue queue;
  private final ConnectionPool readers;
  private final CatchUp catchUp;
  // Held while the follower is notified: a new follower gets all entries after its position, and
  // the two threads that deliver entries take turns.
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private final EntryOrder order = new EntryOrder();
  private Follower follower = Follower.NONE;
  private boolean ended;

  public PostgresTranscript(
      RoomName name, String epoch, CommitQueue queue, ConnectionPool readers, CatchUp catchUp) {
    this.name = name;
    this.epoch = epoch;
    this.queue = queue;
    this.readers = readers;
    this.catchUp = catchUp;
  }

  RoomName name() {
    return name;
  }

  @Override
  public String epoch() {
    return epoch;
  }

  @Override
  public long follow(Follower newFollower) {
    EntryMark read = readers.run(reader -> Reader.mark(reader, name));
    // Under the lock once: the caller may hold a lock that the new follower needs.
    return locked(() -> {
      if (ended) {
        // The caller has opened it just before.
        newFollower.epochEnded();
        return read.seq();
      }
      order.begin(read);
      follower = newFollower;
      if (order.isIncomplete()) {
        catchUp.add(this);
      }
      return order.last().orElseThrow().seq();
    });
  }

  /** The last entry of which the follower was notified; empty without a follower. */
  Optional<EntryMark> delivered() {
    return locked(order::last);
  }

  @Override
  public void append(Draft draft, Receipt receipt) {
    append(draft, DraftLimit.NONE, receipt);
  }

  @Override
  public void append(Draft draft, DraftLimit limit, Receipt receipt) {
    submit(Submission.of(this, draft, limit, receipt));
  }

  @Override
  public void refuse(Draft draft, Refusal refusal, Receipt receipt) {
    submit(Submission.refused(this, draft, refusal, receipt));
  }

  private void submit(Submission submission) {
    if (!queue.offer(submission)) {
      submission.reject();
    }
  }

  /**
   * Called by the committer after a commit.
   *
   * @param entries those that it has kept
   * @param receipts of the drafts that were kept, now or before, by the numbers of their entries
   */
  void committed(Collection<Entry> entries, Map<Long, List<Receipt>> receipts) {
    Map<Long, List<Receipt>> delivered = new LinkedHashMap<>();
    boolean ignored =
        locked(() -> {
          entries.forEach(order::add);
          receipts.forEach((seq, own) -> own.forEach(each -> await(seq, each, delivered)));
          return deliver();
        });
    readMissing();
    delivered.forEach((seq, own) -> own.forEach(each -> each.kept(seq)));
  }

  private void await(long seq, Receipt receipt, Map<Long, List<Receipt>> delivered) {
    if (!order.add(seq, receipt)) {
      delivered.computeIfAbsent(seq, _ -> new ArrayList<>()).add(receipt);
    }
  }

  /** Called when any server has kept an entry; it is read unless the follower has it. */
  void committed(long last) {
    lock.lock();
    try {
      order.commit(last);
    } finally {
      lock.unlock();
    }
    readMissing();
  }

  /** Called with the entries that were read because they were missing. */
  void caughtUp(List<Entry> entries) {
    boolean hasProgress =
        locked(() -> {
          entries.forEach(order::add);
          return deliver();
        });
    // Else a log with a gap, which no log has, would be read for ever.
    if (hasProgress) {
      readMissing();
    }
  }

  /** Notifies the follower of the entries without a gap before them, never in two threads. */
  private boolean deliver() {
    List<Follower.Kept> batch = order.take();
    if (!batch.isEmpty()) {
      try {
        follower.kept(batch);
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, "a notification after a commit failed", e);
      }
      moved.signalAll();
    }
    return !batch.isEmpty();
  }

  /** Reads the last entry of the room, so that neither a notice nor the comparison is awaited. */
  @Override
  public void catchUp(Cursor cursor) {
    if (cursor.epoch().equals(epoch) && isBefore(cursor.seq())) {
      long last = readers.run(reader -> Reader.mark(reader, name)).seq();
      committed(last);
      awaitDelivered(Math.min(cursor.seq(), last));
    }
  }

  private boolean isBefore(long seq) {
    return delivered().filter(mark -> mark.seq() < seq).isPresent();
  }

  private void awaitDelivered(long seq) {
    lock.lock();
    try {
      long left = CATCH_UP_LIMIT.toNanos();
      while (isBefore(seq)) {
        if (left <= 0) {
          throw new LogUnavailableException("entries of other servers cannot be read");
        }
        left = moved.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogUnavailableException("interrupted");
    } finally {
      lock.unlock();
    }
  }

  private void readMissing() {
    if (locked(order::isIncomplete)) {
      catchUp.add(this);
    }
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  /** Called after entries were delivered to all rooms, when no lock is held. */
  void flushed() {
    locked(() -> follower).flushed();
  }

  @Override
  public Optional<List<Entry>> after(long seq, long upTo, ReadLimit limit) {
    return readers.run(reader -> Reader.after(reader, name, seq, upTo, limit));
  }

  @Override
  public Page before(long seq, ReadLimit limit) {
    return readers.run(reader -> Reader.before(reader, name, seq, limit));
  }

  @Override
  public Page answers(long message, long seq, ReadLimit limit) {
    return readers.run(reader -> Reader.answers(reader, name, message, seq, limit));
  }

  @Override
  public Page pinned(long seq, ReadLimit limit) {
    return readers.run(reader -> Reader.pinned(reader, name, seq, limit));
  }

  @Override
  public Page search(SearchQuery query, long seq, ReadLimit limit) {
    return readers.run(reader -> SearchReader.search(reader, name, query, seq, limit));
  }

  @Override
  public Unread unread(long seq, String member, int max) {
    return readers.run(reader -> Reader.unread(reader, name, seq, member, max));
  }

  /** Ends the following, because entries are lost; so may be those whose receipts still wait. */
  void epochEnded() {
    Follower last =
        locked(() -> {
          Follower before = follower;
          ended = true;
          follower = Follower.NONE;
          order.end().clear();
          return before;
        });
    last.epochEnded();
  }

  /** Drafts that wait are still committed, and their authors answered. */
  @Override
  public void close() {
    Map<Long, Receipt> left =
        locked(() -> {
          follower = Follower.NONE;
          return order.end();
        });
    left.forEach((seq, receipt) -> receipt.kept(seq));
  }
}

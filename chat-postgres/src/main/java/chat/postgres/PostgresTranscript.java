package chat.postgres;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Follower;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.log.SearchQuery;
import chat.core.log.Transcript;
import chat.core.name.RoomName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The log of one room: hands drafts to the committer, and committed entries to the follower. There
 * is one instance for a room while anything refers to it, see {@link PostgresTranscripts}.
 */
final class PostgresTranscript implements Transcript {
  private static final long UNKNOWN = -1;

  private final RoomName name;
  private final String epoch;
  private final CommitQueue queue;
  private final ReaderPool readers;
  // Held while the follower is notified: a new follower gets all entries after its position.
  private final ReentrantLock lock = new ReentrantLock();
  private Follower follower = Follower.NONE;
  // The last entry of which the follower was notified; from the first follower on, only the
  // committer changes it.
  private long delivered = UNKNOWN;

  PostgresTranscript(RoomName name, String epoch, CommitQueue queue, ReaderPool readers) {
    this.name = name;
    this.epoch = epoch;
    this.queue = queue;
    this.readers = readers;
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
    long last = delivered() == UNKNOWN ? readers.read(reader -> Reader.last(reader, name)) : 0;
    lock.lock();
    try {
      if (delivered == UNKNOWN) {
        delivered = last;
      }
      follower = newFollower;
      return delivered;
    } finally {
      lock.unlock();
    }
  }

  /**
   * The last entry of which the follower was notified. Before the first follower there is none, so
   * that nothing up to {@code last} is left to notify anybody of.
   *
   * @param last an entry that is committed
   */
  long deliveredOr(long last) {
    lock.lock();
    try {
      if (delivered == UNKNOWN) {
        delivered = last;
      }
      return delivered;
    } finally {
      lock.unlock();
    }
  }

  private long delivered() {
    lock.lock();
    try {
      return delivered;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void append(Draft draft, Receipt receipt) {
    submit(Submission.of(this, draft, Optional.empty(), receipt));
  }

  @Override
  public void refuse(Draft draft, Refusal refusal, Receipt receipt) {
    submit(Submission.of(this, draft, Optional.of(refusal), receipt));
  }

  private void submit(Submission submission) {
    if (!queue.offer(submission)) {
      submission.reject();
    }
  }

  /**
   * Called by the committer after a commit, with all entries after those of which the follower was
   * notified.
   *
   * @param receipts of the drafts that were kept, now or before, by the numbers of their entries
   * @param last the last of these numbers, or 0
   */
  void committed(List<Entry> entries, Map<Long, List<Receipt>> receipts, long last) {
    Map<Long, List<Receipt>> others = new LinkedHashMap<>(receipts);
    lock.lock();
    try {
      List<Follower.Kept> batch = new ArrayList<>();
      for (Entry entry : entries) {
        if (entry.seq() > delivered) {
          List<Receipt> own = receipts.getOrDefault(entry.seq(), List.of());
          batch.add(new Follower.Kept(entry, own.isEmpty() ? Receipt.NONE : own.getFirst()));
          others.put(entry.seq(), own.isEmpty() ? own : own.subList(1, own.size()));
        }
      }
      if (!batch.isEmpty()) {
        // First: whatever fails below, the next batch begins after these entries.
        delivered = last;
        follower.kept(batch);
      }
    } finally {
      lock.unlock();
    }
    others.forEach((seq, own) -> own.forEach(each -> each.kept(seq)));
  }

  /** Called after {@link #committed} of all rooms, when no lock is held. */
  void flushed() {
    Follower notified;
    lock.lock();
    try {
      notified = follower;
    } finally {
      lock.unlock();
    }
    notified.flushed();
  }

  @Override
  public Optional<List<Entry>> after(long seq, long upTo, ReadLimit limit) {
    return readers.read(reader -> Reader.after(reader, name, seq, upTo, limit));
  }

  @Override
  public Page before(long seq, ReadLimit limit) {
    return readers.read(reader -> Reader.before(reader, name, seq, limit));
  }

  @Override
  public Page search(SearchQuery query, long seq, ReadLimit limit) {
    return readers.read(reader -> SearchReader.search(reader, name, query, seq, limit));
  }

  @Override
  public Unread unread(long seq, String member, int max) {
    return readers.read(reader -> Reader.unread(reader, name, seq, member, max));
  }

  /** Drafts that wait are still committed, and their authors answered. */
  @Override
  public void close() {
    lock.lock();
    try {
      follower = Follower.NONE;
    } finally {
      lock.unlock();
    }
  }
}

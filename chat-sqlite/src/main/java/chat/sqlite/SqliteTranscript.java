package chat.sqlite;

import chat.core.file.FileId;
import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Follower;
import chat.core.log.Receipt;
import chat.core.log.Refusal;
import chat.core.log.SearchQuery;
import chat.core.log.Transcript;
import chat.core.name.RoomName;
import chat.sqlite.db.RoomHead;
import chat.sqlite.read.ReaderPool;
import chat.sqlite.search.Search;
import chat.sqlite.write.CommitQueue;
import chat.sqlite.write.CommitTarget;
import chat.sqlite.write.Submission;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The log of one room: hands drafts to the committer, and committed entries to the follower. There
 * is one instance for a room while anything refers to it, see {@link SqliteTranscripts}.
 */
final class SqliteTranscript implements Transcript, CommitTarget {
  private final RoomName name;
  private final String epoch;
  private final CommitQueue queue;
  private final ReaderPool readers;
  private final Search search;
  private final Consumer<List<FileId>> detached;
  private final Consumer<Entry> committed;
  // Held while the follower is notified: a new follower gets all entries after its position.
  private final ReentrantLock lock = new ReentrantLock();
  private Follower follower = Follower.NONE;
  // Null until it is first read; from then on only the committer changes it.
  private RoomHead head;

  SqliteTranscript(
      RoomName name,
      String epoch,
      CommitQueue queue,
      ReaderPool readers,
      Search search,
      Consumer<List<FileId>> detached,
      Consumer<Entry> committed) {
    this.name = name;
    this.epoch = epoch;
    this.queue = queue;
    this.readers = readers;
    this.search = search;
    this.detached = detached;
    this.committed = committed;
  }

  @Override
  public RoomName name() {
    return name;
  }

  @Override
  public long follow(Follower newFollower) {
    try {
      head(room -> readers.read(reader -> reader.head(room)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    lock.lock();
    try {
      follower = newFollower;
      return head.last();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String epoch() {
    return epoch;
  }

  /** The first read finds everything, because nothing was appended to this transcript before it. */
  @Override
  public RoomHead head(RoomHead.Source source) throws SQLException {
    RoomHead known = head();
    return known == null ? initialize(source.head(name)) : known;
  }

  @Override
  public void append(Draft draft, Receipt receipt) {
    submit(new Submission(this, draft, Optional.empty(), receipt));
  }

  @Override
  public void refuse(Draft draft, Refusal refusal, Receipt receipt) {
    submit(new Submission(this, draft, Optional.of(refusal), receipt));
  }

  private void submit(Submission submission) {
    if (!queue.offer(submission)) {
      submission.reject();
    }
  }

  @Override
  public void committed(List<Follower.Kept> entries, RoomHead newHead) {
    lock.lock();
    try {
      // First: whatever fails below, the next batch begins after these entries.
      head = newHead;
      follower.kept(entries);
    } finally {
      lock.unlock();
      search.committed(name);
      entries.forEach(kept -> committed.accept(kept.entry()));
    }
  }

  @Override
  public void detached(List<FileId> files) {
    detached.accept(files);
  }

  @Override
  public void flushed() {
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
    return readers.read(reader -> reader.after(name, seq, upTo, limit));
  }

  @Override
  public Page before(long seq, ReadLimit limit) {
    return readers.read(reader -> reader.before(name, seq, limit));
  }

  @Override
  public Page answers(long message, long seq, ReadLimit limit) {
    return readers.read(reader -> reader.answers(name, message, seq, limit));
  }

  @Override
  public Page pinned(long seq, ReadLimit limit) {
    return readers.read(reader -> reader.pinned(name, seq, limit));
  }

  @Override
  public Page search(SearchQuery query, long seq, ReadLimit limit) {
    return search.find(new Search.Request(name, query, seq, limit));
  }

  @Override
  public Unread unread(long seq, String member, int max) {
    return readers.read(reader -> reader.unread(name, seq, member, max));
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

  private RoomHead head() {
    lock.lock();
    try {
      return head;
    } finally {
      lock.unlock();
    }
  }

  private RoomHead initialize(RoomHead found) {
    lock.lock();
    try {
      if (head == null) {
        head = found;
      }
      return head;
    } finally {
      lock.unlock();
    }
  }
}

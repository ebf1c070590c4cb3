package chat.sqlite;

import chat.core.log.Draft;
import chat.core.log.Entry;
import chat.core.log.Follower;
import chat.core.log.Receipt;
import chat.core.log.SearchQuery;
import chat.core.log.Transcript;
import chat.core.name.RoomName;
import chat.sqlite.db.RoomHead;
import chat.sqlite.read.ReaderPool;
import chat.sqlite.search.Search;
import chat.sqlite.write.CommitQueue;
import chat.sqlite.write.Submission;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The log of one room: hands drafts to the committer, and what it has committed to the follower.
 * There is one of these for a room at any time while somebody holds it, see {@link
 * SqliteTranscripts}.
 */
public final class SqliteTranscript implements Transcript {
  private static final Follower NOBODY =
      new Follower() {
        @Override
        public void kept(List<Kept> batch) {
          batch.forEach(kept -> kept.receipt().kept(kept.entry().seq()));
        }

        @Override
        public void flushed() {}
      };

  private final RoomName name;
  private final String epoch;
  private final CommitQueue intake;
  private final ReaderPool readers;
  private final Search search;
  // Held while the follower is told: whoever follows hears all that comes after what it was given.
  private final ReentrantLock lock = new ReentrantLock();
  private Follower follower = NOBODY;
  // Null until somebody asks; from then on only the committer changes it.
  private RoomHead heard;

  public SqliteTranscript(
      RoomName name, String epoch, CommitQueue intake, ReaderPool readers, Search search) {
    this.name = name;
    this.epoch = epoch;
    this.intake = intake;
    this.readers = readers;
    this.search = search;
  }

  public RoomName name() {
    return name;
  }

  @Override
  public String epoch() {
    return epoch;
  }

  @Override
  public long follow(Follower newFollower) {
    try {
      heard(room -> readers.read(reader -> reader.standing(room)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    lock.lock();
    try {
      follower = newFollower;
      return heard.last();
    } finally {
      lock.unlock();
    }
  }

  /** Finds out how far a room has come. */
  public interface Finding {
    RoomHead of(RoomName room) throws SQLException;
  }

  /**
   * How far the room has been heard.
   *
   * @param finding for the first time; nothing was said through this transcript by then, so the
   *     file has all there is
   */
  public RoomHead heard(Finding finding) throws SQLException {
    RoomHead known = heard();
    return known == null ? heardFirst(finding.of(name)) : known;
  }

  private RoomHead heard() {
    lock.lock();
    try {
      return heard;
    } finally {
      lock.unlock();
    }
  }

  private RoomHead heardFirst(RoomHead found) {
    lock.lock();
    try {
      if (heard == null) {
        heard = found;
      }
      return heard;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void append(Draft draft, Receipt receipt) {
    var submission = new Submission(this, draft, receipt);
    if (!intake.offer(submission)) {
      submission.notKept();
    }
  }

  /** These are committed. Called by the committer. */
  public void tell(List<Follower.Kept> batch, RoomHead now) {
    search.heard(name);
    lock.lock();
    try {
      heard = now;
      follower.kept(batch);
    } finally {
      lock.unlock();
    }
  }

  public void rest() {
    Follower told;
    lock.lock();
    try {
      told = follower;
    } finally {
      lock.unlock();
    }
    told.flushed();
  }

  @Override
  public Optional<List<Entry>> after(long seq, long upTo, ReadLimit reach) {
    return readers.read(reader -> reader.after(name, seq, upTo, reach));
  }

  @Override
  public Page before(long seq, ReadLimit reach) {
    return readers.read(reader -> reader.before(name, seq, reach));
  }

  @Override
  public Page search(SearchQuery words, long seq, ReadLimit reach) {
    return search.find(new Search.Query(name, words, seq, reach));
  }

  @Override
  public Unread unread(long seq, String member, int most) {
    return readers.read(reader -> reader.unread(name, seq, member, most));
  }

  /** What waits to be committed still is, and its authors have their answers. */
  @Override
  public void close() {
    lock.lock();
    try {
      follower = NOBODY;
    } finally {
      lock.unlock();
    }
  }
}

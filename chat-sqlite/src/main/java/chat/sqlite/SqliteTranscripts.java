package chat.sqlite;

import chat.core.log.Transcript;
import chat.core.log.Transcripts;
import chat.core.name.RoomName;
import chat.sqlite.db.Database;
import chat.sqlite.db.Incarnation;
import chat.sqlite.db.RollbackGuard;
import chat.sqlite.read.ReaderPool;
import chat.sqlite.search.Search;
import chat.sqlite.write.Checkpointer;
import chat.sqlite.write.CommitQueue;
import chat.sqlite.write.Committer;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** The logs of all rooms, in one database. */
public final class SqliteTranscripts implements Transcripts {
  private final Database database;
  private final RollbackGuard mark;
  private final Incarnation incarnation;
  private final CommitQueue intake;
  private final Checkpointer checkpoints;
  private final ReaderPool readers;
  private final Search search;
  private final Thread committing;
  private final Thread checkpointing;

  private final ReentrantLock lock = new ReentrantLock();
  // A room has one transcript for as long as anybody holds it, be it a draft that waits; there is
  // no moment at which somebody could say that nobody will follow one that was only opened.
  private final Map<RoomName, Held> held = new HashMap<>();
  private final ReferenceQueue<SqliteTranscript> dropped = new ReferenceQueue<>();

  private final AtomicBoolean closed = new AtomicBoolean();

  private static final class Held extends WeakReference<SqliteTranscript> {
    private final RoomName name;

    Held(SqliteTranscript transcript, ReferenceQueue<SqliteTranscript> dropped) {
      super(transcript, dropped);
      name = transcript.name();
    }
  }

  SqliteTranscripts(
      Database database,
      RollbackGuard mark,
      Incarnation incarnation,
      InstantSource clock,
      CommitQueue.Limit waiting) {
    this.database = database;
    this.mark = mark;
    this.incarnation = incarnation;
    intake = new CommitQueue(waiting);
    checkpoints = new Checkpointer(database);
    readers = new ReaderPool(database, "log-reader-", 2);
    search = new Search(database, incarnation.epoch());
    var committer = new Committer(intake, database, incarnation, checkpoints, clock);
    committing = Thread.ofPlatform().name("log").start(committer);
    checkpointing = Thread.ofPlatform().name("log-checkpoints").daemon().start(checkpoints);
  }

  @Override
  public Transcript open(RoomName room) {
    lock.lock();
    try {
      forget();
      Held known = held.get(room);
      SqliteTranscript transcript = known == null ? null : known.get();
      if (transcript == null) {
        transcript = new SqliteTranscript(room, incarnation.epoch(), intake, readers, search);
        held.put(room, new Held(transcript, dropped));
      }
      return transcript;
    } finally {
      lock.unlock();
    }
  }

  private void forget() {
    while (dropped.poll() instanceof Held gone) {
      held.remove(gone.name, gone);
    }
  }

  /**
   * What was taken is committed and told, then the files are let go. A second time does nothing.
   */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    intake.close();
    join(committing);
    readers.close();
    search.close();
    checkpoints.close();
    join(checkpointing);
    database.gather();
    mark.close();
  }

  /** Waits until it has ended, whatever happens meanwhile. */
  public static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

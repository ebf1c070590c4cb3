package chat.sqlite;

import chat.core.file.FileId;
import chat.core.log.LogListener;
import chat.core.log.LogStatus;
import chat.core.log.Transcript;
import chat.core.log.Transcripts;
import chat.core.member.MemberStore;
import chat.core.name.RoomName;
import chat.sqlite.db.Database;
import chat.sqlite.db.Incarnation;
import chat.sqlite.db.RollbackGuard;
import chat.sqlite.member.SqliteMembers;
import chat.sqlite.queue.WorkerThread;
import chat.sqlite.read.Reader;
import chat.sqlite.read.ReaderPool;
import chat.sqlite.search.Search;
import chat.sqlite.write.Checkpointer;
import chat.sqlite.write.CommitQueue;
import chat.sqlite.write.CommitStatus;
import chat.sqlite.write.Committer;
import chat.sqlite.write.Eraser;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** The logs of all rooms, in one database; owner of the threads and files. */
final class SqliteTranscripts implements Transcripts {
  private static final int READER_THREADS = 2;

  private final Database database;
  private final RollbackGuard guard;
  private final Incarnation incarnation;
  private final CommitQueue queue;
  private final Committer committer;
  private final Checkpointer checkpointer;
  private final ReaderPool readers;
  private final Search search;
  private final SqliteMembers members;
  private final Eraser eraser;
  private final WorkerThread committing;
  private final WorkerThread checkpointing;

  private final ReentrantLock lock = new ReentrantLock();
  // A room has one transcript while anything refers to it, be it a draft that waits. The references
  // are weak, because a transcript that was opened only to be read is never closed.
  private final Map<RoomName, RoomReference> opened = new HashMap<>();
  private final ReferenceQueue<SqliteTranscript> cleared = new ReferenceQueue<>();

  private volatile Consumer<List<FileId>> detached = files -> {};
  private volatile LogListener committed = LogListener.NONE;
  private final AtomicBoolean closed = new AtomicBoolean();

  private static final class RoomReference extends WeakReference<SqliteTranscript> {
    private final RoomName name;

    RoomReference(SqliteTranscript transcript, ReferenceQueue<SqliteTranscript> cleared) {
      super(transcript, cleared);
      name = transcript.name();
    }
  }

  SqliteTranscripts(
      Database database,
      RollbackGuard guard,
      Incarnation incarnation,
      InstantSource clock,
      SqliteSettings settings) {
    this.database = database;
    this.guard = guard;
    this.incarnation = incarnation;
    queue = new CommitQueue(settings.queue());
    checkpointer = new Checkpointer(database, settings.checkpoints());
    readers = new ReaderPool(database, "log-reader-", READER_THREADS, settings.readers());
    search = new Search(database, incarnation.epoch(), settings.readers(), settings.search());
    members =
        new SqliteMembers(
            database.file().toAbsolutePath().getParent(), clock, SqliteMembers.Settings.DEFAULTS);
    committer = new Committer(queue, database, incarnation, checkpointer, clock);
    eraser = new Eraser(database);
    committing = WorkerThread.start("log", committer);
    checkpointing = WorkerThread.startDaemon("log-checkpoints", checkpointer);
  }

  @Override
  public Transcript open(RoomName room) {
    lock.lock();
    try {
      removeCleared();
      RoomReference reference = opened.get(room);
      SqliteTranscript transcript = reference == null ? null : reference.get();
      if (transcript == null) {
        transcript =
            new SqliteTranscript(
                room,
                incarnation.epoch(),
                queue,
                readers,
                search,
                files -> detached.accept(files),
                entry -> committed.committed(room, entry));
        opened.put(room, new RoomReference(transcript, cleared));
      }
      return transcript;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<RoomName> rooms() {
    return readers.read(Reader::rooms);
  }

  @Override
  public MemberStore members() {
    return members;
  }

  @Override
  public void onCommitted(LogListener listener) {
    committed = listener;
  }

  @Override
  public Set<FileId> attached(Collection<FileId> files) {
    return readers.read(reader -> reader.attached(files));
  }

  @Override
  public void onDetached(Consumer<List<FileId>> listener) {
    detached = listener;
  }

  /** The index comes first and last: a crash in between leaves no text in it alone. */
  @Override
  public int erase(RoomName room, Instant before, int max) {
    List<Long> messages = eraser.find(room, before, max);
    if (messages.isEmpty() || !search.remove(room, messages)) {
      return 0;
    }
    List<FileId> files = eraser.erase(messages);
    boolean _ = search.remove(room, messages);
    checkpointer.erased();
    if (!files.isEmpty()) {
      detached.accept(files);
    }
    return messages.size();
  }

  private void removeCleared() {
    while (cleared.poll() instanceof RoomReference reference) {
      opened.remove(reference.name, reference);
    }
  }

  /** How many rooms it has a reference to, be it a cleared one. */
  int size() {
    lock.lock();
    try {
      return opened.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public LogStatus status() {
    CommitStatus commits = committer.status();
    Optional<String> ended =
        committing.isAlive() || closed.get()
            ? Optional.empty()
            : Optional.of("the log's writer has ended");
    var statistics =
        new LogStatus.Statistics(
            commits.commits(),
            commits.commitTime(),
            commits.notKept() + queue.refused(),
            queue.size(),
            readers.failures(),
            database.size(),
            database.journalSize(),
            database.freeSpace(),
            search.roomsBehind());
    long now = System.nanoTime();
    return new LogStatus(
        ended, commits.problem(now).or(() -> readers.problem(now)), Optional.of(statistics));
  }

  /** Commits what waits and notifies all. */
  @Override
  public void drain() {
    queue.close();
    committing.join();
  }

  /** Commits what waits and notifies all, then closes the files. A second call does nothing. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    drain();
    readers.close();
    search.close();
    members.close();
    checkpointer.close();
    checkpointing.join();
    if (committer.isInPlace()) {
      database.mergeJournal();
    }
    guard.close();
  }
}

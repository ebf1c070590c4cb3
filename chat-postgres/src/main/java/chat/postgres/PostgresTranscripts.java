package chat.postgres;

import chat.core.cluster.Cluster;
import chat.core.cluster.SharedStores;
import chat.core.log.LogStatus;
import chat.core.log.Transcript;
import chat.core.log.TranscriptProvider.OpenException;
import chat.core.log.Transcripts;
import chat.core.name.RoomName;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/** The logs of all rooms, in one database; owner of the threads and the connections. */
final class PostgresTranscripts implements Transcripts {
  private final String epoch;
  private final CommitQueue queue = new CommitQueue();
  private final ReaderPool readers;
  private final Notices notices;
  private final PostgresCluster cluster;
  private final SharedTables stores;
  private final Committer committer;
  private final Thread committing;

  private final ReentrantLock lock = new ReentrantLock();
  // A room has one transcript while anything refers to it, be it a draft that waits. The references
  // are weak, because a transcript that was opened only to be read is never closed.
  private final Map<RoomName, RoomReference> opened = new HashMap<>();
  private final ReferenceQueue<PostgresTranscript> cleared = new ReferenceQueue<>();

  private final AtomicBoolean closed = new AtomicBoolean();

  private static final class RoomReference extends WeakReference<PostgresTranscript> {
    private final RoomName name;

    RoomReference(PostgresTranscript transcript, ReferenceQueue<PostgresTranscript> cleared) {
      super(transcript, cleared);
      name = transcript.name();
    }
  }

  PostgresTranscripts(Database database, String epoch, InstantSource clock, Settings settings) {
    this.epoch = epoch;
    readers = ReaderPool.ofReaders(database);
    notices = new Notices(database, settings.notices());
    cluster = new PostgresCluster(database, notices, settings.presences());
    committer = new Committer(queue, database, clock, settings.committer());
    stores = new SharedTables(database, notices.server());
    committing = Thread.ofPlatform().name("log").start(committer);
  }

  /**
   * Begins to listen to other servers.
   *
   * @throws OpenException when their notices do not arrive
   */
  void start() throws SQLException {
    notices.start(List.of(cluster));
    cluster.start();
  }

  @Override
  public Transcript open(RoomName room) {
    lock.lock();
    try {
      while (cleared.poll() instanceof RoomReference reference) {
        opened.remove(reference.name, reference);
      }
      RoomReference reference = opened.get(room);
      PostgresTranscript transcript = reference == null ? null : reference.get();
      if (transcript == null) {
        transcript = new PostgresTranscript(room, epoch, queue, readers);
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
  public Cluster cluster() {
    return cluster;
  }

  @Override
  public Optional<SharedStores> stores() {
    return Optional.of(stores);
  }

  /** Without statistics: the sizes are those of another machine. */
  @Override
  public LogStatus status() {
    Optional<String> ended =
        committing.isAlive() || closed.get()
            ? Optional.empty()
            : Optional.of("the log's writer has ended");
    return new LogStatus(ended, committer.problem(), Optional.empty());
  }

  /** Commits what waits and notifies all; while the database is away, for some seconds. */
  @Override
  public void drain() {
    cluster.stop();
    queue.close();
    UninterruptibleJoin.of(committing);
  }

  /** Commits what waits and notifies all, then disconnects. A second call does nothing. */
  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      drain();
      cluster.close();
      notices.close();
      stores.close();
      readers.close();
    }
  }
}

package chat.postgres;

import chat.core.cluster.Cluster;
import chat.core.cluster.SharedStores;
import chat.core.file.FileId;
import chat.core.file.FileStore;
import chat.core.log.LogListener;
import chat.core.log.LogStatus;
import chat.core.log.Transcript;
import chat.core.log.TranscriptProvider.OpenException;
import chat.core.log.Transcripts;
import chat.core.member.MemberStore;
import chat.core.name.RoomName;
import chat.postgres.db.ConnectionPool;
import chat.postgres.db.Database;
import chat.postgres.db.UninterruptibleJoin;
import chat.postgres.entry.Reader;
import chat.postgres.file.PostgresFileStore;
import chat.postgres.log.CatchUp;
import chat.postgres.log.CommitQueue;
import chat.postgres.log.Committer;
import chat.postgres.log.EpochGuard;
import chat.postgres.log.Eraser;
import chat.postgres.log.OpenTranscripts;
import chat.postgres.log.PostgresTranscript;
import chat.postgres.member.PostgresMembers;
import chat.postgres.notice.Notices;
import chat.postgres.presence.PostgresCluster;
import chat.postgres.search.Indexer;
import chat.postgres.shared.SharedTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The logs of all rooms, in one database; owner of the threads and the connections. */
final class PostgresTranscripts implements Transcripts {
  /** 250 ms, so that another device of a member hears within a second of what it has read. */
  private static final Duration MEMBER_GATHER_TIME = Duration.ofMillis(250);

  private final CommitQueue queue = new CommitQueue();
  private final ConnectionPool readers;
  private final CatchUp catchUp;
  private final OpenTranscripts opened;
  private final Notices notices;
  private final EpochGuard guard;
  private final PostgresCluster cluster;
  private final SharedTables stores;
  private final PostgresFileStore files;
  private final PostgresMembers members;
  private final Optional<Indexer> indexer;
  private final Eraser eraser;
  private final Committer committer;
  private final Thread committing;
  private final Duration closeTimeout;

  private volatile Consumer<List<FileId>> detached = files -> {};
  private final AtomicBoolean closed = new AtomicBoolean();

  PostgresTranscripts(Database database, String epoch, InstantSource clock, Settings settings) {
    readers = ConnectionPool.ofReaders(this::connect);
    catchUp = new CatchUp(this::connect, settings.committer().retryPause());
    opened =
        new OpenTranscripts(
            epoch, (room, at) -> new PostgresTranscript(room, at, queue, readers, catchUp));
    closeTimeout = settings.committer().closeTimeout();
    notices = new Notices(database, settings.notices());
    guard = new EpochGuard(database, opened, notices);
    cluster = new PostgresCluster(database, notices, settings.presences());
    stores = new SharedTables(database, notices, clock);
    files = new PostgresFileStore(database, clock);
    members =
        new PostgresMembers(
            database, notices, id -> cluster.find(id).isPresent(), clock, MEMBER_GATHER_TIME);
    indexer = settings.indexer().map(periods -> new Indexer(database, periods));
    eraser = new Eraser(readers, guard::connect);
    committer =
        new Committer(
            queue,
            guard::connect,
            Stream.concat(Stream.of(opened.announcing(notices)), indexer.stream()).toList(),
            files -> detached.accept(files),
            clock,
            settings.committer());
    committing = Thread.ofPlatform().name("log").start(committer);
    catchUp.start();
  }

  /**
   * Begins to listen to other servers.
   *
   * @throws OpenException when their notices do not arrive
   */
  void start() throws SQLException {
    stores.start();
    notices.start(List.of(guard, opened, cluster, stores.changes(), stores.leader(), members));
    cluster.start();
    indexer.ifPresent(Indexer::start);
  }

  private Connection connect() throws SQLException {
    return guard.connect();
  }

  @Override
  public Transcript open(RoomName room) {
    return opened.open(room);
  }

  @Override
  public List<RoomName> rooms() {
    return readers.run(Reader::rooms);
  }

  @Override
  public Cluster cluster() {
    return cluster;
  }

  @Override
  public Optional<SharedStores> stores() {
    return Optional.of(stores);
  }

  @Override
  public Optional<FileStore> files() {
    return Optional.of(files);
  }

  @Override
  public MemberStore members() {
    return members;
  }

  @Override
  public void onCommitted(LogListener listener) {
    opened.onCommitted(listener);
  }

  @Override
  public Set<FileId> attached(Collection<FileId> files) {
    return readers.run(reader -> Reader.attached(reader, files));
  }

  @Override
  public void onDetached(Consumer<List<FileId>> listener) {
    detached = listener;
  }

  @Override
  public int erase(RoomName room, Instant before, int max) {
    Eraser.Erased erased = eraser.erase(room, before, max);
    if (erased.messages() > 0) {
      indexer.ifPresent(Indexer::erased);
    }
    if (!erased.files().isEmpty()) {
      detached.accept(erased.files());
    }
    return erased.messages();
  }

  /** Without statistics: the sizes are those of another machine. */
  @Override
  public LogStatus status() {
    Optional<String> ended =
        committing.isAlive() || closed.get()
            ? Optional.empty()
            : Optional.of("the log's writer has ended");
    Optional<String> problem = committer.outage().reason().or(() -> notices.outage().reason());
    return new LogStatus(ended, problem, Optional.empty());
  }

  @Override
  public Duration unreachableFor() {
    Duration committing = committer.outage().time();
    Duration listening = notices.outage().time();
    return committing.compareTo(listening) > 0 ? committing : listening;
  }

  /** Commits what waits and notifies all; while the database is away, for some seconds. */
  @Override
  public void drain() {
    cluster.stop();
    queue.close();
    UninterruptibleJoin.of(committing);
    catchUp.awaitIdle(closeTimeout);
  }

  /** Commits what waits and notifies all, then disconnects. A second call does nothing. */
  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      drain();
      cluster.close();
      notices.close();
      indexer.ifPresent(Indexer::close);
      members.close();
      stores.close();
      files.close();
      catchUp.close();
      readers.close();
    }
  }
}

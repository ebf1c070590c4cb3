package chat.sqlite.member;

import chat.core.cluster.StoreUnavailableException;
import chat.core.member.MemberStore;
import chat.core.member.Mention;
import chat.core.member.MentionBatch;
import chat.core.member.OpenedRoom;
import chat.core.member.ReadPosition;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.sqlite.db.FailureReason;
import chat.sqlite.db.OutageLog;
import chat.sqlite.queue.GatheringQueue;
import chat.sqlite.queue.WorkerThread;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * The store of members in a file beside the log. One thread reads and writes, with one connection,
 * so that a read finds what was written before it; it commits once a second while something has
 * changed, so that any number of changes costs the disk one sync. The thread starts, and the file
 * is opened, when a member first opens a room.
 */
public final class SqliteMembers implements MemberStore {
  private static final System.Logger LOG = System.getLogger(SqliteMembers.class.getName());

  private final MemberFile file;
  private final InstantSource clock;
  private final Settings settings;
  private final GatheringQueue<Job<?>> queue;
  private final OutageLog outages =
      new OutageLog(
          LOG,
          Level.WARNING,
          "rooms and read positions of members are not kept",
          "rooms and read positions of members are kept again");
  private volatile Consumer<String> listener = id -> {};
  // Null until the first job. Guarded by this.
  private WorkerThread worker;

  // The rest is used by the thread only. Null while the file is not open.
  private MemberTables tables;
  private long failedAt;
  private String failure = "";
  // Whether there was a change since the last commit, and when the first one was.
  private boolean changed;
  private long changedAt;

  /**
   * Limits and periods.
   *
   * @param commitInterval the most that a crash loses
   * @param retryPause between two attempts to open the file
   * @param maxWaiting how many changes and reads may wait for the thread
   */
  public record Settings(Duration commitInterval, Duration retryPause, int maxWaiting) {
    public static final Settings DEFAULTS =
        new Settings(Duration.ofSeconds(1), Duration.ofSeconds(1), 100_000);
  }

  /** A change or a read. */
  private interface Task<T> {
    T run(MemberTables tables, long now) throws SQLException;
  }

  /**
   * A task that waits for the thread.
   *
   * @param at when it was submitted
   * @param changes whether there is something to commit after it
   */
  private record Job<T>(Task<T> task, long at, boolean changes, CompletableFuture<T> result) {
    void run(MemberTables tables) throws SQLException {
      result.complete(task.run(tables, at));
    }

    void fail(String reason) {
      result.completeExceptionally(new StoreUnavailableException(reason));
    }
  }

  /**
   * Opens nothing yet.
   *
   * @param directory of the log
   * @param clock the time of day
   */
  public SqliteMembers(Path directory, InstantSource clock, Settings settings) {
    file = new MemberFile(directory);
    this.clock = clock;
    this.settings = settings;
    queue =
        new GatheringQueue<>(
            new ArrayDeque<>(),
            job -> 0,
            new GatheringQueue.Limit(settings.maxWaiting(), Integer.MAX_VALUE));
  }

  private long now() {
    return clock.instant().toEpochMilli();
  }

  private <T> CompletableFuture<T> submit(Task<T> task, boolean changes) {
    var job = new Job<>(task, now(), changes, new CompletableFuture<T>());
    if (!queue.offer(job)) {
      job.fail("too many changes of members wait");
    }
    startWorker();
    return job.result();
  }

  private synchronized void startWorker() {
    if (worker == null && !queue.isClosed()) {
      worker = WorkerThread.startDaemon("log-members", this::run);
    }
  }

  private <T> T read(Task<T> task) {
    try {
      return submit(task, false).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StoreUnavailableException unavailable ? unavailable : e;
    }
  }

  /** A change that fails is lost; the outage is logged. */
  private void change(Task<Boolean> task, String memberId) {
    var _ =
        submit(task, true)
            .thenAccept(changed -> {
              if (changed) {
                listener.accept(memberId);
              }
            });
  }

  @Override
  public void visited(Member member, RoomName room) {
    change(
        (tables, now) -> {
          tables.visit(member, room, now);
          return true;
        },
        member.id());
  }

  @Override
  public void read(String memberId, RoomName room, ReadPosition position) {
    change((tables, now) -> tables.read(memberId, room, position, now), memberId);
  }

  @Override
  public void forget(String memberId, RoomName room) {
    change(
        (tables, now) -> {
          tables.forget(memberId, room);
          return true;
        },
        memberId);
  }

  @Override
  public List<OpenedRoom> rooms(String memberId) {
    return read((tables, now) -> tables.rooms(memberId, now));
  }

  @Override
  public Map<String, String> visitors(RoomName room, Collection<String> names) {
    return read((tables, now) -> tables.visitors(room, names, now));
  }

  @Override
  public Optional<ReadPosition> mentionedUpTo(RoomName room) {
    return read((tables, now) -> tables.mentionedUpTo(room));
  }

  @Override
  public void add(MentionBatch batch) {
    Task<Boolean> task =
        (tables, now) -> {
          tables.add(batch, now);
          return true;
        };
    var _ =
        submit(task, true)
            .thenAccept(added -> batch.added().forEach(each -> listener.accept(each.memberId())));
  }

  @Override
  public List<Mention> mentions(String memberId, long before, int max) {
    return read((tables, now) -> tables.mentions(memberId, before, max, now));
  }

  @Override
  public void removeExpired() {
    Task<Boolean> task =
        (tables, now) -> {
          tables.removeExpired(now);
          return true;
        };
    var _ = submit(task, true);
  }

  @Override
  public void onChange(Consumer<String> newListener) {
    listener = newListener;
  }

  /** Ends when the queue is closed and everything in it is done. */
  private void run() {
    boolean open = true;
    while (open) {
      // Before the take: a queue that was closed and is empty then stays empty.
      open = !queue.isClosed();
      for (Job<?> job : take()) {
        run(job);
      }
      if (changed && (!open || commitDue() <= 0)) {
        commit();
      } else if (!changed) {
        endSnapshot();
      }
    }
    closeTables();
  }

  private List<Job<?>> take() {
    return changed
        ? queue.take(GatheringQueue.Limit.NONE, Duration.ofNanos(Math.max(0, commitDue())))
        : queue.take(GatheringQueue.Limit.NONE);
  }

  private long commitDue() {
    return changedAt + settings.commitInterval().toNanos() - System.nanoTime();
  }

  private void run(Job<?> job) {
    try {
      if (!isOpen()) {
        job.fail(failure);
        return;
      }
      job.run(tables);
      if (job.changes() && !changed) {
        changed = true;
        changedAt = System.nanoTime();
      }
    } catch (SQLException | IOException | RuntimeException | Error e) {
      failed(e);
      job.fail(failure);
    }
  }

  private boolean isOpen() throws SQLException, IOException {
    if (tables == null && isRetryDue()) {
      tables = file.open();
    }
    return tables != null;
  }

  private boolean isRetryDue() {
    return failure.isEmpty() || System.nanoTime() - failedAt > settings.retryPause().toNanos();
  }

  private void commit() {
    changed = false;
    try {
      tables.commit();
      failure = "";
      outages.succeeded();
    } catch (SQLException e) {
      failed(e);
    }
  }

  private void endSnapshot() {
    try {
      if (tables != null) {
        tables.endSnapshot();
      }
    } catch (SQLException e) {
      failed(e);
    }
  }

  /** What was not committed is lost. */
  private void failed(Throwable e) {
    outages.failed(e, System.nanoTime());
    failure = FailureReason.of(e).text();
    failedAt = System.nanoTime();
    changed = false;
    closeTables();
    if (FailureReason.of(e).isDamage()) {
      moveAside();
    }
  }

  private void moveAside() {
    try {
      file.moveAside("is damaged");
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the file of members cannot be moved", e);
    }
  }

  private void closeTables() {
    try {
      if (tables != null) {
        tables.close();
      }
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "a connection to the file of members did not close", e);
    } finally {
      tables = null;
    }
  }

  @Override
  public void close() {
    queue.close();
    WorkerThread running;
    synchronized (this) {
      running = worker;
    }
    if (running != null) {
      running.join();
    }
  }
}

package chat.sqlite.member;

import chat.core.cluster.StoreUnavailableException;
import chat.sqlite.db.FailureReason;
import chat.sqlite.db.OutageLog;
import chat.sqlite.queue.GatheringQueue;
import chat.sqlite.queue.WorkerThread;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The thread that reads and writes the file of members, with one connection. It starts, and the
 * file is opened, with the first task. It commits once in an interval while something has changed,
 * so that any number of changes costs the disk one sync. What is not committed when the file fails
 * is lost.
 */
final class MemberWorker implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(MemberWorker.class.getName());

  private final MemberFile file;
  private final InstantSource clock;
  private final SqliteMembers.Settings settings;
  private final GatheringQueue<Job<?>> queue;
  private final OutageLog outages =
      new OutageLog(
          LOG,
          Level.WARNING,
          "rooms and read positions of members are not kept",
          "rooms and read positions of members are kept again");
  // Null until the first job. Guarded by this.
  private WorkerThread worker;

  // The rest is used by the thread only. Null while the file is not open.
  private MemberTables tables;
  private long failedAt;
  private String failure = "";
  // Whether there was a change since the last commit, and when the first one was.
  private boolean changed;
  private long changedAt;

  /** A change or a read. */
  interface Task<T> {
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
   * @param clock the time of day
   */
  MemberWorker(MemberFile file, InstantSource clock, SqliteMembers.Settings settings) {
    this.file = file;
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

  /**
   * Submits a task; tasks run in their order.
   *
   * @param changes whether there is something to commit after it
   */
  <T> CompletableFuture<T> submit(Task<T> task, boolean changes) {
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

  /**
   * Runs a task, and waits for it.
   *
   * @throws StoreUnavailableException when the file cannot be read now
   */
  <T> T read(Task<T> task) {
    try {
      return submit(task, false).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StoreUnavailableException unavailable ? unavailable : e;
    }
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

  /** Ends when all tasks are done. */
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

package chat.sqlite.read;

import chat.core.log.LogUnavailableException;
import chat.sqlite.db.Database;
import chat.sqlite.db.FailureReason;
import chat.sqlite.db.OutageLog;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * A pool of platform threads that read, each with its own connection. A virtual thread that waits
 * for the disk inside SQLite would occupy one of the few carrier threads of all the others.
 */
public final class ReaderPool implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ReaderPool.class.getName());

  /** 5 s, as long as a connection waits for a lock. */
  private static final Duration MAX_RECOVERY = Duration.ofSeconds(5);

  private static final Duration RECOVERY_PAUSE = Duration.ofMillis(10);

  /** 1 minute, because the reads of other rooms may succeed meanwhile. */
  private static final Duration DAMAGE_SHOWN = Duration.ofMinutes(1);

  private final Database database;
  private final Settings settings;
  // At most one for each thread.
  private final Queue<Reader> idle = new ConcurrentLinkedQueue<>();
  private final ThreadPoolExecutor threads;
  private final LongAdder failures = new LongAdder();
  private final OutageLog outages =
      new OutageLog(LOG, Level.ERROR, "the log cannot be read", "the log is read again");
  private volatile long damagedAt;
  private volatile String damage = "";

  /**
   * Limits of a pool.
   *
   * @param maxWaiting how many reads may wait for a thread
   * @param idleTimeout a thread without work ends after this time
   * @param closeTimeout how long {@link #close} waits for reads that have begun
   */
  public record Settings(int maxWaiting, Duration idleTimeout, Duration closeTimeout) {
    public static final Settings DEFAULTS =
        new Settings(10_000, Duration.ofMinutes(1), Duration.ofSeconds(5));
  }

  /**
   * A pool without a thread yet.
   *
   * @param name of the threads, before their number
   * @param maxThreads at most so many
   */
  public ReaderPool(Database database, String name, int maxThreads, Settings settings) {
    this.database = database;
    this.settings = settings;
    threads =
        new ThreadPoolExecutor(
            maxThreads,
            maxThreads,
            settings.idleTimeout().toNanos(),
            TimeUnit.NANOSECONDS,
            new ArrayBlockingQueue<>(settings.maxWaiting()),
            Thread.ofPlatform().name(name, 1).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** Reads something with a connection. */
  public interface ReadTask<T> {
    T read(Reader reader) throws SQLException;
  }

  /**
   * Runs a task on a thread of the pool and waits for its result.
   *
   * @throws LogUnavailableException when the log cannot be read, or too many tasks wait
   */
  public <T> T read(ReadTask<T> task) {
    Callable<T> call = () -> readNow(task);
    try {
      T result = threads.submit(call).get();
      succeeded();
      return result;
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } catch (CancellationException e) {
      throw new LogUnavailableException("the log is being closed");
    } catch (RejectedExecutionException e) {
      failures.increment();
      throw new LogUnavailableException("too many reads wait");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the log", e);
    }
  }

  /** While there is damage, the reads of other pages succeed, which is no end of it. */
  private void succeeded() {
    if (damage.isEmpty() || problem(System.nanoTime()).isEmpty()) {
      outages.succeeded();
    }
  }

  private RuntimeException failed(Throwable e) {
    failures.increment();
    FailureReason reason = FailureReason.of(e);
    if (reason.isDamage()) {
      damagedAt = System.nanoTime();
      damage = reason.text();
    }
    outages.failed(e, System.nanoTime());
    return e instanceof SQLException
        ? new LogUnavailableException(reason.text())
        : new IllegalStateException("the log cannot be read", e);
  }

  /**
   * Why members cannot be taken in: damage that a read has met in the last minute.
   *
   * @param now of {@link System#nanoTime}
   */
  public Optional<String> problem(long now) {
    return damage.isEmpty() || now - damagedAt > DAMAGE_SHOWN.toNanos()
        ? Optional.empty()
        : Optional.of(damage);
  }

  /** How many reads failed. */
  public long failures() {
    return failures.sum();
  }

  /**
   * Waits while another connection reads the journal anew: SQLite's own timeout leaves that out.
   */
  private <T> T readNow(ReadTask<T> task) throws SQLException {
    long limit = System.nanoTime() + MAX_RECOVERY.toNanos();
    while (true) {
      try {
        return readOnce(task);
      } catch (SQLiteException e) {
        if (e.getResultCode() != SQLiteErrorCode.SQLITE_BUSY_RECOVERY
            || System.nanoTime() > limit) {
          throw e;
        }
        LockSupport.parkNanos(RECOVERY_PAUSE.toNanos());
      }
    }
  }

  private <T> T readOnce(ReadTask<T> task) throws SQLException {
    Reader reader = idle.poll();
    if (reader == null) {
      reader = Reader.open(database);
    }
    boolean sound = false;
    try {
      T result = task.read(reader);
      reader.endSnapshot();
      sound = true;
      return result;
    } finally {
      if (sound) {
        idle.add(reader);
      } else {
        close(reader);
      }
    }
  }

  private static void close(Reader reader) {
    try {
      reader.close();
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "a connection to the log did not close", e);
    }
  }

  /** Refuses further tasks, drops those that wait, and waits for those that have begun. */
  @Override
  public void close() {
    threads.shutdown();
    List<Runnable> waiting = new ArrayList<>();
    var _ = threads.getQueue().drainTo(waiting);
    waiting.forEach(task -> ((Future<?>) task).cancel(false));
    try {
      long nanos = settings.closeTimeout().toNanos();
      if (!threads.awaitTermination(nanos, TimeUnit.NANOSECONDS)) {
        LOG.log(Level.WARNING, "a connection still reads the log");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    idle.forEach(ReaderPool::close);
  }
}

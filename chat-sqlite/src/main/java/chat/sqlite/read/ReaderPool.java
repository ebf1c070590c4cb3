package chat.sqlite.read;

import chat.sqlite.db.Database;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Reads on threads of its own, each with its own connection. A virtual thread that waits for the
 * disk inside SQLite would hold one of the few threads that carry all the others.
 */
public final class ReaderPool implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ReaderPool.class.getName());
  private static final int MOST_WAITING = 10_000;
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Database database;
  private final Queue<Reader> free = new ConcurrentLinkedQueue<>();
  private final ThreadPoolExecutor threads;

  /**
   * @param name of the threads, before their number
   */
  public ReaderPool(Database database, String name, int count) {
    this.database = database;
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name(name, 1).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** Reads something. */
  public interface Reading<T> {
    T from(Reader reader) throws SQLException;
  }

  /**
   * Waits until it is read.
   *
   * @throws IllegalStateException when it cannot be read, or too much waits
   */
  public <T> T read(Reading<T> reading) {
    Callable<T> task = () -> readNow(reading);
    try {
      return threads.submit(task).get();
    } catch (ExecutionException | java.util.concurrent.RejectedExecutionException e) {
      throw new IllegalStateException("the log cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("whoever wanted to read was interrupted", e);
    }
  }

  private <T> T readNow(Reading<T> reading) throws SQLException {
    Reader reader = free.poll();
    if (reader == null) {
      reader = Reader.open(database);
    }
    boolean sound = false;
    try {
      T result = reading.from(reader);
      reader.rest();
      sound = true;
      return result;
    } finally {
      if (sound) {
        free.add(reader);
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

  /** Ends what is being read; nothing more is read. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "somebody still reads the log");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    free.forEach(ReaderPool::close);
  }
}

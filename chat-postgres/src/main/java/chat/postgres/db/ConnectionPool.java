package chat.postgres.db;

import chat.core.log.LogUnavailableException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A pool of connections for short tasks: for reads, each of which is one transaction and sees one
 * moment, or for statements that change something, each of which commits by itself.
 */
public final class ConnectionPool implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ConnectionPool.class.getName());

  /** 4 connections, because the engine has few, and each of them is a process of it. */
  private static final int MAX_READERS = 4;

  private static final int MAX_WRITERS = 3;

  /** 5 s, as long as a statement may take. */
  private static final Duration MAX_WAIT = Duration.ofSeconds(5);

  private final Connector database;
  private final boolean reads;
  private final Semaphore permits;
  private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  private ConnectionPool(Connector database, boolean reads) {
    this.database = database;
    this.reads = reads;
    permits = new Semaphore(reads ? MAX_READERS : MAX_WRITERS, true);
  }

  /** A pool for reads. */
  public static ConnectionPool ofReaders(Connector database) {
    return new ConnectionPool(database, true);
  }

  /** A pool for statements that may be repeated, because the outcome of a failure is unknown. */
  static ConnectionPool ofWriters(Database database) {
    return new ConnectionPool(database::connect, false);
  }

  /** Does something with a connection. */
  public interface Task<T> {
    T run(Connection connection) throws SQLException;
  }

  /**
   * Runs a task with a connection of the pool.
   *
   * @throws LogUnavailableException when the database cannot be used, or too many tasks wait
   */
  public <T> T run(Task<T> task) {
    acquire();
    try {
      return attempt(task);
    } catch (SQLException e) {
      throw new LogUnavailableException(FailureReason.of(e));
    } finally {
      permits.release();
    }
  }

  private void acquire() {
    try {
      if (closed || !permits.tryAcquire(MAX_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new LogUnavailableException(
            closed ? "the log is being closed" : "too many statements wait");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the log", e);
    }
  }

  /** An idle connection may have ended meanwhile, and the others, too; then a new one is tried. */
  private <T> T attempt(Task<T> task) throws SQLException {
    Connection old = idle.poll();
    if (old != null) {
      try {
        return run(old, task);
      } catch (SQLException e) {
        LOG.log(Level.DEBUG, "an idle connection failed", e);
        closeIdle();
      }
    }
    return run(connect(), task);
  }

  private Connection connect() throws SQLException {
    Connection connection = database.connect();
    if (reads) {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
    }
    return connection;
  }

  private <T> T run(Connection connection, Task<T> task) throws SQLException {
    boolean sound = false;
    try {
      T result = task.run(connection);
      if (reads) {
        connection.commit();
      }
      sound = true;
      return result;
    } finally {
      if (sound && !closed) {
        idle.add(connection);
      } else {
        Database.close(connection);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    closeIdle();
  }

  private void closeIdle() {
    for (Connection next = idle.poll(); next != null; next = idle.poll()) {
      Database.close(next);
    }
  }
}

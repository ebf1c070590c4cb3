package chat.postgres;

import chat.core.log.LogUnavailableException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A pool of connections that read. Each read is one transaction and sees one moment. */
final class ReaderPool implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ReaderPool.class.getName());

  /** 4 connections, because the engine has few, and each of them is a process of it. */
  private static final int MAX_CONNECTIONS = 4;

  /** 5 s, as long as a statement may take. */
  private static final Duration MAX_WAIT = Duration.ofSeconds(5);

  private final Database database;
  private final Semaphore permits = new Semaphore(MAX_CONNECTIONS, true);
  private final Queue<Connection> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  ReaderPool(Database database) {
    this.database = database;
  }

  /** Reads something with a connection. */
  interface ReadTask<T> {
    T read(Connection connection) throws SQLException;
  }

  /**
   * Runs a task with a connection of the pool.
   *
   * @throws LogUnavailableException when the log cannot be read, or too many tasks wait
   */
  <T> T read(ReadTask<T> task) {
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
            closed ? "the log is being closed" : "too many reads wait");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the log", e);
    }
  }

  /** An idle connection may have ended meanwhile; then a new one is tried. */
  private <T> T attempt(ReadTask<T> task) throws SQLException {
    for (Connection old = idle.poll(); old != null; old = idle.poll()) {
      try {
        return read(old, task);
      } catch (SQLException e) {
        LOG.log(Level.DEBUG, "an idle connection failed", e);
      }
    }
    Connection connection = database.connect();
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    return read(connection, task);
  }

  private <T> T read(Connection connection, ReadTask<T> task) throws SQLException {
    boolean sound = false;
    try {
      T result = task.read(connection);
      connection.commit();
      sound = true;
      return result;
    } finally {
      if (sound && !closed) {
        idle.add(connection);
      } else {
        close(connection);
      }
    }
  }

  static void close(Connection connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "a connection did not close", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Connection next = idle.poll(); next != null; next = idle.poll()) {
      close(next);
    }
  }
}

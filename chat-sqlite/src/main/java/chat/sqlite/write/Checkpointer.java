package chat.sqlite.write;

import chat.sqlite.db.Database;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Copies the journal into the database beside the commits, so that little is left to copy when the
 * committer starts the journal anew (which only it can do, as only it knows that nobody writes).
 *
 * <p>After a message was taken back it also empties the journal, in which its text still stands.
 */
public final class Checkpointer implements Runnable {
  private static final System.Logger LOG = System.getLogger(Checkpointer.class.getName());
  private static final int COMMITS = 64;
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final Database database;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int commits;
  // How many commits have taken a text out of the log, and of how many the journal is rid.
  private int erasures;
  private int emptied;
  private boolean closed;

  public Checkpointer(Database database) {
    this.database = database;
  }

  /**
   * Something was committed.
   *
   * @param erasing whether a text was taken out of the log
   */
  public void committed(boolean erasing) {
    lock.lock();
    try {
      commits++;
      erasures += erasing ? 1 : 0;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    while (awaitWork()) {
      copy();
      // Each copy waits for the disk, as the commits do: they go first.
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /** False once it is closed. */
  private boolean awaitWork() {
    lock.lock();
    try {
      while (!closed && erasures == emptied && commits < COMMITS) {
        changed.awaitUninterruptibly();
      }
      commits = 0;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Copies what it can. */
  public void copy() {
    int erased = erasures();
    try (Connection connection = database.toCheckpoint();
        Statement statement = connection.createStatement()) {
      checkpoint(statement, "PASSIVE");
      if (erased != emptied && checkpoint(statement, "TRUNCATE")) {
        emptied = erased;
      }
    } catch (SQLException e) {
      // Next time: at the latest the committer copies it, when it has grown long.
      LOG.log(Level.DEBUG, "the journal could not be copied", e);
    }
  }

  private int erasures() {
    lock.lock();
    try {
      return erasures;
    } finally {
      lock.unlock();
    }
  }

  /** False when somebody reads or writes, so that it could not be finished. */
  private static boolean checkpoint(Statement statement, String mode) throws SQLException {
    try (var row = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
      return row.next() && row.getInt(1) == 0;
    }
  }
}

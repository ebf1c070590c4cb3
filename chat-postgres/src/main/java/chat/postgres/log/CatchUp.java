package chat.postgres.log;

import chat.postgres.db.ConditionWait;
import chat.postgres.db.Connector;
import chat.postgres.db.Database;
import chat.postgres.db.FailureReason;
import chat.postgres.db.Outage;
import chat.postgres.db.UninterruptibleJoin;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The thread that reads the entries which other servers have kept, with a connection of its own,
 * and gives them to the transcripts.
 */
public final class CatchUp implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CatchUp.class.getName());

  /** 32 rooms in one query, with 100 entries of each: some megabytes at most. */
  private static final int MAX_ROOMS = 32;

  private final Connector database;
  private final Duration retryPause;
  private final Thread thread = Thread.ofPlatform().name("catch-up").unstarted(this::run);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // At most one for each room that is open.
  private final Set<PostgresTranscript> waiting = new LinkedHashSet<>();
  private boolean working;
  private boolean closed;

  // Null before the first use, and after a failure.
  private Connection connection;
  private final Outage outage = new Outage();

  public CatchUp(Connector database, Duration retryPause) {
    this.database = database;
    this.retryPause = retryPause;
  }

  public void start() {
    thread.start();
  }

  /** Reads the entries that a transcript lacks, soon. */
  void add(PostgresTranscript transcript) {
    lock.lock();
    try {
      if (!closed && waiting.add(transcript)) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    for (List<PostgresTranscript> next = take(); !next.isEmpty(); next = take()) {
      try {
        read(next);
      } catch (SQLException e) {
        failed(e);
        next.forEach(this::add);
        pause();
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, "entries of other servers were not delivered", e);
      }
    }
    disconnect();
  }

  private void failed(SQLException e) {
    disconnect();
    String reason = FailureReason.of(e);
    if (outage.failed(reason)) {
      LOG.log(Level.WARNING, "entries of other servers cannot be read: " + reason);
    }
  }

  private void recovered() {
    if (outage.ended()) {
      LOG.log(Level.INFO, "entries of other servers are read again");
    }
  }

  /** Waits for the next transcripts; empty when it is closed. */
  private List<PostgresTranscript> take() {
    lock.lock();
    try {
      working = false;
      changed.signalAll();
      ConditionWait.until(changed, () -> !waiting.isEmpty() || closed);
      List<PostgresTranscript> next = new ArrayList<>();
      for (Iterator<PostgresTranscript> all = waiting.iterator();
          all.hasNext() && next.size() < MAX_ROOMS && !closed; ) {
        next.add(all.next());
        all.remove();
      }
      working = !next.isEmpty();
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void read(List<PostgresTranscript> transcripts) throws SQLException {
    if (connection == null) {
      connection = database.connect();
    }
    Map<PostgresTranscript, List<chat.core.log.Entry>> entries =
        MissingEntries.read(connection, transcripts);
    recovered();
    entries.forEach(PostgresTranscript::caughtUp);
    entries.keySet().forEach(PostgresTranscript::flushed);
  }

  private void pause() {
    lock.lock();
    try {
      ConditionWait.atMost(retryPause, changed, () -> closed);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all transcripts that were added are complete, or the time is over. */
  public void awaitIdle(Duration timeout) {
    lock.lock();
    try {
      long left = timeout.toNanos();
      while ((working || !waiting.isEmpty()) && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void disconnect() {
    Connection old = connection;
    connection = null;
    Database.close(old);
  }

  /** Ends the thread; what it has begun to read is delivered. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    UninterruptibleJoin.of(thread);
  }
}

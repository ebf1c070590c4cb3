package chat.postgres.search;

import chat.core.log.Entry;
import chat.core.name.RoomName;
import chat.postgres.db.ConditionWait;
import chat.postgres.db.Database;
import chat.postgres.db.UninterruptibleJoin;
import chat.postgres.entry.CommitListener;
import chat.postgres.entry.Reader;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The thread that updates the index for searching behind the log, and clears what was deleted out
 * of the tables' pages. Appending does not wait for it. It has a connection of its own. Each room
 * is indexed by one server at a time, mostly by that which has committed.
 */
public final class Indexer implements CommitListener, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Indexer.class.getName());

  /** 100 entries in one transaction, because a deletion of one of them waits for it. */
  private static final int BATCH = 100;

  /** A pause of 4 times the work before it, so that one server takes a fifth of an engine's CPU. */
  private static final int PAUSE_FACTOR = 4;

  /** Of two that wait for each other, a deletion and the index, the index gives up. */
  private static final String SHORT_WAIT = "SET lock_timeout = 200";

  /** 100 rooms in one round, so that what was deleted is cleared in time. */
  private static final int MAX_ROOMS = 100;

  private static final String BEHIND =
      """
      SELECT r.name FROM room r LEFT JOIN indexed i ON i.room = r.no
        WHERE r.last > coalesce(i.seq, 0) ORDER BY r.no LIMIT 10000
      """;

  private final Database database;
  private final Settings settings;
  private final Thread thread = Thread.ofPlatform().name("index").unstarted(this::run);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<RoomName> waiting = new LinkedHashSet<>();
  private boolean erased;
  private boolean closed;

  // The rest is used by the thread only.
  private Connection connection;
  private long lookedAt;
  private long vacuumedAt;

  /**
   * Periods of the indexer.
   *
   * @param gatherTime between two rounds of what was committed, because many entries at once cost
   *     less; searching reads those that are not indexed yet
   * @param lookInterval between two looks for rooms that other servers have left behind
   * @param vacuumInterval between two clearings of what was deleted, if anything was
   * @param retryPause between two attempts to reach the database
   */
  public record Settings(
      Duration gatherTime, Duration lookInterval, Duration vacuumInterval, Duration retryPause) {
    public static final Settings DEFAULTS =
        new Settings(
            Duration.ofSeconds(2),
            Duration.ofMinutes(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5));
  }

  public Indexer(Database database, Settings settings) {
    this.database = database;
    this.settings = settings;
    lookedAt = System.nanoTime() - settings.lookInterval().toNanos();
    vacuumedAt = System.nanoTime() - settings.vacuumInterval().toNanos();
  }

  @Override
  public void committed(RoomName room, List<Entry> entries) {
    add(room, entries.stream().anyMatch(Entry.Deleted.class::isInstance));
  }

  /** Called when texts were erased without an entry. */
  public void erased() {
    setErased(true);
  }

  private void add(RoomName room, boolean deleted) {
    lock.lock();
    try {
      erased |= deleted;
      if (waiting.add(room) || deleted) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  public void start() {
    thread.start();
  }

  /** Ends the thread soon; what is left is indexed by any server's next look. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
    if (thread.getState() != Thread.State.NEW) {
      UninterruptibleJoin.of(thread);
    }
  }

  private void run() {
    while (!isClosed()) {
      try {
        connect();
        work();
      } catch (SQLException e) {
        failed(e);
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, "the index for searching was not updated", e);
        failed(new SQLException(e));
      }
    }
    disconnect();
  }

  private void connect() throws SQLException {
    if (connection == null) {
      connection = database.connect();
      try (Statement statement = connection.createStatement()) {
        // A vacuum takes as long as the tables are large, and holds nobody up.
        statement.execute("SET statement_timeout = 0");
        statement.execute(SHORT_WAIT);
        // Entries whose part of the index a crash of the engine takes away are indexed again.
        statement.execute("SET synchronous_commit = off");
      }
      connection.setNetworkTimeout(Runnable::run, 0);
    }
  }

  private void work() throws SQLException {
    if (isOver(lookedAt, settings.lookInterval())) {
      lookedAt = System.nanoTime();
      Reader.all(connection, BEHIND, row -> new RoomName(row.getString(1)))
          .forEach(room -> add(room, false));
    }
    if (!indexRound(next())) {
      pause(settings.gatherTime());
    }
    if (isOver(vacuumedAt, settings.vacuumInterval()) && isErased()) {
      vacuumedAt = System.nanoTime();
      vacuum();
    }
  }

  /** Indexes the next entries of these rooms; returns whether there are more, or more rooms. */
  private boolean indexRound(List<RoomName> rooms) throws SQLException {
    boolean more = rooms.size() == MAX_ROOMS;
    for (RoomName room : rooms) {
      long start = System.nanoTime();
      if (!isClosed() && IndexWriter.update(connection, room, BATCH)) {
        add(room, false);
        more = true;
      }
      pause(Duration.ofNanos(PAUSE_FACTOR * (System.nanoTime() - start)));
    }
    return more;
  }

  private static boolean isOver(long since, Duration time) {
    return System.nanoTime() - since >= time.toNanos();
  }

  /** Waits for the next rooms; empty when it is time to look, or it is closed. */
  private List<RoomName> next() {
    lock.lock();
    try {
      Duration wait = erased ? settings.vacuumInterval() : settings.lookInterval();
      long left = wait.toNanos();
      while (waiting.isEmpty() && !closed && left > 0) {
        boolean before = erased;
        left = changed.awaitNanos(left);
        left = erased == before ? left : Math.min(left, settings.vacuumInterval().toNanos());
      }
      List<RoomName> rooms = waiting.stream().limit(MAX_ROOMS).toList();
      rooms.forEach(waiting::remove);
      return rooms;
    } catch (InterruptedException e) {
      throw new IllegalStateException("nothing interrupts the indexer", e);
    } finally {
      lock.unlock();
    }
  }

  private boolean isErased() {
    lock.lock();
    try {
      return erased;
    } finally {
      lock.unlock();
    }
  }

  private void setErased(boolean newErased) {
    lock.lock();
    try {
      erased = newErased;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void vacuum() throws SQLException {
    // Before it begins: what is deleted meanwhile may not be cleared by it.
    setErased(false);
    boolean done = false;
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET lock_timeout = 0");
      for (String table : List.of("entry", "gram", "reaction", "kind")) {
        statement.execute("VACUUM (INDEX_CLEANUP ON) " + table);
      }
      statement.execute(SHORT_WAIT);
      done = true;
    } finally {
      if (!done) {
        setErased(true);
      }
    }
  }

  private void pause(Duration time) {
    lock.lock();
    try {
      ConditionWait.atMost(time, changed, () -> closed);
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void failed(SQLException e) {
    LOG.log(Level.DEBUG, "the index for searching waits for the database", e);
    disconnect();
    // The next look finds the rooms that were taken.
    lookedAt = System.nanoTime() - settings.lookInterval().toNanos();
    pause(settings.retryPause());
  }

  private void disconnect() {
    Connection old = connection;
    connection = null;
    Database.close(old);
  }
}

package chat.postgres.search;

import chat.core.log.Entry;
import chat.core.name.RoomName;
import chat.postgres.db.ConditionWait;
import chat.postgres.db.Database;
import chat.postgres.db.ReaderPool;
import chat.postgres.db.UninterruptibleJoin;
import chat.postgres.entry.CommitListener;
import chat.postgres.entry.Reader;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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

  /** 500 entries in one transaction. */
  private static final int BATCH = 500;

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
   * @param lookInterval between two looks for rooms that other servers have left behind
   * @param vacuumInterval between two clearings of what was deleted, if anything was
   * @param retryPause between two attempts to reach the database
   */
  public record Settings(Duration lookInterval, Duration vacuumInterval, Duration retryPause) {
    public static final Settings DEFAULTS =
        new Settings(Duration.ofMinutes(1), Duration.ofSeconds(30), Duration.ofSeconds(5));
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
    Optional<RoomName> room = next();
    if (room.isPresent()) {
      long start = System.nanoTime();
      if (IndexWriter.update(connection, room.get(), BATCH)) {
        add(room.get(), false);
      }
      // As long as it has worked, so that it takes at most half of the engine's time.
      pause(Duration.ofNanos(System.nanoTime() - start));
    }
    if (isOver(vacuumedAt, settings.vacuumInterval()) && takeErased()) {
      vacuumedAt = System.nanoTime();
      vacuum();
    }
  }

  private static boolean isOver(long since, Duration time) {
    return System.nanoTime() - since >= time.toNanos();
  }

  /** Waits for the next room; empty when it is time to look, or it is closed. */
  private Optional<RoomName> next() {
    lock.lock();
    try {
      Duration wait = erased ? settings.vacuumInterval() : settings.lookInterval();
      long left = wait.toNanos();
      while (waiting.isEmpty() && !closed && left > 0) {
        boolean before = erased;
        left = changed.awaitNanos(left);
        left = erased == before ? left : Math.min(left, settings.vacuumInterval().toNanos());
      }
      if (closed || waiting.isEmpty()) {
        return Optional.empty();
      }
      RoomName room = waiting.iterator().next();
      waiting.remove(room);
      return Optional.of(room);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nothing interrupts the indexer", e);
    } finally {
      lock.unlock();
    }
  }

  private boolean takeErased() {
    lock.lock();
    try {
      boolean taken = erased;
      erased = false;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void vacuum() throws SQLException {
    for (String table : List.of("entry", "gram", "reaction", "kind")) {
      try (PreparedStatement vacuum =
          connection.prepareStatement("VACUUM (INDEX_CLEANUP ON) " + table)) {
        vacuum.execute();
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
    ReaderPool.close(old);
  }
}

package chat.postgres.presence;

import chat.postgres.db.ConditionWait;
import chat.postgres.db.Database;
import chat.postgres.presence.LocalPresences.Change;
import chat.postgres.presence.PresenceTable.ServerRow;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * The thread that renews this server's lease, saves its presences, and reads those of the other
 * servers: when something has changed, and once a second. It has a connection of its own.
 *
 * <p>The members of a server that is not heard of are present until its lease and a time after it
 * are over. While this server was cut off itself, it cannot know who of the others was not; then
 * all of them have as long again to renew theirs.
 */
public final class PresenceSync implements Runnable {
  private static final System.Logger LOG = System.getLogger(PresenceSync.class.getName());

  private static final Duration REMOVAL_INTERVAL = Duration.ofSeconds(30);

  private final Database database;
  private final LocalPresences local;
  private final RemotePresences remote;
  private final PresenceTable table;
  private final Runnable changedHere;
  private final Settings settings;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition awakened = lock.newCondition();
  private boolean awake;
  private boolean closed;

  // The rest is used by the thread only.
  private final Map<String, RemoteServer> servers = new HashMap<>();
  private Connection connection;
  private long renewedAt;
  private long removedAt = System.nanoTime();
  private long heldUntil = System.nanoTime();

  /**
   * Periods of the presences.
   *
   * @param interval between two renewals, and two readings where nothing has changed
   * @param lease how long a renewal counts
   * @param afterLease how long members of a server are present after its lease
   * @param afterStop how long they are after a regular stop; clients come back within that
   */
  public record Settings(
      Duration interval, Duration lease, Duration afterLease, Duration afterStop) {
    public static final Settings DEFAULTS =
        new Settings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10));
  }

  private static final class RemoteServer {
    private long version;
    private long seenAt;
    // Not known from the beginning: read all of it.
    private boolean stale = true;
  }

  /**
   * @param changedHere called when presences of this server were saved
   */
  PresenceSync(
      Database database,
      LocalPresences local,
      RemotePresences remote,
      PresenceTable table,
      Runnable changedHere,
      Settings settings) {
    this.database = database;
    this.local = local;
    this.remote = remote;
    this.table = table;
    this.changedHere = changedHere;
    this.settings = settings;
    renewedAt = System.nanoTime() - settings.interval().toNanos();
  }

  /** Something has changed, here or at another server. Returns at once. */
  void wake() {
    lock.lock();
    try {
      awake = true;
      awakened.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Saves what has changed, and leaves the members present for a while. Returns at once. */
  void close() {
    lock.lock();
    try {
      closed = true;
      awakened.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    while (awaitWork()) {
      try {
        synchronize();
      } catch (SQLException e) {
        failed(e);
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, "the presences were not synchronized", e);
        failed(new SQLException(e));
      }
    }
    leave();
    disconnect();
  }

  /** Returns false once it is closed. */
  private boolean awaitWork() {
    lock.lock();
    try {
      ConditionWait.atMost(settings.interval(), awakened, () -> awake || closed);
      awake = false;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void synchronize() throws SQLException {
    if (connection == null) {
      connection = database.connect();
    }
    if (isOver(renewedAt, settings.interval())) {
      renewAndSave();
    } else {
      save(local.takeUnsaved());
    }
    read();
    if (isOver(removedAt, REMOVAL_INTERVAL)) {
      table.removeOld(connection);
      removedAt = System.nanoTime();
    }
  }

  private static boolean isOver(long since, Duration time) {
    return System.nanoTime() - since >= time.toNanos();
  }

  private boolean renew() throws SQLException {
    boolean isUnknown = table.renew(connection, settings.lease());
    renewedAt = System.nanoTime();
    return isUnknown;
  }

  /**
   * In one transaction: a server that the database had forgotten would be seen without its members,
   * as if all of them had left.
   */
  private void renewAndSave() throws SQLException {
    connection.setAutoCommit(false);
    List<Change> changes = renew() ? local.takeAll() : local.takeUnsaved();
    try {
      if (!changes.isEmpty()) {
        table.save(connection, changes);
      }
      connection.commit();
    } catch (SQLException e) {
      local.giveBack(changes);
      throw e;
    }
    connection.setAutoCommit(true);
    if (!changes.isEmpty()) {
      changedHere.run();
    }
  }

  private void save(List<Change> changes) throws SQLException {
    if (changes.isEmpty()) {
      return;
    }
    try {
      table.save(connection, changes);
    } catch (SQLException e) {
      local.giveBack(changes);
      throw e;
    }
    changedHere.run();
  }

  private void read() throws SQLException {
    Map<String, Long> known =
        servers.entrySet().stream()
            .filter(server -> !server.getValue().stale)
            .collect(Collectors.toMap(Map.Entry::getKey, server -> server.getValue().version));
    Set<String> missing = new HashSet<>(servers.keySet());
    for (ServerRow row : table.read(connection, known, settings.afterLease())) {
      missing.remove(row.id());
      if (!row.isOver() || isHeld()) {
        update(row);
      } else if (servers.containsKey(row.id())) {
        remove(row.id());
      }
    }
    missing.forEach(this::removeIfGone);
  }

  private boolean isHeld() {
    return System.nanoTime() - heldUntil < 0;
  }

  private void update(ServerRow row) {
    RemoteServer server = servers.computeIfAbsent(row.id(), id -> new RemoteServer());
    server.seenAt = System.nanoTime();
    server.version = row.version();
    if (server.stale) {
      remote.replace(row.id(), row.changes().stream().filter(Change::present).toList());
      server.stale = false;
    } else {
      remote.apply(row.id(), row.changes());
    }
  }

  /** Without a row: a crash of the engine has taken it, and the server writes it again soon. */
  private void removeIfGone(String id) {
    RemoteServer server = servers.get(id);
    server.stale = true;
    Duration time = settings.lease().plus(settings.afterLease());
    if (isOver(server.seenAt, time) && !isHeld()) {
      remove(id);
    }
  }

  private void remove(String id) {
    servers.remove(id);
    remote.replace(id, List.of());
  }

  private void failed(SQLException e) {
    LOG.log(Level.DEBUG, "the presences wait for the database", e);
    disconnect();
    servers.values().forEach(server -> server.stale = true);
    heldUntil = System.nanoTime() + settings.lease().toNanos();
    renewedAt = System.nanoTime() - settings.interval().toNanos();
  }

  private void leave() {
    try {
      if (connection != null) {
        save(local.takeUnsaved());
        var _ = table.renew(connection, settings.afterStop().minus(settings.afterLease()));
      }
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "the database is away at the end; the lease ends by itself", e);
    }
  }

  private void disconnect() {
    Connection old = connection;
    connection = null;
    Database.close(old);
  }
}

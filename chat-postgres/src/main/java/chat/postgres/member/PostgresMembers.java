package chat.postgres.member;

import chat.core.cluster.StoreUnavailableException;
import chat.core.member.CallQueue;
import chat.core.member.MemberImport;
import chat.core.member.MemberStore;
import chat.core.member.Mention;
import chat.core.member.MentionBatch;
import chat.core.member.MentionParser;
import chat.core.member.OpenedRoom;
import chat.core.member.ReadPosition;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.postgres.db.ConditionWait;
import chat.postgres.db.ConnectionPool;
import chat.postgres.db.Database;
import chat.postgres.db.StatementRunner;
import chat.postgres.db.UninterruptibleJoin;
import chat.postgres.notice.NoticeHandler;
import chat.postgres.notice.Notices;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The store of members in tables. A thread writes what has gathered; a read writes it first, so
 * that it finds it. The commits do not wait for the disk of the database, which has them there
 * within a second. Another server is notified of changes of members that are present there.
 */
public final class PostgresMembers implements MemberStore, NoticeHandler {
  private static final System.Logger LOG = System.getLogger(PostgresMembers.class.getName());

  /** The kind of the notices about members; their field is the id. */
  static final String CHANGED = "m";

  /** 100,000 members in rooms, of which there are changes while the database is away. */
  private static final int MAX_WAITING = 100_000;

  private final StatementRunner statements;
  private final Notices notices;
  private final Predicate<String> isElsewhere;
  private final InstantSource clock;
  private final Duration gatherTime;
  private volatile Consumer<String> listener = id -> {};

  // Held during a write, so that a read does not overtake what another thread writes.
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Guarded by the lock.
  private Map<MemberChange.Key, MemberChange> waiting = new TreeMap<>();
  private boolean closed;
  private Thread thread;

  /**
   * Connects to nothing yet.
   *
   * @param isElsewhere whether a member is present at another server
   * @param clock the time of day
   * @param gatherTime between two writes
   */
  public PostgresMembers(
      Database database,
      Notices notices,
      Predicate<String> isElsewhere,
      InstantSource clock,
      Duration gatherTime) {
    statements = new StatementRunner(database);
    this.notices = notices;
    this.isElsewhere = isElsewhere;
    this.clock = clock;
    this.gatherTime = gatherTime;
  }

  private long now() {
    return clock.instant().toEpochMilli();
  }

  private long oldest() {
    return now() - LIFETIME.toMillis();
  }

  @Override
  public void visited(Member member, RoomName room) {
    Optional<String> name = Optional.of(MentionParser.key(member.name()));
    gather(member.id(), room, new MemberChange(name, Optional.empty(), now()));
  }

  @Override
  public void read(String memberId, RoomName room, ReadPosition position) {
    gather(memberId, room, new MemberChange(Optional.empty(), Optional.of(position), now()));
  }

  private void gather(String memberId, RoomName room, MemberChange change) {
    lock.lock();
    try {
      add(new MemberChange.Key(memberId, room), change);
      if (thread == null && !closed) {
        thread = Thread.ofPlatform().daemon().name("members").start(this::run);
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void add(MemberChange.Key key, MemberChange change) {
    if (waiting.size() < MAX_WAITING || waiting.containsKey(key)) {
      waiting.merge(key, change, MemberChange::then);
    }
  }

  private void run() {
    boolean open = true;
    while (open) {
      open = awaitChange();
      try {
        write();
      } catch (StoreUnavailableException e) {
        LOG.log(Level.DEBUG, "changes of members wait for the database", e);
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, "changes of members were not written", e);
      }
    }
  }

  /** Waits for a change, then for more of them; returns false when it is closed. */
  private boolean awaitChange() {
    lock.lock();
    try {
      ConditionWait.until(changed, () -> closed || !waiting.isEmpty());
      ConditionWait.atMost(gatherTime, changed, () -> closed);
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Writes what waits; where that fails, it waits on. */
  private void write() {
    writing.lock();
    try {
      Map<MemberChange.Key, MemberChange> taken = take();
      if (taken.isEmpty()) {
        return;
      }
      try {
        long oldest = oldest();
        transaction(connection -> MemberTables.write(connection, taken, oldest));
      } catch (StoreUnavailableException e) {
        putBack(taken);
        throw e;
      }
      taken.keySet().stream().map(MemberChange.Key::memberId).distinct().forEach(this::changed);
    } finally {
      writing.unlock();
    }
  }

  private Map<MemberChange.Key, MemberChange> take() {
    lock.lock();
    try {
      Map<MemberChange.Key, MemberChange> taken = waiting;
      waiting = new TreeMap<>();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void putBack(Map<MemberChange.Key, MemberChange> taken) {
    lock.lock();
    try {
      Map<MemberChange.Key, MemberChange> later = waiting;
      waiting = new TreeMap<>(taken);
      later.forEach(this::add);
    } finally {
      lock.unlock();
    }
  }

  private void transaction(MemberTables.Changes changes) {
    var _ =
        statements.run(connection -> {
          MemberTables.transaction(connection, changes);
          return true;
        });
  }

  /** Notifies this server, and the others where the member is present, or that may call a bot. */
  private void changed(String memberId) {
    listener.accept(memberId);
    if (isElsewhere.test(memberId) || CallQueue.botOf(memberId).isPresent()) {
      notices.send(CHANGED, memberId);
    }
  }

  @Override
  public void notice(String server, String[] fields) {
    if (fields[0].equals(CHANGED)) {
      listener.accept(fields[1]);
    }
  }

  /** Finds nothing: a change whose notice was lost shows with the next one. */
  @Override
  public void compare(Connection connection) {}

  private <T> T query(ConnectionPool.Task<T> task) {
    write();
    return statements.run(task);
  }

  @Override
  public void forget(String memberId, RoomName room) {
    write();
    transaction(connection -> MemberTables.forget(connection, memberId, room));
    changed(memberId);
  }

  @Override
  public List<OpenedRoom> rooms(String memberId) {
    return query(connection -> MemberTables.rooms(connection, memberId, oldest()));
  }

  @Override
  public Map<String, String> visitors(RoomName room, Collection<String> names) {
    return query(connection -> MemberTables.visitors(connection, room, names, oldest()));
  }

  @Override
  public Optional<ReadPosition> mentionedUpTo(RoomName room) {
    return query(connection -> MemberTables.mentionedUpTo(connection, room));
  }

  @Override
  public void add(MentionBatch batch) {
    write();
    transaction(connection -> MemberTables.add(connection, batch, oldest()));
    batch.added().stream().map(MentionBatch.Mentioned::memberId).distinct().forEach(this::changed);
  }

  @Override
  public List<Mention> mentions(String memberId, long before, int max) {
    return query(connection -> MemberTables.mentions(connection, memberId, before, max, oldest()));
  }

  @Override
  public void copyTo(MemberImport target) {}

  @Override
  public void removeExpired() {
    transaction(connection -> MemberTables.removeExpired(connection, oldest()));
  }

  @Override
  public void onChange(Consumer<String> newListener) {
    listener = newListener;
  }

  @Override
  public void close() {
    Thread running;
    lock.lock();
    try {
      closed = true;
      running = thread;
      changed.signal();
    } finally {
      lock.unlock();
    }
    if (running != null) {
      UninterruptibleJoin.of(running);
    }
    statements.close();
  }
}

package chat.postgres.shared;

import chat.core.cluster.StoreUnavailableException;
import chat.core.name.Member;
import chat.postgres.db.ConditionWait;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The thread that notes in the table of nicknames who has left, and renews the claims of those who
 * are present.
 */
final class NicknameUpkeep implements Runnable, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(NicknameUpkeep.class.getName());

  /** 2 min, so that some renewals may fail before a claim ends. */
  private static final Duration RENEWAL = Duration.ofMinutes(2);

  /** 1 s, because the database may be away for a minute. */
  private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

  /** 500 members at once, so that claims do not wait for long. */
  private static final int MAX_BATCH = 500;

  private final NicknameTable table;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Guarded by the lock. Those who left are as many as are present at most while the database
  // answers; while it is away, nobody can join.
  private final Set<Member> present = new HashSet<>();
  private final Map<Member, Duration> left = new LinkedHashMap<>();
  private boolean closed;

  NicknameUpkeep(NicknameTable table) {
    this.table = table;
  }

  void entered(Member member) {
    lock.lock();
    try {
      present.add(member);
      left.remove(member);
    } finally {
      lock.unlock();
    }
  }

  void exited(Member member, Duration hold) {
    lock.lock();
    try {
      present.remove(member);
      left.put(member, hold);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Ends when it is closed, after a last attempt to note who has left. */
  @Override
  public void run() {
    long renewedAt = System.nanoTime();
    boolean open = true;
    while (open) {
      open = awaitWork(renewedAt + RENEWAL.toNanos());
      try {
        noteLeft();
        if (System.nanoTime() - renewedAt >= RENEWAL.toNanos()) {
          renew();
          renewedAt = System.nanoTime();
        }
      } catch (StoreUnavailableException e) {
        pause();
      } catch (RuntimeException | Error e) {
        LOG.log(Level.ERROR, "the upkeep of the nicknames failed", e);
        pause();
      }
    }
  }

  /** Waits until a member has left, or a time; returns false when it is closed. */
  private boolean awaitWork(long until) {
    lock.lock();
    try {
      Duration remaining = Duration.ofNanos(until - System.nanoTime());
      ConditionWait.atMost(remaining, changed, () -> !left.isEmpty() || closed);
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void pause() {
    lock.lock();
    try {
      ConditionWait.atMost(RETRY_PAUSE, changed, () -> closed);
    } finally {
      lock.unlock();
    }
  }

  /** Notes who has left, and those of them who are back. */
  void noteLeft() {
    for (Map<Member, Duration> batch = nextLeft(); !batch.isEmpty(); batch = nextLeft()) {
      try {
        // All have the same hold.
        table.exit(batch.keySet(), batch.values().iterator().next());
      } catch (StoreUnavailableException e) {
        putBack(batch);
        throw e;
      }
      // They have joined while it was written that they left.
      List<Member> back = present(batch.keySet());
      if (!back.isEmpty()) {
        table.enter(back);
      }
    }
  }

  private Map<Member, Duration> nextLeft() {
    lock.lock();
    try {
      Map<Member, Duration> batch = new LinkedHashMap<>();
      var all = left.entrySet().iterator();
      while (all.hasNext() && batch.size() < MAX_BATCH) {
        var next = all.next();
        batch.put(next.getKey(), next.getValue());
        all.remove();
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private void putBack(Map<Member, Duration> batch) {
    lock.lock();
    try {
      batch.forEach((member, hold) -> {
        if (!present.contains(member)) {
          left.putIfAbsent(member, hold);
        }
      });
    } finally {
      lock.unlock();
    }
  }

  private List<Member> present(Collection<Member> members) {
    lock.lock();
    try {
      return members.stream().filter(present::contains).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Renews the claims of all who are present. */
  void renew() {
    List<Member> all;
    lock.lock();
    try {
      all = List.copyOf(present);
    } finally {
      lock.unlock();
    }
    for (int from = 0; from < all.size(); from += MAX_BATCH) {
      table.renew(all.subList(from, Math.min(from + MAX_BATCH, all.size())));
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }
}

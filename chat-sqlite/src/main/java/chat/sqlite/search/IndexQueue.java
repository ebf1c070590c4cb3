package chat.sqlite.search;

import chat.core.name.RoomName;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The rooms of which the log may have more than the index, in rounds: what is said during one round
 * is taken in at once in the next.
 */
final class IndexQueue {
  private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(250);

  /** So many times as long as it worked the indexer rests: the machine is for those who talk. */
  private static final int RESTS_WHILE_QUIET = 3;

  private static final int RESTS_WHILE_TALKING = 10;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<RoomName> round = new LinkedHashSet<>();
  private final Set<RoomName> heard = new LinkedHashSet<>();
  private boolean talking;
  private boolean woken;
  private boolean closed;

  /** Something was committed in a room. Called by the committer: does next to nothing. */
  void heard(RoomName room) {
    lock.lock();
    try {
      if (heard.isEmpty()) {
        changed.signal();
      }
      heard.add(room);
      talking = true;
    } finally {
      lock.unlock();
    }
  }

  /** There is more of a room than was taken in; the others come first. */
  void again(RoomName room) {
    lock.lock();
    try {
      round.add(room);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a room; empty when it is closed, or somebody wakes who waits. */
  Optional<RoomName> next() {
    lock.lock();
    try {
      while (round.isEmpty() && !isOver()) {
        beginRound();
      }
      if (isOver()) {
        woken = false;
        return Optional.empty();
      }
      RoomName room = round.iterator().next();
      round.remove(room);
      return Optional.of(room);
    } finally {
      lock.unlock();
    }
  }

  private boolean isOver() {
    return woken || closed;
  }

  private void beginRound() {
    while (heard.isEmpty() && !isOver()) {
      changed.awaitUninterruptibly();
    }
    pause(BETWEEN_ROUNDS);
    round.addAll(heard);
    heard.clear();
  }

  /** Waits after some work: long where something was said since the last time. */
  void rest(Duration worked) {
    lock.lock();
    try {
      int times = talking ? RESTS_WHILE_TALKING : RESTS_WHILE_QUIET;
      talking = false;
      pause(worked.multipliedBy(times));
    } finally {
      lock.unlock();
    }
  }

  private void pause(Duration time) {
    long left = time.toNanos();
    try {
      while (left > 0 && !isOver()) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    }
  }

  /** Those that are left when it is closed. */
  Set<RoomName> left() {
    lock.lock();
    try {
      Set<RoomName> left = new LinkedHashSet<>(round);
      left.addAll(heard);
      return left;
    } finally {
      lock.unlock();
    }
  }

  /** Ends one waiting. */
  void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Ends all waiting. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }
}

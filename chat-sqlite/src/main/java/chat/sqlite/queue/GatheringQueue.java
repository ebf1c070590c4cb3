package chat.sqlite.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedCollection;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;

/**
 * A bounded queue with many producers and one consumer, which takes what has gathered in one go. A
 * producer never waits: {@link #offer} returns false when the queue is full or closed.
 */
public final class GatheringQueue<T> {
  private final SequencedCollection<T> items;
  private final ToIntFunction<T> weigher;
  private final Limit capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int weight;
  private long offers;
  private boolean woken;
  private boolean closed;

  /**
   * A limit to the items in the queue, or to those that are taken at once.
   *
   * @param weight the sum over all items
   */
  public record Limit(int items, int weight) {
    public static final Limit NONE = new Limit(Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /**
   * An empty queue.
   *
   * @param items empty; a set holds equal items once
   * @param weigher gives the weight of an item, which does not change
   */
  public GatheringQueue(SequencedCollection<T> items, ToIntFunction<T> weigher, Limit capacity) {
    this.items = items;
    this.weigher = weigher;
    this.capacity = capacity;
  }

  /** A queue without a limit: the set of different items has to be bounded. */
  public static <T> GatheringQueue<T> unbounded(SequencedCollection<T> items) {
    return new GatheringQueue<>(items, item -> 0, Limit.NONE);
  }

  /** Adds an item at the end; returns false when the queue is full or closed. */
  public boolean offer(T item) {
    int more = weigher.applyAsInt(item);
    lock.lock();
    try {
      if (closed || items.size() >= capacity.items() || weight + more > capacity.weight()) {
        return false;
      }
      if (items.isEmpty()) {
        changed.signal();
      }
      if (items.add(item)) {
        weight += more;
      }
      offers++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for items and takes them from the front: one at least, then as many as the limit allows.
   *
   * @return empty when the queue is closed and nothing is left, or the consumer was woken
   */
  public List<T> take(Limit limit) {
    lock.lock();
    try {
      awaitLocked();
      return takeLocked(limit);
    } finally {
      lock.unlock();
    }
  }

  /** The same, but waits for so long at most; empty also when nothing came. */
  public List<T> take(Limit limit, Duration timeout) {
    lock.lock();
    try {
      awaitLocked(timeout, () -> !items.isEmpty());
      return takeLocked(limit);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the condition holds, the queue is closed, or the consumer is woken. */
  private void awaitLocked(Duration timeout, BooleanSupplier condition) {
    try {
      long left = timeout.toNanos();
      while (left > 0 && !condition.getAsBoolean() && !closed && !woken) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nothing interrupts the consumer of a queue", e);
    }
  }

  private List<T> takeLocked(Limit limit) {
    // Allocated before anything is removed: without memory nothing is lost.
    List<T> taken = new ArrayList<>(Math.min(items.size(), limit.items()));
    int takenWeight = 0;
    while (!items.isEmpty() && taken.size() < limit.items() && takenWeight < limit.weight()) {
      T item = items.removeFirst();
      taken.add(item);
      takenWeight += weigher.applyAsInt(item);
    }
    weight -= takenWeight;
    return taken;
  }

  /** Waits until there is an item, the queue is closed, or the consumer is woken. */
  public void await() {
    lock.lock();
    try {
      awaitLocked();
    } finally {
      lock.unlock();
    }
  }

  private void awaitLocked() {
    while (items.isEmpty() && !closed && !woken) {
      changed.awaitUninterruptibly();
    }
  }

  /** Takes all items without waiting. */
  public List<T> drain() {
    lock.lock();
    try {
      List<T> all = List.copyOf(items);
      items.clear();
      weight = 0;
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a time; returns early when the queue is closed or the consumer is woken. */
  public void pause(Duration time) {
    lock.lock();
    try {
      awaitLocked(time, () -> false);
    } finally {
      lock.unlock();
    }
  }

  /** How many items were offered so far, equal ones included. */
  public long offers() {
    lock.lock();
    try {
      return offers;
    } finally {
      lock.unlock();
    }
  }

  /** Ends one wait of the consumer, the present one or the next. */
  public void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Whether the consumer was woken since the last call, or the queue is closed. */
  public boolean pollWoken() {
    lock.lock();
    try {
      boolean result = woken || closed;
      woken = false;
      return result;
    } finally {
      lock.unlock();
    }
  }

  /** How many items are in the queue. */
  public int size() {
    lock.lock();
    try {
      return items.size();
    } finally {
      lock.unlock();
    }
  }

  public boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Refuses further items and ends all waits; the items that are left can still be taken. */
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

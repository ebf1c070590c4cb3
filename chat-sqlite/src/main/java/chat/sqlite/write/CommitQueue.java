package chat.sqlite.write;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits to be committed. Whoever brings something never waits: when too much does already, it
 * is turned away.
 */
public final class CommitQueue {
  /**
   * A limit to what waits, or to what is taken at once.
   *
   * @param chars of memory, see {@link Submission#weight}
   */
  public record Limit(int submissions, int chars) {}

  /** A disk that hangs for some seconds turns nobody away yet. */
  public static final Limit WAITING = new Limit(65_536, 32_000_000);

  /** A long queue is heard in pieces that a quick connection can keep up with. */
  static final Limit AT_ONCE = new Limit(4_096, 1_000_000);

  private final Limit limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Submission> waiting = new ArrayDeque<>();
  private int weight;
  private boolean closed;

  public CommitQueue(Limit limit) {
    this.limit = limit;
  }

  /** False when too much waits, or the log is closed. */
  public boolean offer(Submission submission) {
    int more = submission.weight();
    lock.lock();
    try {
      if (closed || waiting.size() >= limit.submissions() || weight + more > limit.chars()) {
        return false;
      }
      if (waiting.isEmpty()) {
        changed.signal();
      }
      waiting.add(submission);
      weight += more;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is something; empty once it is closed and nothing is left. */
  List<Submission> take() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      List<Submission> taken = new ArrayList<>();
      int takenWeight = 0;
      while (!waiting.isEmpty()
          && taken.size() < AT_ONCE.submissions()
          && takenWeight < AT_ONCE.chars()) {
        taken.add(waiting.remove());
        takenWeight += taken.getLast().weight();
      }
      weight -= takenWeight;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more is taken in; what waits can still be taken out. */
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

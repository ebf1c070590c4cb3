package chat.postgres.log;

import chat.postgres.db.ConditionWait;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The submissions that wait for the committer, which takes what has gathered in one go. */
public final class CommitQueue {
  /** 65,536 drafts and 32,000,000 characters: an engine that is away for a minute fits. */
  static final int MAX_WAITING = 65_536;

  private static final int MAX_WEIGHT = 32_000_000;

  /** 1,024 drafts at once, because the rooms of a batch are locked as long as it takes. */
  private static final int MAX_BATCH = 1_024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Submission> waiting = new ArrayDeque<>();
  private int weight;
  private boolean closed;

  /** Adds a submission; returns false when too much waits, or the queue is closed. */
  boolean offer(Submission submission) {
    lock.lock();
    try {
      if (closed || waiting.size() >= MAX_WAITING || weight + submission.weight() > MAX_WEIGHT) {
        return false;
      }
      weight += submission.weight();
      waiting.add(submission);
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next batch; empty when nothing came in time, or it is closed and empty. */
  List<Submission> take(Duration timeout) {
    lock.lock();
    try {
      ConditionWait.atMost(timeout, changed, () -> !waiting.isEmpty() || closed);
      List<Submission> batch = new ArrayList<>();
      while (batch.size() < MAX_BATCH && !waiting.isEmpty()) {
        Submission next = waiting.remove();
        weight -= next.weight();
        batch.add(next);
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a time; returns early when the queue is closed meanwhile. */
  void pause(Duration time) {
    lock.lock();
    try {
      boolean before = closed;
      ConditionWait.atMost(time, changed, () -> closed != before);
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

  /** Refuses further submissions; those that wait are still committed. */
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

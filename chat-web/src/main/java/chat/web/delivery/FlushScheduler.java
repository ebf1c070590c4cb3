package chat.web.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes the outboxes that wait for a stream to grow. A flush takes the whole list of them at once.
 *
 * <p>Messages are flushed at once. Joins and leaves are batched, at most one flush in the interval,
 * unless a message or the small number of readers lets them through.
 */
final class FlushScheduler {
  /** With at most this many readers a flush for one join costs next to nothing. */
  static final int FEW_READERS = 100;

  // Outboxes of closed connections stay on the list until the next flush: after this many of them
  // there is one, even if nothing was appended.
  private static final int MAX_EXITS = 256;

  private final FrameLog log;
  private final long interval;
  private final AtomicReference<Outbox> waiting = new AtomicReference<>();
  private final AtomicInteger exits = new AtomicInteger();
  private final AtomicBoolean isScheduled = new AtomicBoolean();
  private volatile long flushedTo;
  private volatile long flushedAt;
  private volatile long urgentTo;

  FlushScheduler(FrameLog log, Duration interval) {
    this.log = log;
    this.interval = interval.toNanos();
    flushedAt = System.nanoTime() - this.interval;
  }

  /** Wakes {@code outbox} once, soon after the next append. */
  void await(Outbox outbox) {
    Outbox head;
    do {
      head = waiting.get();
      outbox.nextWaiting = head;
    } while (!waiting.compareAndSet(head, outbox));
  }

  /** The log up to its present end must not be delayed. */
  void urgent() {
    urgentTo = log.end();
  }

  /** A reader is gone, and its outbox may be on the list. */
  void exited() {
    exits.incrementAndGet();
  }

  /** Flushes what was appended, now or at the end of the interval. */
  void flush(int readers) {
    long end = log.end();
    if (flushedTo == end && exits.get() < MAX_EXITS) {
      // Nothing new: waking all outboxes ten times a second kept 10,000 idle connections busy.
      return;
    }
    long delay = flushedAt + interval - System.nanoTime();
    if (delay > 0 && flushedTo >= urgentTo && readers > FEW_READERS) {
      flushIn(delay);
    } else {
      flushTo(end);
    }
  }

  private void flushIn(long nanos) {
    if (isScheduled.compareAndSet(false, true)) {
      Thread.startVirtualThread(() -> {
        LockSupport.parkNanos(nanos);
        isScheduled.set(false);
        flushTo(log.end());
      });
    }
  }

  private void flushTo(long end) {
    flushedTo = end;
    flushedAt = System.nanoTime();
    exits.set(0);
    Outbox next = waiting.get() == null ? null : waiting.getAndSet(null);
    while (next != null) {
      Outbox outbox = next;
      next = outbox.nextWaiting;
      outbox.nextWaiting = null;
      outbox.wake();
    }
  }
}

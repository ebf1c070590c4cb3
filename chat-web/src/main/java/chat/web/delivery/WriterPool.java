package chat.web.delivery;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Those who write for everybody: virtual threads that go from one outbox with something in it to
 * the next. As long as somebody is still to be visited, one courier stands ready who has not set
 * out: so a free processor joins in, and where one gets stuck with a peer that takes nothing,
 * another goes on with the rest.
 *
 * <p>A thread for each connection and message costs a third of what its write costs.
 */
public final class WriterPool {
  private static final ThreadFactory THREADS =
      Thread.ofVirtual().name("courier").inheritInheritableThreadLocals(false).factory();

  private final Queue<Outbox> due = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean ready = new AtomicBoolean();

  /** Somebody will visit {@code outbox}, in its turn. */
  void send(Outbox outbox) {
    due.add(outbox);
    standReady();
  }

  private void standReady() {
    if (!ready.get() && ready.compareAndSet(false, true)) {
      THREADS.newThread(this::goRound).start();
    }
  }

  // Whoever sets out lets those go first who have something to say: what they say goes into the
  // same writes. Nothing depends on it.
  @SuppressWarnings("ThreadPriorityCheck")
  private void goRound() {
    Thread.yield();
    ready.set(false);
    for (Outbox next = due.poll(); next != null; next = due.poll()) {
      if (!due.isEmpty()) {
        standReady();
      }
      if (next.visit()) {
        // Not at once: the others come first.
        due.add(next);
      }
    }
  }
}

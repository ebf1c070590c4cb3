package chat.web.delivery;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A pool of virtual threads that drain outboxes. While an outbox is due, one more writer is about
 * to start: so a free processor joins in, and when a writer is stuck with a client that does not
 * read, the next one goes on with the rest.
 *
 * <p>One thread for each connection and message would add a third to the cost of the write.
 */
public final class WriterPool {
  private static final ThreadFactory THREADS =
      Thread.ofVirtual().name("writer").inheritInheritableThreadLocals(false).factory();

  /** 2 buffers for each processor, because a writer may wait while it has one. */
  private static final int BUFFERS = 2 * Runtime.getRuntime().availableProcessors();

  private final WriteBuffers buffers;
  private final Executor threads;
  private final Queue<Outbox> due = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isStarting = new AtomicBoolean();

  public WriterPool(DeliverySettings settings) {
    this(settings, writer -> THREADS.newThread(writer).start());
  }

  WriterPool(DeliverySettings settings, Executor threads) {
    buffers = new WriteBuffers(settings.largestWrite(), BUFFERS);
    this.threads = threads;
  }

  WriteBuffers buffers() {
    return buffers;
  }

  /** Lets a writer drain {@code outbox}, in its turn. */
  void submit(Outbox outbox) {
    due.add(outbox);
    startWriter();
  }

  private void startWriter() {
    if (!isStarting.get() && isStarting.compareAndSet(false, true)) {
      threads.execute(this::run);
    }
  }

  // Yields first, so that more messages go into the same writes. Nothing depends on it.
  @SuppressWarnings("ThreadPriorityCheck")
  private void run() {
    Thread.yield();
    isStarting.set(false);
    for (Outbox next = due.poll(); next != null; next = due.poll()) {
      if (!due.isEmpty()) {
        startWriter();
      }
      if (next.drain()) {
        // To the end of the queue: the other outboxes come first.
        due.add(next);
      }
    }
  }
}

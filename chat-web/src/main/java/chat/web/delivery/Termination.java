package chat.web.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Ends an outbox once: interrupts its writer, which may be stuck in a write, and the reader of its
 * connection, which may wait for a silent client.
 *
 * <p>An interrupt closes the socket that its thread writes to. It must reach a writer while it
 * drains this outbox, and must not stay with it: a moment later it writes for another connection.
 */
final class Termination {
  // Set to null, and interrupted, under the monitor.
  private final AtomicReference<Thread> writer = new AtomicReference<>();
  private volatile Thread reader;
  private volatile boolean begun;
  private volatile boolean done;

  /** Whether nothing more is to be written. */
  boolean hasBegun() {
    return begun;
  }

  /** Sets the thread to interrupt at the end, because it may wait for a silent client. */
  void setReader(Thread connectionReader) {
    reader = connectionReader;
  }

  /** Interrupts the reader and the writer. Returns false if the end had begun before. */
  boolean begin() {
    if (!beginAndInterruptWriter()) {
      return false;
    }
    interrupt(reader);
    return true;
  }

  private synchronized boolean beginAndInterruptWriter() {
    boolean first = !begun;
    begun = true;
    interrupt(writer.get());
    return first;
  }

  private static void interrupt(Thread thread) {
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** The calling thread is the writer from now on. */
  void writeStarted() {
    writer.set(Thread.currentThread());
  }

  /**
   * The calling thread is not interrupted for this outbox any more, nor takes an interrupt along.
   */
  synchronized void writeEnded() {
    // In one step, because the next writer may come at any time: an idle outbox is given up before.
    writer.compareAndSet(Thread.currentThread(), null);
    var _ = Thread.interrupted();
    if (begun || done) {
      notifyAll();
    }
  }

  /** The close frame is written: nothing follows, but the client's answer may still come. */
  void closeWritten() {
    done = true;
  }

  /** A write failed. */
  void writeFailed() {
    begun = true;
  }

  /** Nothing is written any more: its reader can end, too. */
  synchronized void finish() {
    done = true;
    notifyAll();
    interrupt(reader);
  }

  /** Called by the reader: begins the end and waits until no writer is here, but not longer. */
  void endByReader(Duration timeout) {
    reader = null;
    var _ = beginAndInterruptWriter();
    await(() -> writer.get() == null, timeout);
  }

  /** Waits until the close frame is written or cannot be, but not longer. */
  void awaitDone(Duration timeout) {
    await(() -> done, timeout);
  }

  private synchronized void await(BooleanSupplier condition, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      for (long left = timeout.toNanos();
          left > 0 && !condition.getAsBoolean();
          left = deadline - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

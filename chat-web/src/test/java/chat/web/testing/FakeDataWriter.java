package chat.web.testing;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Semaphore;

/** A socket for an outbox: keeps what is written, blocks, or fails. */
public final class FakeDataWriter implements DataWriter {
  private static final int ALL = Integer.MAX_VALUE;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Semaphore takes = new Semaphore(ALL);
  private volatile Runnable beforeWrite = () -> {};
  private boolean broken;
  private int writes;

  /** From now on takes nothing: a write waits. */
  public void stall() {
    takes.drainPermits();
  }

  public void flow() {
    takes.release(ALL);
  }

  /** From now on a write fails. */
  public synchronized void snap() {
    broken = true;
  }

  /** From now on runs {@code action} in the writer's thread, just before it writes. */
  public void beforeWrite(Runnable action) {
    beforeWrite = action;
  }

  @Override
  public void writeNow(BufferData buffer) {
    beforeWrite.run();
    try {
      takes.acquire();
    } catch (InterruptedException e) {
      // As a socket does.
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new java.nio.channels.ClosedByInterruptException());
    }
    take(buffer);
  }

  private synchronized void take(BufferData buffer) {
    if (broken) {
      throw new UncheckedIOException(new java.io.IOException("broken pipe"));
    }
    written.writeBytes(buffer.readBytes());
    writes++;
  }

  public synchronized List<ServerFrame> frames() {
    return ServerFrame.all(written.toByteArray());
  }

  public List<String> texts() {
    return frames().stream().filter(ServerFrame::isText).map(ServerFrame::text).toList();
  }

  public synchronized int writes() {
    return writes;
  }

  @Override
  public void write(BufferData buffer) {
    writeNow(buffer);
  }

  @Override
  public void write(BufferData... buffers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void writeNow(BufferData... buffers) {
    throw new UnsupportedOperationException();
  }
}

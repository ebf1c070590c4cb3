package chat.web.testing;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Semaphore;

/** A fake socket for an outbox: records the frames written, blocks, or fails. */
public final class FakeDataWriter implements DataWriter {
  private static final int UNLIMITED = Integer.MAX_VALUE;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final Semaphore writePermits = new Semaphore(UNLIMITED);
  private volatile Runnable beforeWrite = () -> {};
  private boolean failing;
  private int writes;

  /** From now on each write blocks, as on a full socket. */
  public void block() {
    writePermits.drainPermits();
  }

  public void unblock() {
    writePermits.release(UNLIMITED);
  }

  /** From now on each write throws. */
  public synchronized void failWrites() {
    failing = true;
  }

  /** Runs {@code action} in the writer's thread before each further write. */
  public void beforeWrite(Runnable action) {
    beforeWrite = action;
  }

  @Override
  public void writeNow(BufferData buffer) {
    beforeWrite.run();
    try {
      writePermits.acquire();
    } catch (InterruptedException e) {
      // A socket throws this, too, when its writer is interrupted.
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new java.nio.channels.ClosedByInterruptException());
    }
    record(buffer);
  }

  private synchronized void record(BufferData buffer) {
    if (failing) {
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

package chat.web.delivery;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;

/**
 * Writes to a connection's socket and records when a write began, so that the monitor can detect a
 * stuck one.
 */
final class TimedWriter {
  private final DataWriter socket;
  private volatile boolean writing;
  private volatile long wroteAt = System.nanoTime();

  TimedWriter(DataWriter socket) {
    this.socket = socket;
  }

  void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  /** Writes at once, and returns when the kernel has taken all of it. */
  void write(byte[] bytes, int offset, int length) {
    wroteAt = System.nanoTime();
    writing = true;
    socket.writeNow(BufferData.createReadOnly(bytes, offset, length));
    writing = false;
  }

  /** When the last write began, by {@link System#nanoTime}. */
  long wroteAt() {
    return wroteAt;
  }

  /** Whether a write is under way. */
  boolean isWriting() {
    return writing;
  }
}

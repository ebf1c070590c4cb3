package chat.web.delivery;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Joins two pieces into one write. A few buffers are used again, because in a busy room nearly
 * every write joins a client's own frames and the room's, and new arrays would be a third of all
 * garbage. A buffer is free again when its write returns, because the kernel has all bytes then.
 * While writes that hang have them, others join in new arrays. Safe for many threads.
 */
final class WriteBuffers {
  private final int size;
  private final AtomicReferenceArray<byte[]> free;
  private final AtomicInteger toCreate;

  /**
   * @param size of a buffer in bytes, the most that one write takes
   * @param count of the buffers, each created when it is first needed
   */
  WriteBuffers(int size, int count) {
    this.size = size;
    free = new AtomicReferenceArray<>(count);
    toCreate = new AtomicInteger(count);
  }

  /** The size of a buffer in bytes. */
  int size() {
    return size;
  }

  /** Writes both pieces at once; together they are not longer than a buffer. */
  void write(TimedWriter socket, byte[] first, byte[] second, int offset, int length) {
    int both = first.length + length;
    byte[] buffer = take();
    byte[] joined = buffer == null ? new byte[both] : buffer;
    System.arraycopy(first, 0, joined, 0, first.length);
    System.arraycopy(second, offset, joined, first.length, length);
    try {
      socket.write(joined, 0, both);
    } finally {
      if (buffer != null) {
        release(buffer);
      }
    }
  }

  /** A buffer that nobody uses, or null. */
  private byte[] take() {
    for (int i = 0; i < free.length(); i++) {
      if (free.get(i) != null) {
        byte[] taken = free.getAndSet(i, null);
        if (taken != null) {
          return taken;
        }
      }
    }
    return toCreate.get() > 0 && toCreate.getAndDecrement() > 0 ? new byte[size] : null;
  }

  private void release(byte[] buffer) {
    for (int i = 0; i < free.length(); i++) {
      if (free.compareAndSet(i, null, buffer)) {
        return;
      }
    }
  }
}

package chat.web.delivery;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A lock-free queue of frames for one connection alone. Any thread may add. */
final class DirectQueue {
  private static final byte[] NOTHING = {};
  private static final VarHandle LATEST = field("latest", Frame.class);
  private static final VarHandle BYTES = field("bytes", int.class);

  // A linked list, the latest frame first.
  private volatile Frame latest;
  private volatile int bytes;

  private static final class Frame {
    final byte[] bytes;
    final Frame previous;

    Frame(byte[] bytes, Frame previous) {
      this.bytes = bytes;
      this.previous = previous;
    }
  }

  private static VarHandle field(String name, Class<?> type) {
    try {
      return MethodHandles.lookup().findVarHandle(DirectQueue.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The number of bytes in the queue. */
  int bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return latest == null;
  }

  /** Adds a frame, or drops it and returns false if the queue would exceed {@code maxBytes}. */
  boolean add(byte[] frame, int maxBytes) {
    if ((int) BYTES.getAndAdd(this, frame.length) + frame.length > maxBytes) {
      return false;
    }
    Frame previous;
    do {
      previous = latest;
    } while (!LATEST.compareAndSet(this, previous, new Frame(frame, previous)));
    return true;
  }

  /** Takes all frames out, joined in the order in which they were added. */
  byte[] take() {
    if (isEmpty()) {
      return NOTHING;
    }
    Frame last = (Frame) LATEST.getAndSet(this, null);
    int length = 0;
    for (Frame frame = last; frame != null; frame = frame.previous) {
      length += frame.bytes.length;
    }
    byte[] frames = new byte[length];
    int at = length;
    for (Frame frame = last; frame != null; frame = frame.previous) {
      at -= frame.bytes.length;
      System.arraycopy(frame.bytes, 0, frames, at, frame.bytes.length);
    }
    BYTES.getAndAdd(this, -length);
    return frames;
  }
}

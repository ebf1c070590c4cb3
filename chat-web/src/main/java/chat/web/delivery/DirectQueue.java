package chat.web.delivery;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Frames for one connection alone, in the order in which they were added. Any thread may add. */
final class DirectQueue {
  private static final byte[] NOTHING = {};
  private static final VarHandle LATEST = field("latest", Frame.class);
  private static final VarHandle BYTES = field("bytes", int.class);

  // The latest first.
  private volatile Frame latest;
  private volatile int bytes;

  private static final class Frame {
    final byte[] bytes;
    final Frame before;

    Frame(byte[] bytes, Frame before) {
      this.bytes = bytes;
      this.before = before;
    }
  }

  private static VarHandle field(String name, Class<?> type) {
    try {
      return MethodHandles.lookup().findVarHandle(DirectQueue.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** How many bytes wait. */
  int bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return latest == null;
  }

  /** False, and the frame is dropped, where more than so many bytes would wait. */
  boolean add(byte[] frame, int most) {
    if ((int) BYTES.getAndAdd(this, frame.length) + frame.length > most) {
      return false;
    }
    Frame before;
    do {
      before = latest;
    } while (!LATEST.compareAndSet(this, before, new Frame(frame, before)));
    return true;
  }

  /** Takes all of them out, one after the other. */
  byte[] take() {
    if (isEmpty()) {
      return NOTHING;
    }
    Frame last = (Frame) LATEST.getAndSet(this, null);
    int length = 0;
    for (Frame each = last; each != null; each = each.before) {
      length += each.bytes.length;
    }
    byte[] frames = new byte[length];
    int at = length;
    for (Frame each = last; each != null; each = each.before) {
      at -= each.bytes.length;
      System.arraycopy(each.bytes, 0, frames, at, each.bytes.length);
    }
    BYTES.getAndAdd(this, -length);
    return frames;
  }
}

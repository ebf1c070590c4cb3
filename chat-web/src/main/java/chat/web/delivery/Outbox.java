package chat.web.delivery;

import chat.web.delivery.RoomStream.Position;
import chat.web.delivery.RoomStream.Segment;
import chat.web.metrics.DisconnectReason;
import chat.web.metrics.LatencySample;
import chat.web.metrics.ServerMetrics;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import java.io.ByteArrayOutputStream;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * What one connection is still to be sent: its position in the room's stream, and what is for it
 * alone. A {@linkplain WriterPool courier} writes all that waits in one go; there is one here at a
 * time, and only while something waits.
 *
 * <p>It ends exactly once, for one of four reasons: its close frame is written; a write failed; it
 * was {@linkplain #cut cut}; the connection's reader ended it.
 */
public final class Outbox {
  private static final System.Logger LOG = System.getLogger(Outbox.class.getName());

  /** A connection this many bytes behind is cut. */
  static final int MOST_BEHIND = 1 << 20;

  private static final int LARGEST_WRITE = RoomStream.LARGEST_SEGMENT;
  private static final VarHandle STATE = field("state", int.class);
  private static final VarHandle CLOSING = field("closing", byte[].class);

  // Whether a courier is here or on its way, and whether it has to look again before it goes.
  private static final int IDLE = 0;
  private static final int ACTIVE = 1;
  private static final int CALLED = 2;

  private final WriterPool couriers;
  private final DataWriter socket;
  private final int mostBehind;
  private final ServerMetrics tally;
  // The courier that is here; set to null, and interrupted, under this outbox's monitor.
  private volatile Thread writer;
  private volatile Thread reader;
  private volatile RoomStream stream;

  // The courier's: how far it has come, and what goes before the stream.
  private Segment segment;
  private int offset;
  private final Queue<byte[]> opening = new ArrayDeque<>(2);

  // The list of those who wait for the stream; only while `listed`, and then the stream's.
  Outbox nextWaiting;
  private volatile boolean listed;

  private final DirectQueue aside = new DirectQueue();
  private volatile byte[] closing;

  private volatile int state = ACTIVE;
  private volatile boolean refused;
  private volatile boolean ended;
  private volatile boolean done;

  // For the watch.
  private volatile long position;
  private volatile boolean writing;
  private volatile long wroteAt = System.nanoTime();
  private volatile long closedAt;

  // Set by the watch, now and then: a plain field, as it does not matter when the writer sees it.
  private LatencySample probe;

  /**
   * @param mostBehind so many bytes may wait, the opening aside
   */
  public Outbox(WriterPool couriers, DataWriter socket, int mostBehind, ServerMetrics tally) {
    this.couriers = couriers;
    this.socket = socket;
    this.mostBehind = mostBehind;
    this.tally = tally;
  }

  private static VarHandle field(String name, Class<?> type) {
    try {
      return MethodHandles.lookup().findVarHandle(Outbox.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Takes the position in the stream from which on everything is written. Before the start. */
  public void at(RoomStream newStream, Position start) {
    stream = newStream;
    segment = start.segment();
    offset = start.offset();
    position = segment.start + offset;
  }

  /**
   * Begins to write.
   *
   * @param first frames that go before everything else; they do not count as being behind
   */
  public void start(Collection<byte[]> first) {
    opening.addAll(first);
    couriers.send(this);
  }

  /**
   * Begins to write and ends at once: a connection that has no opening gets a close frame, and
   * nothing of the stream, of which it could not know what goes before. In place of the start.
   */
  public void refuse(int code) {
    close(code);
    refused = true;
    couriers.send(this);
  }

  /** Who is interrupted when the outbox ends, because it may wait for a peer that says nothing. */
  public void readBy(Thread connectionReader) {
    reader = connectionReader;
  }

  /** Puts a frame for this connection alone in line; cuts a connection that lets them pile up. */
  public void offer(byte[] frame) {
    if (ended || closing != null) {
      return;
    }
    if (!aside.add(frame, mostBehind)) {
      cut(DisconnectReason.ANSWERS_PILE_UP);
      return;
    }
    call();
  }

  /** Writes what waits, then a close frame as the last one. Only the first close counts. */
  public void close(int code) {
    if (CLOSING.compareAndSet(this, null, FrameEncoder.close(code))) {
      closedAt = System.nanoTime();
      call();
    }
  }

  public boolean isClosing() {
    return closing != null || ended;
  }

  /** Ends the connection at once, from any thread: no close frame, what waits is dropped. */
  public void cut(DisconnectReason why) {
    if (ended) {
      return;
    }
    LOG.log(Level.DEBUG, "a connection is cut: {0}", why);
    tally.cut(why);
    ended = true;
    interruptWriter();
    interrupt(reader);
  }

  /**
   * An interrupt ends a write that is stuck and closes the socket. The courier is held back as long
   * as that takes: a moment later it writes for somebody else.
   */
  private synchronized void interruptWriter() {
    interrupt(writer);
  }

  private static void interrupt(Thread thread) {
    if (thread != null) {
      thread.interrupt();
    }
  }

  /**
   * Ends the outbox and waits until nobody writes, at most so long. Called by the connection's
   * reader, last of all: while a write is under way the socket must not be closed by anybody else.
   */
  public void end(Duration patience) {
    reader = null;
    ended = true;
    interruptWriter();
    await(() -> writer == null, patience);
  }

  /** Waits until the close frame is written or cannot be, at most so long. */
  public void awaitEnd(Duration patience) {
    await(() -> done, patience);
  }

  private synchronized void await(BooleanSupplier condition, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      for (long left = patience.toNanos();
          left > 0 && !condition.getAsBoolean();
          left = deadline - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The stream has something new, and has taken this outbox off its list. */
  void taken() {
    listed = false;
    call();
  }

  /** Sees to it that a courier looks at what waits, from now on or once more. */
  private void call() {
    int before = state;
    while (before != CALLED) {
      if (STATE.compareAndSet(this, before, before == IDLE ? ACTIVE : CALLED)) {
        if (before == IDLE) {
          couriers.send(this);
        }
        return;
      }
      before = state;
    }
  }

  /**
   * Writes what waits. By the courier whose turn it is.
   *
   * @return whether it is to be visited once more, because something new waits already
   */
  boolean visit() {
    writer = Thread.currentThread();
    try {
      writeOpening();
      boolean more = writeAll();
      if (!ended) {
        return more;
      }
    } catch (Throwable e) {
      // Whatever it is, the courier has to go on to the others.
      LOG.log(Level.TRACE, "a write failed", e);
      ended = true;
    } finally {
      leave();
    }
    finish();
    return false;
  }

  /** From now on the courier is not to be interrupted for what is the matter here. */
  private synchronized void leave() {
    // The next one may be here already: when nothing waits, the place is given up before this.
    if (writer == Thread.currentThread()) {
      writer = null;
    }
    var _ = Thread.interrupted();
    if (ended || done) {
      notifyAll();
    }
  }

  private synchronized void finish() {
    done = true;
    notifyAll();
    interrupt(reader);
  }

  private void writeOpening() {
    var gathered = new ByteArrayOutputStream();
    for (byte[] frame = opening.poll(); frame != null && !ended; frame = opening.poll()) {
      gathered.writeBytes(frame);
      if (opening.isEmpty() || gathered.size() + opening.peek().length > LARGEST_WRITE) {
        write(gathered.toByteArray());
        gathered.reset();
      }
    }
  }

  /** Whether something new waits: the courier does not stay as long as others keep talking. */
  private boolean writeAll() {
    boolean wrote = false;
    while (!ended) {
      // Read before looking: what was said before the close goes before the close.
      byte[] last = closing;
      if (!refused && waits()) {
        if (wrote) {
          return true;
        }
        writeWaiting();
        wrote = true;
      } else if (last != null) {
        write(last);
        done = true;
        return false;
      } else if (mayGo()) {
        return false;
      }
    }
    return false;
  }

  private boolean waits() {
    return !aside.isEmpty() || available() > 0;
  }

  /** Whether nothing waits; then the next who has something calls a courier. */
  private boolean mayGo() {
    if (!listed) {
      listed = true;
      stream.await(this);
    }
    if (available() > 0) {
      return false;
    }
    if (STATE.compareAndSet(this, ACTIVE, IDLE)) {
      return true;
    }
    // Called meanwhile: looks again.
    state = ACTIVE;
    return false;
  }

  /** Writes what waits in as few writes as can be. */
  private void writeWaiting() {
    byte[] alone = aside.take();
    int shared = available();
    if (shared > 0 && alone.length > 0 && alone.length + shared <= LARGEST_WRITE) {
      byte[] both = new byte[alone.length + shared];
      System.arraycopy(alone, 0, both, 0, alone.length);
      System.arraycopy(segment.bytes, offset, both, alone.length, shared);
      write(both);
    } else {
      if (alone.length > 0) {
        write(alone);
      }
      if (shared > 0) {
        write(segment.bytes, offset, shared);
      }
    }
    offset += shared;
    position = segment.start + offset;
    LatencySample asked = probe;
    if (asked != null) {
      report(asked);
    }
  }

  /**
   * How much of the stream can be written at once; steps into the next segment at the end of one.
   */
  private int available() {
    int ready = segment.filled - offset;
    if (ready > 0) {
      return ready;
    }
    Segment next = segment.next;
    if (next == null) {
      return 0;
    }
    // Once there is a next segment, this one is full for good; only now is `filled` final.
    ready = segment.filled - offset;
    if (ready > 0) {
      return ready;
    }
    segment = next;
    offset = 0;
    return segment.filled;
  }

  /** Tells the tally how long it took until what was appended is written. */
  private void report(LatencySample asked) {
    if (asked.isBehind(position)) {
      probe = null;
      asked.report(tally);
    }
  }

  private void write(byte[] bytes) {
    write(bytes, 0, bytes.length);
  }

  private void write(byte[] bytes, int from, int length) {
    wroteAt = System.nanoTime();
    writing = true;
    socket.writeNow(BufferData.createReadOnly(bytes, from, length));
    writing = false;
  }

  /** Whether more waits than may. */
  public boolean isTooFarBehind() {
    return behind() > mostBehind;
  }

  /** Measures one delivery: the next append to the stream until it is written here. */
  public void measure() {
    RoomStream from = stream;
    if (from != null && (probe == null || !probe.isUnderWay())) {
      // In this order: once the stream has it, the writer must know of it, too.
      probe = new LatencySample();
      from.beginWithNext(probe);
    }
  }

  /** How many bytes wait, the opening aside. */
  long behind() {
    RoomStream from = stream;
    return aside.bytes() + (from == null ? 0 : from.end() - position);
  }

  /** When the last write began, by {@link System#nanoTime}. */
  public long wroteAt() {
    return wroteAt;
  }

  /** Whether a write is under way. */
  public boolean isWriting() {
    return writing;
  }

  /** When it was asked to close, by {@link System#nanoTime}; 0 when it was not. */
  public long closedAt() {
    return closedAt;
  }
}

package chat.web;

import chat.web.RoomStream.Position;
import chat.web.RoomStream.Segment;
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
import java.util.concurrent.ThreadFactory;

/**
 * What one connection is still to be sent: its position in the room's stream, and what is for it
 * alone. One virtual thread writes all that waits in one go; nobody else writes. There is such a
 * thread only while something waits: an idle connection costs no stack, and starting one costs no
 * more than waking one.
 *
 * <p>It ends exactly once, for one of four reasons: its close frame is written; a write failed; it
 * was {@linkplain #cut cut}; the connection's reader ended it.
 */
final class Outbox {
  private static final System.Logger LOG = System.getLogger(Outbox.class.getName());

  /** A connection this many bytes behind is cut. */
  static final int MOST_BEHIND = 1 << 20;

  private static final int LARGEST_WRITE = RoomStream.LARGEST_SEGMENT;
  private static final VarHandle OWN = field("own", Own.class);
  private static final VarHandle OWN_BYTES = field("ownBytes", int.class);
  private static final VarHandle STATE = field("state", int.class);
  private static final VarHandle CLOSING = field("closing", byte[].class);

  // Whether there is a writer, and whether it has to look again before it goes.
  private static final int IDLE = 0;
  private static final int ACTIVE = 1;
  private static final int CALLED = 2;

  private static final ThreadFactory WRITERS =
      Thread.ofVirtual().name("outbox").inheritInheritableThreadLocals(false).factory();

  private final DataWriter socket;
  private final int mostBehind;
  private final Tally tally;
  private volatile Thread writer;
  private volatile Thread reader;
  private volatile RoomStream stream;

  // The writer's own: where it is, and what goes before the stream.
  private Segment segment;
  private int offset;
  private final Queue<byte[]> opening = new ArrayDeque<>(2);

  // The list of those who wait for the stream; only while `waits`, and then the stream's.
  Outbox nextWaiting;
  private volatile boolean waits;

  // What is for this connection alone, the latest first.
  private volatile Own own;
  private volatile int ownBytes;
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
  private Probe probe;

  Outbox(DataWriter socket) {
    this(socket, MOST_BEHIND, new Tally());
  }

  /**
   * @param mostBehind so many bytes may wait, the opening aside
   */
  Outbox(DataWriter socket, int mostBehind, Tally tally) {
    this.socket = socket;
    this.mostBehind = mostBehind;
    this.tally = tally;
  }

  private static final class Own {
    final byte[] frame;
    final Own before;

    Own(byte[] frame, Own before) {
      this.frame = frame;
      this.before = before;
    }
  }

  private static VarHandle field(String name, Class<?> type) {
    try {
      return MethodHandles.lookup().findVarHandle(Outbox.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Takes the position in the stream from which on everything is written. Before the start. */
  void at(RoomStream newStream, Position start) {
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
  void start(Collection<byte[]> first) {
    opening.addAll(first);
    startWriter();
  }

  /**
   * Begins to write and ends at once: a connection that has no opening gets a close frame, and
   * nothing of the stream, of which it could not know what goes before. In place of the start.
   */
  void refuse(int code) {
    close(code);
    refused = true;
    startWriter();
  }

  /** Who is interrupted when the outbox ends, because it may wait for a peer that says nothing. */
  void readBy(Thread connectionReader) {
    reader = connectionReader;
  }

  /** Puts a frame for this connection alone in line; cuts a connection that lets them pile up. */
  void offer(byte[] frame) {
    if (ended || closing != null) {
      return;
    }
    if ((int) OWN_BYTES.getAndAdd(this, frame.length) + frame.length > mostBehind) {
      cut(Cut.ANSWERS_PILE_UP);
      return;
    }
    Own before;
    do {
      before = own;
    } while (!OWN.compareAndSet(this, before, new Own(frame, before)));
    call();
  }

  /** Writes what waits, then a close frame as the last one. Only the first close counts. */
  void close(int code) {
    if (CLOSING.compareAndSet(this, null, Frames.close(code))) {
      closedAt = System.nanoTime();
      call();
    }
  }

  boolean isClosing() {
    return closing != null || ended;
  }

  /** Ends the connection at once, from any thread: no close frame, what waits is dropped. */
  void cut(Cut why) {
    if (ended) {
      return;
    }
    LOG.log(Level.DEBUG, "a connection is cut: {0}", why);
    tally.cut(why);
    ended = true;
    // An interrupt ends a write that is stuck and closes the socket. The flag stands besides it,
    // because an interrupt that arrives between two writes could be missed.
    interrupt(writer);
    interrupt(reader);
  }

  private static void interrupt(Thread thread) {
    if (thread != null) {
      thread.interrupt();
    }
  }

  /**
   * Ends the outbox and waits for its writer, at most so long. Called by the connection's reader,
   * last of all: while a write is under way the socket must not be closed by anybody else.
   */
  void end(Duration patience) {
    reader = null;
    ended = true;
    Thread last = writer;
    interrupt(last);
    join(last, patience);
  }

  /** Waits until the close frame is written or cannot be, at most so long. */
  // A writer that was called this moment may not be known yet: then it is looked for again.
  @SuppressWarnings("ThreadPriorityCheck")
  void awaitEnd(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      for (long left = patience.toNanos(); !done && left > 0; left = deadline - System.nanoTime()) {
        Thread current = writer;
        if (!isStarted(current) || current.join(Duration.ofNanos(left))) {
          Thread.yield();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isStarted(Thread thread) {
    return thread != null && thread.getState() != Thread.State.NEW;
  }

  private static void join(Thread thread, Duration patience) {
    try {
      // One that is about to start finds that it has ended, and writes nothing.
      if (isStarted(thread)) {
        var _ = thread.join(patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The stream has something new, and has taken this outbox off its list. */
  void taken() {
    waits = false;
    call();
  }

  /** Sees to it that a writer looks at what waits, from now on or once more. */
  private void call() {
    int before = state;
    while (before != CALLED) {
      if (STATE.compareAndSet(this, before, before == IDLE ? ACTIVE : CALLED)) {
        if (before == IDLE) {
          startWriter();
        }
        return;
      }
      before = state;
    }
  }

  private void startWriter() {
    Thread thread = WRITERS.newThread(this::run);
    writer = thread;
    thread.start();
  }

  private void run() {
    try {
      writeOpening();
      writeAll();
      if (!ended) {
        return;
      }
    } catch (RuntimeException e) {
      LOG.log(Level.TRACE, "a write failed", e);
      ended = true;
    }
    done = true;
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

  // Whoever was just called lets those go first who have something to say: what they say goes into
  // the same write. Nothing depends on it.
  @SuppressWarnings("ThreadPriorityCheck")
  private void writeAll() {
    Thread.yield();
    while (!ended) {
      // Read before looking: what was said before the close goes before the close.
      byte[] last = closing;
      if (!refused && writeWaiting()) {
        continue;
      }
      if (last != null) {
        write(last);
        done = true;
        return;
      }
      if (mayGo()) {
        return;
      }
    }
  }

  /** Whether nothing waits; then the next who has something calls a new writer. */
  private boolean mayGo() {
    if (!waits) {
      waits = true;
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

  /** Writes what waits in as few writes as can be; false when nothing waited. */
  private boolean writeWaiting() {
    byte[] alone = takeOwn();
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
    Probe asked = probe;
    if (asked != null) {
      report(asked);
    }
    return alone.length + shared > 0;
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
  private void report(Probe asked) {
    if (asked.isBehind(position)) {
      probe = null;
      asked.report(tally);
    }
  }

  private static final byte[] NOTHING = {};

  private byte[] takeOwn() {
    if (own == null) {
      return NOTHING;
    }
    Own latest = (Own) OWN.getAndSet(this, null);
    int length = 0;
    for (Own each = latest; each != null; each = each.before) {
      length += each.frame.length;
    }
    byte[] frames = new byte[length];
    int at = length;
    for (Own each = latest; each != null; each = each.before) {
      at -= each.frame.length;
      System.arraycopy(each.frame, 0, frames, at, each.frame.length);
    }
    OWN_BYTES.getAndAdd(this, -length);
    return frames;
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
  boolean isTooFarBehind() {
    return behind() > mostBehind;
  }

  /** Measures one delivery: the next append to the stream until it is written here. */
  void measure() {
    RoomStream from = stream;
    if (from != null && (probe == null || !probe.isUnderWay())) {
      // In this order: once the stream has it, the writer must know of it, too.
      probe = new Probe();
      from.beginWithNext(probe);
    }
  }

  /** How many bytes wait, the opening aside. */
  long behind() {
    RoomStream from = stream;
    return ownBytes + (from == null ? 0 : from.end() - position);
  }

  /** When the last write began, by {@link System#nanoTime}. */
  long wroteAt() {
    return wroteAt;
  }

  /** Whether a write is under way. */
  boolean isWriting() {
    return writing;
  }

  /** When it was asked to close, by {@link System#nanoTime}; 0 when it was not. */
  long closedAt() {
    return closedAt;
  }
}

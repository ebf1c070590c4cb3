package chat.web.delivery;

import chat.web.metrics.DisconnectReason;
import chat.web.metrics.ServerMetrics;
import io.helidon.common.buffers.DataWriter;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;

/**
 * The outbox of one connection: what is still to be sent, and the one writer at a time that sends
 * it. A thread of the {@link WriterPool} drains it while something waits.
 *
 * <p>It ends exactly once, for one of four reasons: its close frame is written; a write failed; it
 * was {@linkplain #cut cut}; the connection's reader ended it.
 */
public final class Outbox {
  private static final System.Logger LOG = System.getLogger(Outbox.class.getName());

  private static final VarHandle STATE = field("state", int.class);
  private static final VarHandle CLOSE_FRAME = field("closeFrame", byte[].class);

  // The state of the writer: none, active or about to be, active with new work.
  private static final int IDLE = 0;
  private static final int ACTIVE = 1;
  private static final int NOTIFIED = 2;

  private final WriterPool writers;
  private final Framing framing;
  private final int maxBehind;
  private final ServerMetrics metrics;
  private final TimedWriter socket;
  private final PendingFrames pending;
  private final Termination termination = new Termination();

  private volatile int state = ACTIVE;
  private volatile byte[] closeFrame;
  private volatile long closedAt;
  private volatile long textOfferedAt = System.nanoTime();
  private volatile boolean isRefused;
  private Runnable closeWritten = () -> {};

  // The stream's list of waiting outboxes; the link is the list's while this one is on it.
  Outbox nextWaiting;
  private volatile boolean isWaiting;

  /**
   * @param maxBehind bytes that may wait, the opening aside
   */
  public Outbox(
      WriterPool writers,
      Framing framing,
      DataWriter socket,
      int maxBehind,
      ServerMetrics metrics) {
    this.writers = writers;
    this.framing = framing;
    this.maxBehind = maxBehind;
    this.metrics = metrics;
    this.socket = new TimedWriter(socket);
    pending = new PendingFrames(writers.buffers(), metrics);
  }

  private static VarHandle field(String name, Class<?> type) {
    try {
      return MethodHandles.lookup().findVarHandle(Outbox.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Takes the end of {@code stream} as its position, before the start, under the room's lock. */
  public void attach(RoomStream stream) {
    pending.attach(stream);
  }

  /**
   * Begins to write.
   *
   * @param opening frames that go before everything else; they do not count as being behind
   */
  public void start(List<byte[]> opening) {
    pending.setOpening(opening);
    writers.submit(this);
  }

  /**
   * Writes a close frame only, in place of the start, because the opening frames are not known yet.
   */
  public void refuse(int code) {
    close(code);
    isRefused = true;
    writers.submit(this);
  }

  /** Sets the thread to interrupt at the end, because it may wait for a silent client. */
  public void setReader(Thread reader) {
    termination.setReader(reader);
  }

  /** Sets what is called once the last bytes of a close are written. Called before the start. */
  public void onCloseWritten(Runnable callback) {
    closeWritten = callback;
  }

  /** How texts are framed for this connection. */
  public Framing framing() {
    return framing;
  }

  /** Adds a text, in UTF-8, for this connection alone. */
  public void offerText(byte[] text) {
    textOfferedAt = System.nanoTime();
    offer(framing.text(text));
  }

  /** Adds a frame for this connection alone; cuts a connection that lets them pile up. */
  public void offer(byte[] frame) {
    if (isClosing()) {
      return;
    }
    if (!pending.addDirect(frame, maxBehind)) {
      cut(DisconnectReason.ANSWERS_PILE_UP);
      return;
    }
    schedule();
  }

  /** Writes what waits, then a close frame as the last one. Only the first close counts. */
  public void close(int code) {
    if (closeWith(code)) {
      metrics.closes().increment(code);
    }
  }

  /** The same, as the answer to the client's close frame, which has the client's code. */
  public void answerClose(int code) {
    closeWith(code);
  }

  private boolean closeWith(int code) {
    if (!CLOSE_FRAME.compareAndSet(this, null, framing.close(code))) {
      return false;
    }
    closedAt = System.nanoTime();
    schedule();
    return true;
  }

  public boolean isClosing() {
    return closeFrame != null || termination.hasBegun();
  }

  /** Ends the connection at once, from any thread: no close frame, what waits is dropped. */
  public void cut(DisconnectReason reason) {
    if (termination.begin()) {
      LOG.log(Level.DEBUG, "a connection is cut: {0}", reason);
      metrics.disconnected(reason);
    }
  }

  /**
   * Ends the outbox and waits until no thread writes, but not longer than {@code timeout}. Called
   * by the connection's reader, last of all: while a write is under way only an interrupt may close
   * the socket.
   */
  public void end(Duration timeout) {
    termination.endByReader(timeout);
    pending.detach();
  }

  /** Waits until the close frame is written or cannot be, but not longer than {@code timeout}. */
  public void awaitClosed(Duration timeout) {
    termination.awaitDone(timeout);
  }

  /** Called by the stream: it has something new, and this outbox is off its list. */
  void wake() {
    isWaiting = false;
    schedule();
  }

  /** Lets a writer look at what waits: a new one, or once more the one that is here. */
  private void schedule() {
    int before = state;
    while (before != NOTIFIED) {
      if (STATE.compareAndSet(this, before, before == IDLE ? ACTIVE : NOTIFIED)) {
        if (before == IDLE) {
          writers.submit(this);
        }
        return;
      }
      before = state;
    }
  }

  /**
   * Writes what waits. Called by one thread of the pool at a time.
   *
   * @return whether it is to be drained once more, because something new waits already
   */
  boolean drain() {
    termination.writeStarted();
    try {
      writeOpening();
      boolean more = writePending();
      if (!termination.hasBegun()) {
        return more;
      }
    } catch (Throwable e) {
      // Catches everything, because the writer has to go on to the other outboxes.
      LOG.log(Level.TRACE, "a write failed", e);
      termination.writeFailed();
    } finally {
      termination.writeEnded();
    }
    termination.finish();
    return false;
  }

  private void writeOpening() {
    byte[] piece = pending.takeOpening();
    while (piece.length > 0 && !termination.hasBegun()) {
      socket.write(piece);
      piece = pending.takeOpening();
    }
  }

  /** Returns true if something new waits: a busy room must not keep the writer here. */
  private boolean writePending() {
    boolean wrote = false;
    while (!termination.hasBegun()) {
      // Read before looking: what was said before the close goes before the close.
      byte[] last = closeFrame;
      if (!isRefused && !pending.isEmpty()) {
        if (wrote) {
          return true;
        }
        pending.writeTo(socket);
        wrote = true;
      } else if (last != null) {
        socket.write(last);
        termination.closeWritten();
        closeWritten.run();
        return false;
      } else if (becomesIdle()) {
        return false;
      }
    }
    return false;
  }

  /** Gives the outbox up if nothing waits; from then on the next frame submits it anew. */
  private boolean becomesIdle() {
    if (!isWaiting) {
      isWaiting = true;
      pending.await(this);
    }
    if (!pending.hasReadAll()) {
      return false;
    }
    if (STATE.compareAndSet(this, ACTIVE, IDLE)) {
      return true;
    }
    // Notified meanwhile: looks again.
    state = ACTIVE;
    return false;
  }

  /** Whether more bytes wait than may. */
  public boolean isTooFarBehind() {
    return behind() > maxBehind;
  }

  /** The number of bytes that wait, the opening aside. */
  long behind() {
    return pending.bytes();
  }

  /** Measures the latency of one delivery, the next message of the stream. */
  public void sampleLatency() {
    pending.sampleLatency();
  }

  /** When the last write began, by {@link System#nanoTime}. */
  public long wroteAt() {
    return socket.wroteAt();
  }

  /** When the last text frame for this connection alone was offered, by {@link System#nanoTime}. */
  public long textOfferedAt() {
    return textOfferedAt;
  }

  /** A number that changes with each text frame of the room that is written. */
  public long streamPosition() {
    return pending.position();
  }

  /** Whether a write is under way. */
  public boolean isWriting() {
    return socket.isWriting();
  }

  /** When the close was requested, by {@link System#nanoTime}; 0 if it was not. */
  public long closedAt() {
    return closedAt;
  }
}

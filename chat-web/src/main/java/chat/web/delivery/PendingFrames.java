package chat.web.delivery;

import chat.web.delivery.FrameLog.Segment;
import chat.web.metrics.LatencySample;
import chat.web.metrics.ServerMetrics;
import java.util.List;

/**
 * The frames that wait for one connection: the opening, frames for it alone, and everything after
 * its position in the room's stream.
 *
 * <p>Any thread may add a direct frame; the rest belongs to the one writer that is draining.
 */
final class PendingFrames {
  private static final byte[] NOTHING = {};

  private final WriteBuffers buffers;
  private final ServerMetrics metrics;
  private List<byte[]> opening = List.of();
  private int openingTaken;
  private final DirectQueue direct = new DirectQueue();
  private volatile RoomStream stream;
  private Segment segment;
  private int offset;
  // The same place, for other threads.
  private volatile long position;

  // Set by the connection monitor; not volatile, because it may take effect at any later write.
  private LatencySample sample;

  PendingFrames(WriteBuffers buffers, ServerMetrics metrics) {
    this.buffers = buffers;
    this.metrics = metrics;
  }

  /** Takes the position at the end of a stream. Called under the room's lock. */
  void attach(RoomStream newStream) {
    stream = newStream;
    StreamPosition start = newStream.enter();
    segment = start.segment();
    offset = start.offset();
    position = segment.start + offset;
  }

  void detach() {
    RoomStream from = stream;
    if (from != null) {
      from.exit();
    }
  }

  /** Wakes {@code outbox} once, soon after the next append to the stream. */
  void await(Outbox outbox) {
    stream.await(outbox);
  }

  void setOpening(List<byte[]> frames) {
    opening = frames;
  }

  /** Adds a frame for this connection alone; false if more than {@code maxBytes} would wait. */
  boolean addDirect(byte[] frame, int maxBytes) {
    return direct.add(frame, maxBytes);
  }

  /**
   * Takes the next piece of the opening, for one write; empty when there is no more. A large frame
   * is not copied, because other connections may have it to write, too.
   */
  byte[] takeOpening() {
    if (openingTaken == opening.size()) {
      opening = List.of();
      openingTaken = 0;
      return NOTHING;
    }
    int end = openingTaken;
    int size = 0;
    do {
      size += opening.get(end).length;
      end++;
    } while (end < opening.size() && size + opening.get(end).length <= buffers.size());
    List<byte[]> frames = opening.subList(openingTaken, end);
    openingTaken = end;
    return frames.size() == 1 ? frames.getFirst() : joined(frames, size);
  }

  private static byte[] joined(List<byte[]> frames, int size) {
    byte[] piece = new byte[size];
    int at = 0;
    for (byte[] frame : frames) {
      System.arraycopy(frame, 0, piece, at, frame.length);
      at += frame.length;
    }
    return piece;
  }

  /** Whether nothing waits, the opening aside. */
  boolean isEmpty() {
    return direct.isEmpty() && available() == 0;
  }

  /** Whether the stream has nothing new. */
  boolean hasReadAll() {
    return available() == 0;
  }

  /** The position in the stream; it moves with each text frame that is written from there. */
  long position() {
    return position;
  }

  /** The number of bytes that wait, the opening aside. */
  long bytes() {
    RoomStream from = stream;
    return direct.bytes() + (from == null ? 0 : from.end() - position);
  }

  /** Writes what waits, in as few writes as can be. */
  void writeTo(TimedWriter socket) {
    byte[] own = direct.take();
    int shared = available();
    if (shared > 0 && own.length > 0 && own.length + shared <= buffers.size()) {
      buffers.write(socket, own, segment.bytes, offset, shared);
    } else {
      if (own.length > 0) {
        socket.write(own);
      }
      if (shared > 0) {
        socket.write(segment.bytes, offset, shared);
      }
    }
    offset += shared;
    position = segment.start + offset;
    reportSample();
  }

  /**
   * The number of bytes of the stream that one write can take. Steps into the next segment at the
   * end of one.
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
    // Only now is `filled` final: once there is a next segment, nothing is appended to this one.
    ready = segment.filled - offset;
    if (ready > 0) {
      return ready;
    }
    segment = next;
    offset = 0;
    return segment.filled;
  }

  /** Measures one delivery: the next append to the stream until it is written here. */
  void sampleLatency() {
    RoomStream from = stream;
    if (from != null && (sample == null || !sample.isUnderWay())) {
      // In this order: once the stream has it, the writer must know of it, too.
      sample = new LatencySample();
      from.startWithNext(sample);
    }
  }

  private void reportSample() {
    LatencySample current = sample;
    if (current != null && current.isBehind(position)) {
      sample = null;
      current.report(metrics);
    }
  }
}

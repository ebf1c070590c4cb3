package chat.web.delivery;

/**
 * An append-only log of encoded frames: a linked list of segments.
 *
 * <p>One thread at a time appends. Reading needs no lock, because bytes before {@link
 * Segment#filled} never change. Segments before the position of every reader are garbage.
 */
final class FrameLog {
  /** 256 bytes, because most rooms are quiet, and there are many. */
  private static final int SMALLEST_SEGMENT = 1 << 8;

  private final int largestSegment;
  private final Framing framing;
  // Without room for a frame, because nobody may ever read this log.
  private Segment tail = new Segment(0, 0);
  private volatile long end;

  FrameLog(int largestSegment, Framing framing) {
    this.largestSegment = largestSegment;
    this.framing = framing;
  }

  /** A piece of the log. */
  static final class Segment {
    final byte[] bytes;
    // The number of bytes in the log before this segment.
    final long start;
    volatile int filled;
    volatile Segment next;

    Segment(long start, int capacity) {
      this.start = start;
      this.bytes = new byte[capacity];
    }
  }

  /** The position after the last frame. Called by the appending thread. */
  StreamPosition tail() {
    return new StreamPosition(tail, tail.filled);
  }

  /** The number of bytes that were ever appended. */
  long end() {
    return end;
  }

  /** Frames one text at the end; {@code seq} is that of its entry. */
  void append(byte[] text, long seq) {
    int length = framing.length(text, seq);
    Segment segment = tail;
    int at = segment.filled;
    if (segment.bytes.length - at < length) {
      segment = new Segment(segment.start + at, capacity(segment, length));
      framing.put(segment.bytes, 0, text, seq);
      segment.filled = length;
      tail.next = segment;
      tail = segment;
    } else {
      framing.put(segment.bytes, at, text, seq);
      segment.filled = at + length;
    }
    end = segment.start + segment.filled;
  }

  /** Each segment is four times as large as the one before, so that a quiet room stays small. */
  private int capacity(Segment previous, int needed) {
    int larger = Math.max(SMALLEST_SEGMENT, previous.bytes.length * 4);
    return Math.max(needed, Math.min(largestSegment, larger));
  }
}

package chat.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * A client of a {@link ClientGroup}: its connection, and its bytes that are not parsed or not sent
 * yet.
 */
public final class BenchClient {
  private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

  /** The state of the connection. */
  enum State {
    NEW,
    SIGNING_IN,
    UPGRADING,
    JOINED,
    CLOSED
  }

  private final int number;
  private final byte[] name;
  private final boolean reads;
  private boolean readsEvents;
  private State state = State.NEW;
  private SocketChannel channel;
  private SelectionKey key;
  private String cookie = "";
  private long bodyLeft;
  private long connectStart;
  // The beginning of a frame or of a response head whose end was not received yet.
  private ByteBuffer unparsed = EMPTY;
  // The bytes that the kernel has not taken yet; the buffer is in write mode.
  private ByteBuffer outgoing = EMPTY;

  /**
   * @param reads false for a slow reader, which joins and never reads
   */
  public BenchClient(int number, byte[] name, boolean reads) {
    this.number = number;
    this.name = name.clone();
    this.reads = reads;
  }

  public int number() {
    return number;
  }

  /** The nickname. */
  public String name() {
    return new String(name, US_ASCII);
  }

  boolean reads() {
    return reads;
  }

  /** Whether it reads a stream of events, and not the frames of a WebSocket. */
  boolean readsEvents() {
    return readsEvents;
  }

  void readsEvents(boolean events) {
    readsEvents = events;
  }

  State state() {
    return state;
  }

  void state(State next) {
    state = next;
  }

  public boolean isJoined() {
    return state == State.JOINED;
  }

  String cookie() {
    return cookie;
  }

  void cookie(String given) {
    cookie = given;
  }

  /** The bytes of the response body that were not received yet. */
  long bodyLeft() {
    return bodyLeft;
  }

  void bodyLeft(long bytes) {
    bodyLeft = bytes;
  }

  /** When the connection for the WebSocket was started, by {@link System#nanoTime}. */
  public long connectStart() {
    return connectStart;
  }

  SocketChannel channel() {
    return channel;
  }

  /** Takes a new connection; the previous one has ended. */
  void connected(SocketChannel newChannel, SelectionKey newKey) {
    channel = newChannel;
    key = newKey;
    unparsed = EMPTY;
    outgoing.clear();
    connectStart = System.nanoTime();
  }

  void interest(int operations) {
    key.interestOps(operations);
  }

  /** Closes the connection; a second call changes nothing. */
  void close() {
    state = State.CLOSED;
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // The connection has ended in any case.
    }
  }

  /** Puts the unparsed bytes of the last read before those of the next. */
  void restoreUnparsed(ByteBuffer in) {
    in.put(unparsed);
    unparsed.clear().limit(0);
  }

  /** Keeps the bytes of an incomplete frame or head for the next read. */
  void keepUnparsed(ByteBuffer in, int from, int to) {
    int length = to - from;
    if (unparsed.capacity() < length) {
      unparsed = ByteBuffer.allocate(Math.max(256, Integer.highestOneBit(length) * 2));
    }
    unparsed.clear();
    unparsed.put(0, in, from, length).limit(length);
  }

  /** Returns the buffer of outgoing bytes, with space for so many more. */
  public ByteBuffer reserve(int length) {
    if (outgoing.remaining() < length) {
      int needed = outgoing.position() + length;
      ByteBuffer larger =
          ByteBuffer.allocateDirect(Math.max(1024, Integer.highestOneBit(needed) * 2));
      larger.order(ByteOrder.LITTLE_ENDIAN).put(outgoing.flip());
      outgoing = larger;
    }
    return outgoing;
  }

  boolean hasOutgoing() {
    return outgoing.position() > 0;
  }

  /** Writes the outgoing bytes, and registers for OP_WRITE if the kernel takes only a part. */
  void flush() throws IOException {
    outgoing.flip();
    channel.write(outgoing);
    outgoing.compact();
    boolean more = hasOutgoing();
    int reading = reads || !isJoined() ? SelectionKey.OP_READ : 0;
    interest(more ? reading | SelectionKey.OP_WRITE : reading);
  }
}

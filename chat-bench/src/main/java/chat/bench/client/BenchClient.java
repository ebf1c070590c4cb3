package chat.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One of the crowd: its connection, and the bytes between two reads or writes. */
public final class BenchClient {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  /** How far it has come. */
  enum State {
    OUTSIDE,
    SIGNING_IN,
    UPGRADING,
    SEATED,
    GONE
  }

  private final int number;
  private final byte[] name;
  private final boolean reads;
  private State state = State.OUTSIDE;
  private SocketChannel channel;
  private SelectionKey key;
  private String cookie = "";
  private long owed;
  private long knocked;
  // The beginning of a frame or of a head whose end has not come yet.
  private ByteBuffer rest = NOTHING;
  // What the kernel has not taken yet; ready to be written to.
  private ByteBuffer outgoing = NOTHING;

  /**
   * @param reads false for one that sits there and never reads
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

  State state() {
    return state;
  }

  void state(State next) {
    state = next;
  }

  public boolean isSeated() {
    return state == State.SEATED;
  }

  String cookie() {
    return cookie;
  }

  void cookie(String given) {
    cookie = given;
  }

  /** How much of the page is still to come. */
  long owed() {
    return owed;
  }

  void owe(long bytes) {
    owed = bytes;
  }

  /** When it began to ask for its WebSocket, by {@link System#nanoTime}. */
  public long knocked() {
    return knocked;
  }

  SocketChannel channel() {
    return channel;
  }

  /** A new connection; the one before has ended. */
  void connected(SocketChannel newChannel, SelectionKey newKey) {
    channel = newChannel;
    key = newKey;
    rest = NOTHING;
    outgoing.clear();
    knocked = System.nanoTime();
  }

  void interest(int operations) {
    key.interestOps(operations);
  }

  /** Ends the connection; a second time changes nothing. */
  void close() {
    state = State.GONE;
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // It is gone all the same.
    }
  }

  /** Puts what was left over from the last read at the beginning of the next. */
  void restore(ByteBuffer in) {
    in.put(rest);
    rest.clear().limit(0);
  }

  /** Keeps what could not be understood yet. */
  void keep(ByteBuffer in, int from, int to) {
    int length = to - from;
    if (rest.capacity() < length) {
      rest = ByteBuffer.allocate(Math.max(256, Integer.highestOneBit(length) * 2));
    }
    rest.clear();
    rest.put(0, in, from, length).limit(length);
  }

  /** Room for so many bytes more to be sent. */
  public ByteBuffer room(int length) {
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

  /**
   * Hands what is to be sent to the kernel, and asks to be called again if it takes only a part.
   */
  void flush() throws IOException {
    outgoing.flip();
    channel.write(outgoing);
    outgoing.compact();
    boolean more = hasOutgoing();
    int reading = reads || !isSeated() ? SelectionKey.OP_READ : 0;
    interest(more ? reading | SelectionKey.OP_WRITE : reading);
  }
}

package chat.bench.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Many guests on one thread, so that they cost little: it shares the machine with the server. The
 * thread is the caller's, for as long as a {@link #poll} lasts.
 */
public final class ClientGroup implements AutoCloseable {
  /** The longest frame that is understood; the contract's longest is a history of 512 KiB. */
  static final int LARGEST_FRAME = 640 * 1024;

  private static final int LARGEST_READ = 256 * 1024;
  private static final int LARGEST_REST = LARGEST_FRAME + 16;

  // Of one that never reads: little, so that it is the server's patience that is tried.
  private static final int DEAF_BUFFER = 64 * 1024;
  private static final long A_MOMENT = TimeUnit.MILLISECONDS.toNanos(10);

  private final Handshake handshake;
  private final InetSocketAddress address;
  private final ClientListener occasion;
  private final Selector selector;
  private final List<BenchClient> guests = new ArrayList<>();
  private final ByteBuffer in =
      ByteBuffer.allocateDirect(LARGEST_REST + LARGEST_READ).order(ByteOrder.LITTLE_ENDIAN);
  private int entering;
  private int seated;
  private long gone;
  private String remark = "";

  /**
   * @param room the address of its WebSocket
   */
  public ClientGroup(URI room, Subprotocol speech, ClientListener occasion) throws IOException {
    handshake = new Handshake(room, speech);
    address = new InetSocketAddress(room.getHost(), room.getPort());
    this.occasion = occasion;
    selector = Selector.open();
  }

  /** Adds a guest, who begins to sign in at once. */
  void add(BenchClient guest) throws IOException {
    guests.add(guest);
    entering++;
    connect(guest, BenchClient.State.SIGNING_IN, handshake.signIn(guest));
  }

  public BenchClient guest(int number) {
    return guests.get(number);
  }

  /** How many are on their way in. */
  int entering() {
    return entering;
  }

  /** How many have a seat. */
  public int seated() {
    return seated;
  }

  /** How many lost their connection without having been asked, those that never read aside. */
  public long gone() {
    return gone;
  }

  /** Why the first of them did, or empty. */
  public String remark() {
    return remark;
  }

  /** Ends a turn that waits; for another thread. */
  public void wake() {
    selector.wakeup();
  }

  /**
   * Does what there is to be done, and waits for it where there is nothing.
   *
   * @param until when to return at the latest, by {@link System#nanoTime}
   */
  public void poll(long until) throws IOException {
    long wait = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime() + 999_999);
    if (wait > 0) {
      selector.select(this::ready, wait);
    } else {
      selector.selectNow(this::ready);
    }
  }

  /** Hands on what a guest has to say. */
  public void flush(BenchClient guest) {
    try {
      guest.flush();
    } catch (IOException e) {
      lose(guest, e.toString());
    }
  }

  private void connect(BenchClient guest, BenchClient.State state, byte[] request)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    if (!guest.reads()) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, DEAF_BUFFER);
    }
    boolean connected = channel.connect(address);
    int interest = connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT;
    guest.state(state);
    guest.connected(channel, channel.register(selector, interest, guest));
    guest.room(request.length).put(request);
  }

  private void ready(SelectionKey key) {
    BenchClient guest = (BenchClient) key.attachment();
    try {
      if (key.isConnectable()) {
        guest.channel().finishConnect();
        guest.flush();
      } else if (key.isWritable()) {
        guest.flush();
      }
      if (key.isValid() && key.isReadable()) {
        read(guest);
      }
    } catch (IOException | FrameReader.Broken e) {
      lose(guest, e instanceof FrameReader.Broken ? e.getMessage() : e.toString());
    }
  }

  private void read(BenchClient guest) throws IOException, FrameReader.Broken {
    in.clear();
    guest.restore(in);
    in.limit(in.position() + LARGEST_READ);
    int length = guest.channel().read(in);
    long now = System.nanoTime();
    if (length < 0) {
      throw new FrameReader.Broken("the end of the stream");
    }
    int end = in.position();
    int used = guest.isSeated() ? 0 : head(guest, end);
    if (guest.isSeated() && guest.reads()) {
      used = FrameReader.read(guest, in, used, end, now, occasion);
    }
    if (end - used > LARGEST_REST) {
      throw new FrameReader.Broken("a frame that is too long");
    }
    guest.keep(in, used, end);
    if (guest.isSeated() && guest.hasOutgoing()) {
      guest.flush();
    }
  }

  /** Reads the answer to a request; returns how much of what was read is used up. */
  private int head(BenchClient guest, int end) throws IOException, FrameReader.Broken {
    if (guest.owed() > 0) {
      return page(guest, 0, end);
    }
    int headEnd = Handshake.headEnd(in, 0, end);
    if (headEnd < 0) {
      return 0;
    }
    byte[] bytes = new byte[headEnd];
    in.get(0, bytes);
    String head = new String(bytes, ISO_8859_1);
    if (guest.state() == BenchClient.State.SIGNING_IN) {
      guest.cookie(Handshake.cookie(head));
      guest.owe(Handshake.length(head));
      return page(guest, headEnd, end);
    }
    handshake.checkUpgraded(head);
    guest.state(BenchClient.State.SEATED);
    guest.flush();
    entering--;
    seated++;
    return headEnd;
  }

  /** Whoever has the page that comes with the cookie asks for the WebSocket. */
  private int page(BenchClient guest, int from, int end) throws IOException {
    guest.owe(guest.owed() - (end - from));
    if (guest.owed() <= 0) {
      guest.channel().close();
      connect(guest, BenchClient.State.UPGRADING, handshake.upgrade(guest));
    }
    return end;
  }

  private void lose(BenchClient guest, String why) {
    switch (guest.state()) {
      case SEATED -> seated--;
      case SIGNING_IN, UPGRADING -> entering--;
      case OUTSIDE, GONE -> {
        return;
      }
    }
    if (guest.reads()) {
      gone++;
      remark = remark.isEmpty() ? why : remark;
    }
    guest.close();
  }

  /**
   * How many of those who never read the server has cut: they read at last, to the end or until
   * there is nothing more.
   */
  public int cut(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    int cut = 0;
    for (BenchClient guest : guests) {
      if (!guest.reads() && isCut(guest, end)) {
        cut++;
      }
    }
    return cut;
  }

  private boolean isCut(BenchClient guest, long end) {
    try {
      for (int length = 0; length >= 0; length = guest.channel().read(in.clear())) {
        if (length == 0 && System.nanoTime() > end) {
          return false;
        }
        if (length == 0) {
          LockSupport.parkNanos(A_MOMENT);
        }
      }
      return true;
    } catch (IOException e) {
      return true;
    }
  }

  /** Everybody leaves, without a goodbye, as when a network ends. */
  @Override
  public void close() {
    guests.forEach(BenchClient::close);
    try {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package chat.bench.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Many clients on one selector and one thread, because they share the machine with the server. The
 * thread is the caller's, for as long as a {@link #poll} lasts.
 */
public final class ClientGroup implements AutoCloseable {
  /** The longest frame that is accepted; the longest of the protocol is a history of 512 KiB. */
  static final int MAX_FRAME = 640 * 1024;

  private static final int MAX_READ = 256 * 1024;
  private static final int MAX_UNPARSED = MAX_FRAME + 16;

  // The receive buffer of a slow reader: 64 KiB, because messages have to wait in the server, not
  // in the kernel.
  private static final int SLOW_READER_BUFFER = 64 * 1024;
  private static final long POLL_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final IntFunction<URI> roomOfClient;
  private final Subprotocol subprotocol;
  private final Map<URI, Handshake> handshakes = new HashMap<>();
  private final ClientListener listener;
  private final Selector selector;
  private final List<BenchClient> clients = new ArrayList<>();
  private final ByteBuffer in =
      ByteBuffer.allocateDirect(MAX_UNPARSED + MAX_READ).order(ByteOrder.LITTLE_ENDIAN);
  private int connecting;
  private int joined;
  private long disconnected;
  private String firstError = "";

  /**
   * @param roomUri the address of the room's WebSocket
   */
  public ClientGroup(URI roomUri, Subprotocol subprotocol, ClientListener listener)
      throws IOException {
    this(_ -> roomUri, subprotocol, listener);
  }

  /**
   * @param roomOfClient the address of the WebSocket of a client's room, by the client's number
   */
  public ClientGroup(
      IntFunction<URI> roomOfClient, Subprotocol subprotocol, ClientListener listener)
      throws IOException {
    this.roomOfClient = roomOfClient;
    this.subprotocol = subprotocol;
    this.listener = listener;
    selector = Selector.open();
  }

  private Handshake handshake(BenchClient client) {
    return handshakes.computeIfAbsent(
        roomOfClient.apply(client.number()), room -> new Handshake(room, subprotocol));
  }

  /** Adds a client, which begins to connect at once; it signs in before, if it has no cookie. */
  public void add(BenchClient client) throws IOException {
    clients.add(client);
    connecting++;
    if (client.cookie().isEmpty()) {
      connect(client, BenchClient.State.SIGNING_IN, handshake(client).signIn(client));
    } else {
      connect(client, BenchClient.State.UPGRADING, handshake(client).upgrade(client));
    }
  }

  public BenchClient client(int number) {
    return clients.get(number);
  }

  /** All clients, in the order in which they were added. */
  public List<BenchClient> clients() {
    return List.copyOf(clients);
  }

  /** The number of clients that are signing in or upgrading. */
  int connecting() {
    return connecting;
  }

  /** The number of clients that have joined. */
  public int joined() {
    return joined;
  }

  /**
   * The number of clients whose connection ended before {@link #close}; slow readers are not
   * counted.
   */
  public long disconnected() {
    return disconnected;
  }

  /** The reason of the first of these disconnects, or empty. */
  public String firstError() {
    return firstError;
  }

  /** Ends a {@link #poll} that waits; may be called by any thread. */
  public void wake() {
    selector.wakeup();
  }

  /**
   * Reads and writes where it is possible, and waits for that if it is possible nowhere.
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

  /** Writes the outgoing bytes of a client. */
  public void flush(BenchClient client) {
    try {
      client.flush();
    } catch (IOException e) {
      disconnected(client, e.toString());
    }
  }

  private void connect(BenchClient client, BenchClient.State state, byte[] request)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    if (!client.reads()) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SLOW_READER_BUFFER);
    }
    boolean connected = channel.connect(handshake(client).address());
    int interest = connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT;
    client.state(state);
    client.connected(channel, channel.register(selector, interest, client));
    client.reserve(request.length).put(request);
  }

  private void ready(SelectionKey key) {
    BenchClient client = (BenchClient) key.attachment();
    try {
      if (key.isConnectable()) {
        client.channel().finishConnect();
        client.flush();
      } else if (key.isWritable()) {
        client.flush();
      }
      if (key.isValid() && key.isReadable()) {
        read(client);
      }
    } catch (IOException | FrameReader.BrokenConnectionException e) {
      disconnected(
          client,
          e instanceof FrameReader.BrokenConnectionException ? e.getMessage() : e.toString());
    }
  }

  private void read(BenchClient client) throws IOException, FrameReader.BrokenConnectionException {
    in.clear();
    client.restoreUnparsed(in);
    in.limit(in.position() + MAX_READ);
    int length = client.channel().read(in);
    long now = System.nanoTime();
    if (length < 0) {
      throw new FrameReader.BrokenConnectionException("the end of the stream");
    }
    int end = in.position();
    int used = client.isJoined() ? 0 : readHead(client, end);
    if (client.isJoined() && client.reads()) {
      used =
          client.readsEvents()
              ? EventStreamReader.read(client, in, used, end, now, listener)
              : FrameReader.read(client, in, used, end, now, listener);
    }
    if (end - used > MAX_UNPARSED) {
      throw new FrameReader.BrokenConnectionException("a frame that is too long");
    }
    client.keepUnparsed(in, used, end);
    if (client.isJoined() && client.hasOutgoing()) {
      client.flush();
    }
  }

  /** Reads the head of a response; returns the index of the first byte that was not consumed. */
  private int readHead(BenchClient client, int end)
      throws IOException, FrameReader.BrokenConnectionException {
    if (client.bodyLeft() > 0) {
      return readBody(client, 0, end);
    }
    int headEnd = Handshake.headEnd(in, 0, end);
    if (headEnd < 0) {
      return 0;
    }
    byte[] bytes = new byte[headEnd];
    in.get(0, bytes);
    String head = new String(bytes, ISO_8859_1);
    if (client.state() == BenchClient.State.SIGNING_IN) {
      client.cookie(Handshake.cookie(head));
      client.bodyLeft(Handshake.length(head));
      return readBody(client, headEnd, end);
    }
    Handshake handshake = handshake(client);
    handshake.checkUpgraded(head);
    client.readsEvents(handshake.isStream());
    client.state(BenchClient.State.JOINED);
    client.flush();
    connecting--;
    joined++;
    return headEnd;
  }

  /** Skips the body of the response that set the cookie, and then requests the WebSocket. */
  private int readBody(BenchClient client, int from, int end) throws IOException {
    client.bodyLeft(client.bodyLeft() - (end - from));
    if (client.bodyLeft() <= 0) {
      client.channel().close();
      connect(client, BenchClient.State.UPGRADING, handshake(client).upgrade(client));
    }
    return end;
  }

  private void disconnected(BenchClient client, String reason) {
    switch (client.state()) {
      case JOINED -> joined--;
      case SIGNING_IN, UPGRADING -> connecting--;
      case NEW, CLOSED -> {
        return;
      }
    }
    if (client.reads()) {
      disconnected++;
      firstError = firstError.isEmpty() ? reason : firstError;
    }
    client.close();
  }

  /**
   * Counts the slow readers that the server has disconnected: each now reads until its stream ends
   * or nothing more is received.
   */
  public int countCutSlowReaders(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    int cut = 0;
    for (BenchClient client : clients) {
      if (!client.reads() && isDisconnected(client, end)) {
        cut++;
      }
    }
    return cut;
  }

  private boolean isDisconnected(BenchClient client, long end) {
    try {
      for (int length = 0; length >= 0; length = client.channel().read(in.clear())) {
        if (length == 0 && System.nanoTime() > end) {
          return false;
        }
        if (length == 0) {
          LockSupport.parkNanos(POLL_PAUSE_NANOS);
        }
      }
      return true;
    } catch (IOException e) {
      return true;
    }
  }

  /** Closes all connections without a close frame, as a network failure does. */
  @Override
  public void close() {
    clients.forEach(BenchClient::close);
    try {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

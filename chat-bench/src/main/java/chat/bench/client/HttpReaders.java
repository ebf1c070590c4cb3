package chat.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Clients that ask for the history, the members and the summaries of 50 rooms, in turn and without
 * a pause until they are refused for a while. Each has a virtual thread and an HTTP connection of
 * its own, beside the thread that measures.
 */
public final class HttpReaders implements AutoCloseable {
  /** The first letter of their nicknames, and of the rooms. */
  private static final char INITIAL = 'h';

  private static final int ROOMS = 50;
  private static final int MESSAGES = 200;

  /** Text frames of 300 bytes; the masking key is zero. */
  private static final int TEXT_LENGTH = 300;

  private static final long REFUSED_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final URI roomUri;
  private final List<BenchClient> clients;
  private final List<Thread> threads = new ArrayList<>();
  private final List<String> targets;
  private final LongAdder answered = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private volatile IOException failure;
  private volatile boolean closed;
  private long since;

  /**
   * Signs the clients in, and lets them say 200 messages in the lobby and in each of 49 other
   * rooms.
   *
   * @param roomUri the WebSocket of the lobby
   */
  public HttpReaders(URI roomUri, int count) throws IOException {
    this.roomUri = roomUri;
    clients =
        BlockingClient.signIn(roomUri, new Handshake(roomUri, Subprotocol.PLAIN), INITIAL, count);
    List<String> rooms = IntStream.range(1, ROOMS).mapToObj(i -> INITIAL + "-" + i).toList();
    if (count > 0) {
      fill(roomUri, clients.getFirst());
    }
    for (int room = 0; count > 0 && room < rooms.size(); room++) {
      // By turns, because a member may be in so many rooms only.
      fill(roomUri.resolve("/chat/" + rooms.get(room)), clients.get(room % count));
    }
    targets =
        List.of(
            "/api/rooms/lobby/messages?limit=200",
            "/api/rooms/lobby/members?q=u",
            rooms.stream().collect(Collectors.joining("&of=", "/api/rooms?of=lobby&of=", "")));
  }

  /** Says the messages in one room, and returns when the room has them. */
  private void fill(URI room, BenchClient client) throws IOException {
    try (Socket socket = BlockingClient.connect(room)) {
      var in = new BufferedInputStream(socket.getInputStream());
      socket.getOutputStream().write(new Handshake(room, Subprotocol.PLAIN).upgrade(client));
      BlockingClient.readHead(in);
      byte[] frame = frame();
      for (int i = 0; i < MESSAGES; i++) {
        socket.getOutputStream().write(frame);
      }
      // Each comes back with the name before it; the client's own join came first.
      long expected = (long) MESSAGES * TEXT_LENGTH;
      for (long read = 0; read < expected; read++) {
        if (in.read() < 0) {
          throw new EOFException("The connection that fills " + room + " has ended.");
        }
      }
    }
  }

  private static byte[] frame() {
    byte[] frame = new byte[8 + TEXT_LENGTH];
    Arrays.fill(frame, (byte) 'x');
    byte[] head = {(byte) 0x81, (byte) 0xFE, TEXT_LENGTH >> 8, (byte) TEXT_LENGTH, 0, 0, 0, 0};
    System.arraycopy(head, 0, frame, 0, head.length);
    return frame;
  }

  public void start() {
    since = System.nanoTime();
    clients.forEach(client -> threads.add(Thread.startVirtualThread(() -> read(client))));
  }

  private void read(BenchClient client) {
    try (Socket socket = BlockingClient.connect(roomUri)) {
      var in = new BufferedInputStream(socket.getInputStream());
      for (int next = client.number(); !closed; next++) {
        socket.getOutputStream().write(request(targets.get(next % targets.size()), client));
        count(BlockingClient.readResponse(in));
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  private byte[] request(String target, BenchClient client) {
    return ("GET "
            + target
            + " HTTP/1.1\r\nHost: "
            + roomUri.getAuthority()
            + "\r\nCookie: "
            + client.cookie()
            + "\r\n\r\n")
        .getBytes(US_ASCII);
  }

  private void count(int status) throws IOException {
    switch (status) {
      case 200 -> answered.increment();
      case 429 -> {
        refused.increment();
        LockSupport.parkNanos(REFUSED_PAUSE_NANOS);
      }
      default -> throw new IOException("A read was answered with " + status + ".");
    }
  }

  /** The reads a second that were answered until now. */
  public double perSecond() {
    return perSecond(answered);
  }

  /** The reads a second that were refused until now. */
  public double refusedPerSecond() {
    return perSecond(refused);
  }

  private double perSecond(LongAdder count) {
    return count.sum() / ((System.nanoTime() - since) / 1e9);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    BlockingClient.join(threads);
    if (failure != null) {
      throw failure;
    }
  }
}

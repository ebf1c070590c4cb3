package chat.bench.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that send 1,000 messages a second each, and reconnect when they are disconnected. Each
 * has a virtual thread of its own, beside the thread that measures.
 */
public final class Flooders implements AutoCloseable {
  /** The first letter of their nicknames. */
  private static final char INITIAL = 'f';

  private static final int BATCH = 10;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** A text frame of a client; its masking key is zero. */
  private static final byte[] FRAME = {(byte) 0x81, (byte) 0x84, 0, 0, 0, 0, 's', 'p', 'a', 'm'};

  private final URI roomUri;
  private final Handshake handshake;
  private final List<BenchClient> clients;
  private final List<Thread> threads = new ArrayList<>();
  private final LongAdder sent = new LongAdder();
  private final LongAdder disconnects = new LongAdder();
  private volatile boolean closed;
  private long since;

  /** Signs the clients in. */
  public Flooders(URI roomUri, int count) throws IOException {
    this.roomUri = roomUri;
    handshake = new Handshake(roomUri, Subprotocol.PLAIN);
    clients = BlockingClient.signIn(roomUri, handshake, INITIAL, count);
  }

  public void start() {
    since = System.nanoTime();
    clients.forEach(client -> threads.add(Thread.startVirtualThread(() -> reconnect(client))));
  }

  private void reconnect(BenchClient client) {
    while (!closed) {
      try (Socket socket = BlockingClient.connect(roomUri)) {
        socket.getOutputStream().write(handshake.upgrade(client));
        // Discards, so that the client is not disconnected as a slow reader.
        Thread reader = Thread.startVirtualThread(() -> BlockingClient.discard(socket));
        flood(socket.getOutputStream(), reader);
      } catch (IOException e) {
        // The server has closed the connection; the loop opens the next.
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      disconnects.increment();
    }
  }

  private void flood(OutputStream out, Thread reader) throws IOException {
    byte[] frames = new byte[BATCH * FRAME.length];
    for (int i = 0; i < BATCH; i++) {
      System.arraycopy(FRAME, 0, frames, i * FRAME.length, FRAME.length);
    }
    while (!closed && reader.isAlive()) {
      out.write(frames);
      sent.add(BATCH);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** The messages a second that all flooders together have sent until now. */
  public double perSecond() {
    return sent.sum() / ((System.nanoTime() - since) / 1e9);
  }

  /** The number of disconnects until now. */
  public long disconnects() {
    return disconnects.sum();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    BlockingClient.join(threads);
  }
}

package chat.bench.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Say a thousand messages a second each, and come back at once whenever they are sent away. Each
 * has a virtual thread of its own, beside the one that measures.
 */
public final class Flooders implements AutoCloseable {
  /** What their nicknames begin with. */
  private static final char INITIAL = 'f';

  private static final int AT_ONCE = 10;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** A text frame of a client, masked with zeros. */
  private static final byte[] FRAME = {(byte) 0x81, (byte) 0x84, 0, 0, 0, 0, 's', 'p', 'a', 'm'};

  private final URI room;
  private final Handshake handshake;
  private final List<BenchClient> guests = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final LongAdder said = new LongAdder();
  private final LongAdder sentAway = new LongAdder();
  private volatile boolean closed;
  private long since;

  /** Signs them in. */
  public Flooders(URI room, int count) throws IOException {
    this.room = room;
    handshake = new Handshake(room, Subprotocol.PLAIN);
    byte[][] names = ConnectRamp.names(INITIAL, count);
    for (int number = 0; number < count; number++) {
      var guest = new BenchClient(number, names[number], true);
      guest.cookie(cookie(guest));
      guests.add(guest);
    }
  }

  private Socket connected() throws IOException {
    Socket socket = new Socket(room.getHost(), room.getPort());
    socket.setTcpNoDelay(true);
    return socket;
  }

  private String cookie(BenchClient guest) throws IOException {
    try (Socket socket = connected()) {
      socket.getOutputStream().write(handshake.signIn(guest));
      return Handshake.cookie(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
    } catch (FrameReader.Broken e) {
      throw new IOException(e);
    }
  }

  public void start() {
    since = System.nanoTime();
    guests.forEach(guest -> threads.add(Thread.startVirtualThread(() -> comeAgain(guest))));
  }

  private void comeAgain(BenchClient guest) {
    while (!closed) {
      try (Socket socket = connected()) {
        socket.getOutputStream().write(handshake.upgrade(guest));
        Thread reader = Thread.startVirtualThread(() -> hearNothing(socket));
        flood(socket.getOutputStream(), reader);
      } catch (IOException e) {
        // Sent away: it comes again.
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      sentAway.increment();
    }
  }

  /** Reads what comes, so that it is not cut for being slow, until it is sent away. */
  private static void hearNothing(Socket socket) {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // Sent away.
    }
  }

  private void flood(OutputStream out, Thread reader) throws IOException {
    byte[] frames = new byte[AT_ONCE * FRAME.length];
    for (int i = 0; i < AT_ONCE; i++) {
      System.arraycopy(FRAME, 0, frames, i * FRAME.length, FRAME.length);
    }
    while (!closed && reader.isAlive()) {
      out.write(frames);
      said.add(AT_ONCE);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** How many messages all of them together have sent in a second, until now. */
  public double perSecond() {
    return said.sum() / ((System.nanoTime() - since) / 1e9);
  }

  /** How often one of them was sent away, until now. */
  public long sentAway() {
    return sentAway.sum();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    try {
      for (Thread thread : threads) {
        if (!thread.join(Duration.ofSeconds(5))) {
          throw new IOException("One of the flood does not end.");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

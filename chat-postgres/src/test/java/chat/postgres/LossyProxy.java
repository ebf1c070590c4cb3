package chat.postgres;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import chat.core.log.TranscriptProvider.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP proxy in front of a database that loses answers to {@code keep}, and the connection. */
final class LossyProxy implements AutoCloseable {
  private static final String KEEP = "FROM keep(";

  private final Location target;
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicInteger toLose = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();

  LossyProxy(Location target) throws IOException {
    this.target = target;
    Thread.startVirtualThread(this::accept);
  }

  /** The location of the database behind the proxy. */
  Location location() {
    return new Location(
        URI.create(
            "postgresql://chat@127.0.0.1:" + listener.getLocalPort() + target.uri().getPath()),
        target.password());
  }

  /** Loses the next answers, so many of them. */
  void loseAnswers(int count) {
    toLose.set(count);
  }

  /** How many answers were lost. */
  int lost() {
    return lost.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(target.uri().getHost(), target.uri().getPort());
        var loses = new AtomicInteger();
        Thread.startVirtualThread(() -> forward(client, server, loses, true));
        Thread.startVirtualThread(() -> forward(server, client, loses, false));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void forward(Socket from, Socket to, AtomicInteger loses, boolean isRequest) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[1 << 16];
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        String text = new String(Arrays.copyOf(buffer, length), ISO_8859_1);
        if (isRequest && text.contains(KEEP) && toLose.get() > 0) {
          toLose.decrementAndGet();
          loses.set(1);
        }
        if (!isRequest && loses.get() > 0) {
          // The database answers after its commit.
          lost.incrementAndGet();
          return;
        }
        out.write(buffer, 0, length);
      }
    } catch (IOException e) {
      // The other side has ended.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}

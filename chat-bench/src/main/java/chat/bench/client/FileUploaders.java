package chat.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;

/**
 * Clients that send files of 10 MiB to the lobby, one after the other without a pause. Each has a
 * virtual thread and an HTTP connection of its own, beside the thread that measures.
 */
public final class FileUploaders implements AutoCloseable {
  /** The first letter of their nicknames. */
  private static final char INITIAL = 'w';

  private static final int FILE_BYTES = 10 << 20;
  private static final int PIECE_BYTES = 64 * 1024;

  private final URI roomUri;
  private final List<BenchClient> clients;
  private final List<Thread> threads = new ArrayList<>();
  private final byte[] piece = new byte[PIECE_BYTES];
  private final LongAdder sent = new LongAdder();
  private final LongAdder files = new LongAdder();
  private volatile IOException failure;
  private volatile boolean closed;
  private long since;

  /** Signs the clients in. */
  public FileUploaders(URI roomUri, int count) throws IOException {
    this.roomUri = roomUri;
    clients =
        BlockingClient.signIn(roomUri, new Handshake(roomUri, Subprotocol.PLAIN), INITIAL, count);
    // No known type of file, so that the bytes are kept as they are.
    new Random(1).nextBytes(piece);
    piece[0] = 0;
  }

  public void start() {
    since = System.nanoTime();
    clients.forEach(client -> threads.add(Thread.startVirtualThread(() -> sendFiles(client))));
  }

  private void sendFiles(BenchClient client) {
    try (Socket socket = BlockingClient.connect(roomUri)) {
      while (!closed) {
        send(client, socket.getOutputStream());
        if (closed) {
          return;
        }
        checkCreated(socket.getInputStream());
        files.increment();
      }
    } catch (IOException e) {
      if (!closed) {
        failure = e;
      }
    }
  }

  private void send(BenchClient client, OutputStream out) throws IOException {
    out.write(
        ("POST /api/rooms/lobby/files?name=film.bin HTTP/1.1\r\nHost: "
                + roomUri.getAuthority()
                + "\r\nCookie: "
                + client.cookie()
                + "\r\nContent-Length: "
                + FILE_BYTES
                + "\r\n\r\n")
            .getBytes(US_ASCII));
    for (int left = FILE_BYTES; left > 0 && !closed; left -= PIECE_BYTES) {
      out.write(piece);
      sent.add(PIECE_BYTES);
    }
  }

  private static void checkCreated(InputStream in) throws IOException {
    int status = BlockingClient.readResponse(in);
    if (status != 201) {
      throw new IOException("A file was answered with " + status + ".");
    }
  }

  /** The MiB a second of all files until now. */
  public double mebibytesPerSecond() {
    return sent.sum() / (double) (1 << 20) / ((System.nanoTime() - since) / 1e9);
  }

  /** The files that were received whole until now. */
  public long files() {
    return files.sum();
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

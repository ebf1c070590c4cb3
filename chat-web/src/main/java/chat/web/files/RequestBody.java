package chat.web.files;

import chat.web.http.CloseConnection;
import chat.web.listener.TransferDeadline;
import io.helidon.common.buffers.DataReader.IncorrectNewLineException;
import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The body of a request, read as a stream; each byte extends the deadline of its connection. */
final class RequestBody {
  /** 64 KiB: Helidon reads a rest of this size, so that the connection can be used again. */
  private static final long SMALL = 64 * 1024;

  /** 1 MiB or 2 s of a refused body are read, because a client that is cut sees no refusal. */
  private static final long MAX_DISCARDED = 1 << 20;

  private static final Duration DISCARD_TIMEOUT = Duration.ofSeconds(2);

  private final ServerRequest request;
  private final Supplier<TransferDeadline> transfers;
  private TransferDeadline deadline;
  private InputStream stream;
  private long received;
  private boolean discarding;

  /**
   * Reads nothing yet.
   *
   * @param transfers the deadline of the request, once bytes are read
   */
  RequestBody(ServerRequest request, Supplier<TransferDeadline> transfers) {
    this.request = request;
    this.transfers = transfers;
  }

  /** The size that the request declares; empty where it has chunks. */
  OptionalLong length() {
    return request.headers().contains(HeaderNames.TRANSFER_ENCODING)
        ? OptionalLong.empty()
        : OptionalLong.of(request.headers().contentLength().orElse(0));
  }

  /** The deadline of this body's connection. */
  TransferDeadline deadline() {
    if (deadline == null) {
      deadline = transfers.get();
    }
    return deadline;
  }

  /** The bytes. Always the same stream. */
  InputStream stream() {
    if (stream == null) {
      TransferDeadline transfer = deadline();
      InputStream bytes =
          request.content().hasEntity()
              ? request.content().inputStream()
              : InputStream.nullInputStream();
      stream = new CountingStream(bytes, transfer);
    }
    return stream;
  }

  private final class CountingStream extends InputStream {
    private final InputStream bytes;
    private final TransferDeadline transfer;

    CountingStream(InputStream bytes, TransferDeadline transfer) {
      this.bytes = bytes;
      this.transfer = transfer;
    }

    private int readSome(byte[] buffer, int offset, int length) throws IOException {
      try {
        return bytes.read(buffer, offset, length);
      } catch (InsufficientDataAvailableException | UncheckedIOException | SocketException e) {
        throw new CloseConnection("the client has gone");
      } catch (IncorrectNewLineException | IllegalArgumentException | IllegalStateException e) {
        // Of Helidon's reader of chunks.
        throw new FileRefusal(Status.BAD_REQUEST_400);
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = readSome(buffer, offset, length);
      if (count > 0) {
        received += count;
        if (!discarding) {
          transfer.moved(count);
        }
      }
      return count;
    }
  }

  /** Whether a response has to close the connection, because much of the body is left. */
  boolean isMuchLeft() {
    return request.content().hasEntity()
        && !request.content().consumed()
        && (length().isEmpty() || length().getAsLong() - received > SMALL);
  }

  /** Reads a part of the rest after a refusal. */
  void discardRest() {
    if (request.headers().contains(HeaderNames.EXPECT) && stream == null) {
      // Nothing comes, and to read would ask for it.
      return;
    }
    try {
      InputStream rest = stream();
      discarding = true;
      // It aborts the connection, so that each read ends.
      deadline.endWithin(DISCARD_TIMEOUT);
      byte[] buffer = new byte[8 * 1024];
      long limit = received + MAX_DISCARDED;
      int count = 0;
      while (count >= 0 && received < limit) {
        count = rest.read(buffer);
      }
    } catch (IOException | RuntimeException e) {
      // The client has gone, or sent no valid chunk: the connection is closed anyway.
    }
  }
}

package chat.web.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.web.http.CloseConnection;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/**
 * Reads a connection, and rewrites each request line: Helidon 4.5.0 refuses HTTP/1.0, targets in
 * absolute-form and UTF-8 that is not percent-encoded before it calls anything ({@code
 * Http1Prologue.doRead}, line 162). It reads a request line by {@link #findNewLine} and {@link
 * #readBytes} in turn. All other bytes pass unchanged. Chunks of bodies that are too large are
 * refused. For the connection's thread alone.
 */
final class RequestLineReader extends DataReader {
  private static final byte[] NONE = {};
  private static final int NEW_LINE = 2;

  /** The part of a request that the next bytes belong to, as far as this reader knows. */
  private enum Part {
    REQUEST_LINE,
    HEADERS,
    /** A chunked body: no request follows it. */
    LAST_BODY
  }

  private final int maxChunk;
  private final Source source;
  private byte[] found = NONE;
  private boolean takesRanges;
  private RequestLine line = RequestLine.UNCHANGED;

  /** The bytes of the connection. */
  private static final class Source implements Supplier<byte[]> {
    private final ConnectionContext context;
    private Part part = Part.REQUEST_LINE;

    Source(ConnectionContext context) {
      this.context = context;
    }

    /** The next bytes; null at the end of the connection. */
    @Override
    public byte[] get() {
      byte[] next = read();
      if (next == null && part == Part.HEADERS) {
        // Helidon answers 500 and logs it as its own failure.
        throw new CloseConnection("the client has gone");
      }
      return next;
    }

    private byte[] read() {
      DataReader first = context.dataReader();
      if (first.available() > 0) {
        // Helidon has read them to find out the protocol, where a listener has several.
        return first.readBytes(first.available());
      }
      // As Helidon's own reader does.
      try {
        return context.serverSocket().get();
      } catch (UncheckedIOException e) {
        throw new ServerConnectionException("Failed to get data from socket", e);
      }
    }
  }

  // The constructor is deprecated because DataReader becomes an interface in Helidon 5.
  @SuppressWarnings("removal")
  RequestLineReader(ConnectionContext context, int maxChunk) {
    Source bytes = new Source(context);
    super(bytes);
    source = bytes;
    this.maxChunk = maxChunk;
  }

  /** The line of the request that is being read. */
  RequestLine line() {
    return line;
  }

  /** Whether the handler of the request takes ranges by itself. */
  boolean takesRanges() {
    return takesRanges;
  }

  /** Called when the line of a request was read. */
  void setTakesRanges(boolean takes) {
    takesRanges = takes;
  }

  /**
   * Called when the headers of a request are complete.
   *
   * @param last whether no request follows this one
   */
  void headersRead(boolean last) {
    source.part = last ? Part.LAST_BODY : Part.REQUEST_LINE;
  }

  @Override
  public int findNewLine(int max) {
    int end = super.findNewLine(max);
    if (source.part != Part.REQUEST_LINE || end == max) {
      return end;
    }
    if (end == 0) {
      // An empty line before a request is ignored (RFC 9112, section 2.2).
      super.skip(NEW_LINE);
      end = super.findNewLine(max);
      if (end == max) {
        return end;
      }
    }
    source.part = Part.HEADERS;
    found = super.readBytes(end);
    line = RequestLine.of(found);
    if (!line.text().isEmpty()) {
      found = line.text().getBytes(US_ASCII);
    }
    // The limit holds for the line as Helidon sees it.
    return Math.min(found.length, max);
  }

  /** Helidon reads a chunk of a body as a whole into memory. */
  @Override
  public BufferData readBuffer(int length) {
    if (source.part == Part.LAST_BODY && length > maxChunk) {
      throw RequestException.builder()
          .type(EventType.BAD_REQUEST)
          .status(Status.REQUEST_ENTITY_TOO_LARGE_413)
          .setKeepAlive(false)
          .build();
    }
    return super.readBuffer(length);
  }

  @Override
  public byte[] readBytes(int length) {
    if (found.length == 0) {
      return super.readBytes(length);
    }
    byte[] text = found;
    found = NONE;
    return text;
  }
}

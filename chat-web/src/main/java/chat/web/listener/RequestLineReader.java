package chat.web.listener;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ServerConnectionException;
import java.io.UncheckedIOException;

/**
 * Reads a connection, and rewrites each request line: Helidon 4.5.0 refuses HTTP/1.0, targets in
 * absolute-form and UTF-8 that is not percent-encoded before it calls anything ({@code
 * Http1Prologue.doRead}, line 162). It reads a request line by {@link #findNewLine} and {@link
 * #readBytes} in turn. All other bytes pass unchanged. For the connection's thread alone.
 */
final class RequestLineReader extends DataReader {
  private static final byte[] NONE = {};

  private boolean expected = true;
  private byte[] found = NONE;
  private RequestLine line = RequestLine.UNCHANGED;

  // The constructor is deprecated because DataReader becomes an interface in Helidon 5.
  @SuppressWarnings("removal")
  RequestLineReader(ConnectionContext context) {
    super(() -> read(context));
  }

  private static byte[] read(ConnectionContext context) {
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

  /** The line of the request that is being read. */
  RequestLine line() {
    return line;
  }

  /** Called when the head of a request is complete: the next line begins a request. */
  void expectRequestLine() {
    expected = true;
  }

  @Override
  public int findNewLine(int max) {
    int end = super.findNewLine(max);
    if (!expected || end == max) {
      return end;
    }
    expected = false;
    found = super.readBytes(end);
    line = RequestLine.of(found);
    if (!line.text().isEmpty()) {
      found = line.text().getBytes(US_ASCII);
    }
    // The limit holds for the line as Helidon sees it.
    return Math.min(found.length, max);
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

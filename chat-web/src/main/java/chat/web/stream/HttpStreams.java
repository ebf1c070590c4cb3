package chat.web.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.web.delivery.Outbox;
import chat.web.delivery.StreamFormat;
import chat.web.delivery.WriterPool;
import chat.web.http.CloseConnection;
import chat.web.http.Responses;
import chat.web.listener.ConnectionLimiter;
import chat.web.metrics.DisconnectReason;
import chat.web.metrics.ServerMetrics;
import chat.web.protocol.CloseCodes;
import chat.web.session.RoomConnection;
import chat.web.session.RoomConnection.Handshake;
import chat.web.session.RoomConnections;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.DateTime;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.ServerResponse;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Duration;

/**
 * Serves streams by HTTP: an outbox writes the room's shared stream, as it does for a WebSocket,
 * and the request's thread waits for the end of the client. The body ends with its connection, so
 * that the same bytes go to clients of HTTP/1.0 and HTTP/1.1.
 */
public final class HttpStreams {
  private static final System.Logger LOG = System.getLogger(HttpStreams.class.getName());

  /** 1 s until an {@code EventSource} comes back after a cut. */
  private static final byte[] RETRY = "retry: 1000\n\n".getBytes(US_ASCII);

  private static final byte[] NOTHING = {};

  /** 64 KiB that a client sends after its request are discarded; then it is cut. */
  private static final int MAX_DISCARDED = 1 << 16;

  private final RoomConnections services;
  private final ConnectionLimiter connections;
  private final WriterPool writers;
  private final int maxBehind;
  private final Duration closeTimeout;
  private final ServerMetrics metrics;

  /**
   * @param maxBehind bytes that may wait for a client, the opening aside
   */
  public HttpStreams(
      RoomConnections services,
      ConnectionLimiter connections,
      WriterPool writers,
      int maxBehind,
      ServerMetrics metrics) {
    this.services = services;
    this.connections = connections;
    this.writers = writers;
    this.maxBehind = maxBehind;
    this.closeTimeout = services.timeouts().closeTimeout();
    this.metrics = metrics;
  }

  /** Answers HEAD with the head of a stream, and then throws the end of the connection. */
  static void describe(ServerResponse response, StreamFormat format) {
    ConnectionContext context = response.sink(ConnectionSink.TYPE).context();
    setHeaders(response.headers(), format);
    context.dataWriter().writeNow(head(response));
    throw new CloseConnection("the head of a stream has been written");
  }

  private static void setHeaders(WritableHeaders<?> headers, StreamFormat format) {
    headers.set(
        HeaderNames.CONTENT_TYPE,
        format == StreamFormat.LINES ? Responses.TEXT : "text/event-stream");
    headers.set(HeaderNames.CACHE_CONTROL, "no-store");
    headers.set(HeaderValues.CONNECTION_CLOSE);
    // nginx collects the bytes of a response otherwise.
    headers.set(HeaderNames.create("X-Accel-Buffering"), "no");
  }

  /** Serves a stream to its end, and then throws the end of the connection. */
  void serve(Handshake handshake, ServerResponse response) {
    ConnectionContext context = upgraded(handshake, response);
    // Frames for one connection alone are no entries, and have no cursor.
    var outbox =
        new Outbox(
            writers, handshake.format().framing(""), context.dataWriter(), maxBehind, metrics);
    outbox.onCloseWritten(context.serverSocket()::close);
    RoomConnection connection = services.create(handshake, outbox);
    try {
      outbox.setReader(Thread.currentThread());
      setHeaders(response.headers(), handshake.format());
      BufferData opening = head(response);
      opening.write(handshake.format() == StreamFormat.EVENTS ? RETRY : NOTHING);
      context.dataWriter().writeNow(opening);
      connection.open(_ -> {});
      awaitEnd(context.dataReader(), outbox);
    } catch (DataReader.InsufficientDataAvailableException
        | ServerConnectionException
        | UncheckedIOException e) {
      LOG.log(Level.TRACE, "the client has gone", e);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a stream failed", e);
      outbox.close(CloseCodes.INTERNAL_ERROR);
    } finally {
      end(connection);
    }
    throw new CloseConnection("the stream has ended");
  }

  /** Takes the connection from HTTP, which would end it at its deadline. */
  private ConnectionContext upgraded(Handshake handshake, ServerResponse response) {
    try {
      ConnectionContext context = response.sink(ConnectionSink.TYPE).context();
      connections.upgraded(context);
      return context;
    } catch (RuntimeException e) {
      handshake.permit().release();
      throw e;
    }
  }

  private static BufferData head(ServerResponse response) {
    BufferData head = BufferData.growing(1024);
    head.write("HTTP/1.1 200 OK\r\nDate: ".getBytes(US_ASCII));
    head.write(DateTime.http1Bytes());
    response.headers().forEach(header -> header.writeHttp1Header(head));
    head.write("\r\n".getBytes(US_ASCII));
    return head;
  }

  /** Reads until the client ends the connection. */
  private static void awaitEnd(DataReader reader, Outbox outbox) {
    int discarded = 0;
    while (discarded <= MAX_DISCARDED) {
      reader.ensureAvailable();
      int count = reader.available();
      reader.skip(count);
      discarded += count;
    }
    outbox.cut(DisconnectReason.ENDED_BY_LISTENER);
  }

  private void end(RoomConnection connection) {
    // An interrupt has done its work; the wait for the writer, which follows, must not end by it.
    var _ = Thread.interrupted();
    if (connection.outbox().isClosing()) {
      connection.outbox().awaitClosed(closeTimeout);
    }
    connection.ended();
  }
}

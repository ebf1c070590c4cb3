package chat.web.stream;

import io.helidon.common.GenericType;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.spi.Sink;

/**
 * The connection of a response, for a handler that writes the response by itself.
 *
 * @param context whose writer has written no byte of the response yet
 */
record ConnectionSink(ConnectionContext context) implements Sink<byte[]> {
  static final GenericType<ConnectionSink> TYPE = GenericType.create(ConnectionSink.class);

  @Override
  public ConnectionSink emit(byte[] bytes) {
    throw new UnsupportedOperationException("an outbox writes");
  }

  @Override
  public void close() {}
}

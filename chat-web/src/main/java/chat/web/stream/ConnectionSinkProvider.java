package chat.web.stream;

import io.helidon.common.GenericType;
import io.helidon.common.media.type.MediaType;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http.spi.Sink;
import io.helidon.webserver.http.spi.SinkProvider;
import io.helidon.webserver.http.spi.SinkProviderContext;
import java.util.function.BiConsumer;

/** Provides {@link ConnectionSink}: Helidon gives a handler the connection in no other way. */
@SuppressWarnings("TypeParameterUnusedInFormals") // As Helidon declares them.
public final class ConnectionSinkProvider implements SinkProvider<byte[]> {
  /** Called by the service loader. */
  public ConnectionSinkProvider() {}

  @Override
  public boolean supports(GenericType<? extends Sink<?>> type, ServerRequest request) {
    return type.equals(ConnectionSink.TYPE);
  }

  @Override
  @SuppressWarnings("unchecked") // Called for the supported type only.
  public <X extends Sink<byte[]>> X create(SinkProviderContext context) {
    return (X) new ConnectionSink(context.connectionContext());
  }

  // Abstract in Helidon 4.5.0, though deprecated.
  @Override
  @SuppressWarnings("removal")
  public <X extends Sink<byte[]>> X create(
      ServerResponse response, BiConsumer<Object, MediaType> events, Runnable close) {
    throw new UnsupportedOperationException("replaced by the method above");
  }
}

package chat.web.listener;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Set;

/** Selects Helidon's HTTP/1.1 for each connection, with a reader that rewrites request lines. */
record RequestSelector(Http1ConnectionSelector http1, int maxChunk, ListenerCheck check)
    implements ServerConnectionSelector {
  @Override
  public int bytesToIdentifyConnection() {
    return http1.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return Support.SUPPORTED;
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http1.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    check.connected(context);
    return http1.connection(new RequestContext(context, new RequestLineReader(context, maxChunk)));
  }
}

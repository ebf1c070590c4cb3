package chat.web.listener;

import chat.web.access.Admission;
import chat.web.http.RefusalCode;
import chat.web.http.Responses;
import chat.web.metrics.ServerMetrics;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Set;

/**
 * A filter for connections over the limit of TCP connections: they are there for an operator's
 * requests alone, one on each connection.
 */
record ReservedConnections(ConnectionTracker tracker, Set<String> paths, ServerMetrics metrics)
    implements Filter {
  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (!tracker.isReserved(request.localPeer(), request.remotePeer())) {
      chain.proceed();
      return;
    }
    // The filter of the framing closes the connection then.
    response.headers().set(HeaderValues.CONNECTION_CLOSE);
    if (paths.contains(request.prologue().uriPath().path())) {
      chain.proceed();
      return;
    }
    Admission.Refused refused = Admission.Refused.full();
    refused.limit().ifPresent(metrics::limitHit);
    response.headers().set(RefusalCode.of(refused.status(), refused.reason()));
    Responses.refuse(request, response, refused.status(), refused.reason());
  }
}

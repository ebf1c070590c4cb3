package chat.web.api;

import chat.web.client.TrustedProxies;
import chat.web.http.Endpoint;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.identity.OwnerKey;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * {@code GET /metrics}: the server's metrics in the text format of Prometheus, for clients on this
 * machine and for the owner. The values are collected for each request.
 */
public final class MetricsEndpoint implements Endpoint {
  private final MetricsCollector collector;
  private final TrustedProxies proxies;
  private final OwnerKey key;

  public MetricsEndpoint(MetricsCollector collector, TrustedProxies proxies, OwnerKey key) {
    this.collector = collector;
    this.proxies = proxies;
    this.key = key;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/metrics", this::handle));
  }

  private void handle(ServerRequest request, ServerResponse response) {
    if (!isAllowed(request)) {
      Responses.line(
          request,
          response,
          Status.FORBIDDEN_403,
          "For this machine itself, or with the owner's key: Authorization: Bearer KEY");
      return;
    }
    var text = new ByteArrayOutputStream();
    try {
      // Created here, because most servers get no such request and the start need not wait for it.
      PrometheusTextFormatWriter.create().write(text, collector.collect(), EscapingScheme.DEFAULT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    response.headers().set(HeaderNames.CONTENT_TYPE, PrometheusTextFormatWriter.CONTENT_TYPE);
    response.headers().set(HeaderNames.CACHE_CONTROL, "no-store");
    Responses.body(request, response, text.toByteArray());
  }

  private boolean isAllowed(ServerRequest request) {
    Headers headers = request.headers();
    // Only by a name of this machine, because a foreign page's name may lead here (DNS rebinding).
    boolean local =
        proxies.client(request).isLocal()
            && headers
                .first(HeaderNames.HOST)
                .filter(host -> host.matches("(localhost|127\\.0\\.0\\.1|\\[::1])(:[0-9]+)?"))
                .isPresent();
    return local || key.isOwner(headers);
  }
}

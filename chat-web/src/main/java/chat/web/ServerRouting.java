package chat.web;

import chat.core.cluster.StoreUnavailableException;
import chat.web.api.MessageEndpoint;
import chat.web.http.Endpoint;
import chat.web.http.HttpsRedirect;
import chat.web.http.MethodRules;
import chat.web.http.PercentDecoding;
import chat.web.http.RefusalCode;
import chat.web.http.RequestFramingFilter;
import chat.web.http.Route;
import chat.web.http.SecurityHeaders;
import chat.web.listener.BodySizeFilter;
import chat.web.listener.ListenerSetup;
import chat.web.pages.Pages;
import chat.web.pages.StaticFiles;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.websocket.WsRouting;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The listeners of a server, and the filters before its routes. */
final class ServerRouting {
  private static final System.Logger LOG = System.getLogger(ServerRouting.class.getName());

  private static final long UNLIMITED = -1;

  private final ServerComponents components;
  private final SecurityHeaders securityHeaders;
  private final ListenerSetup listener;
  private final Filter reserve;
  private final String staticBase = StaticFiles.base();
  private final Pages pages = new Pages(staticBase);
  private final ServerEndpoints endpoints;

  ServerRouting(ServerComponents components) {
    this.components = components;
    securityHeaders = new SecurityHeaders(components.settings.listener().tls().isPresent());
    listener = listenerSetup(securityHeaders);
    endpoints = new ServerEndpoints(components, pages, staticBase);
    reserve = components.connections.reserve(paths(endpoints.operatorEndpoints()));
  }

  private ListenerSetup listenerSetup(SecurityHeaders headers) {
    return new ListenerSetup(
        components.settings.http(), headers, components.metrics, components.listeners);
  }

  /** Sets up the main listener: HTTP routes, and WebSockets at {@code /chat}. */
  WebServerConfig.Builder setUp(WebServerConfig.Builder builder) {
    return listener
        .setUp(builder.shutdownHook(false).featuresDiscoverServices(false), components.connections)
        // The filter below limits each path by itself.
        .maxPayloadSize(UNLIMITED)
        .addConnectionSelector(listener.upgrading(components.upgrader()))
        .addRouting(
            WsRouting.builder()
                .endpoint("/chat", components::socket)
                .endpoint("/chat/*", components::socket))
        .routing(http());
  }

  /**
   * Sets up the listener that redirects to the one with TLS.
   *
   * @param port the port to listen at
   * @param tlsPort gives the port of the main listener, once it is known
   */
  Consumer<ListenerConfig.Builder> redirect(int port, IntSupplier tlsPort) {
    var redirect = new HttpsRedirect(tlsPort);
    var withoutTls = new SecurityHeaders(false);
    var plain = listenerSetup(withoutTls);
    return builder ->
        plain
            .setUp(builder, components.connections)
            .host(components.settings.listener().host())
            .port(port)
            .addConnectionSelector(plain.plain())
            .routing(
                HttpRouting.builder()
                    .addFilter(components.connections.deadlines())
                    .addFilter(withoutTls)
                    .addFilter(new RefusalCode())
                    .addFilter(new RequestFramingFilter())
                    .addFilter(new PercentDecoding())
                    .addFilter(reserve)
                    .any(redirect));
  }

  private HttpRouting.Builder http() {
    BodySizeFilter bodySizes = bodySizes();
    HttpRouting.Builder routing =
        HttpRouting.builder()
            .addFilter(components.connections.deadlines())
            .addFilter(securityHeaders)
            .addFilter(new RefusalCode())
            .addFilter(new RequestFramingFilter())
            .addFilter(bodySizes)
            .addFilter(new PercentDecoding())
            .addFilter(reserve)
            .addFilter(StaticFiles.cacheable(staticBase))
            .addFilter(StaticFiles.compressed(staticBase))
            .error(
                BodySizeFilter.TooLargeException.class,
                (request, response, _) -> bodySizes.refuse(request, response))
            .error(
                HttpException.class,
                (request, response, e) -> pages.sendError(request, response, e.status()))
            .error(Throwable.class, this::failed);
    MethodRules.add(
        routing,
        routes(),
        (request, response) -> pages.sendError(request, response, Status.METHOD_NOT_ALLOWED_405));
    return routing;
  }

  private BodySizeFilter bodySizes() {
    return new BodySizeFilter(
        components.settings.http().formSize(),
        path -> components.files.map(files -> files.takesFiles(path)).orElse(false),
        MessageEndpoint::refuseTooLarge,
        components.metrics);
  }

  private void failed(ServerRequest request, ServerResponse response, Throwable e) {
    if (e instanceof StoreUnavailableException) {
      pages.sendError(request, response, Status.SERVICE_UNAVAILABLE_503, "not-read");
      return;
    }
    LOG.log(Level.ERROR, "a request failed", e);
    pages.sendError(request, response, Status.INTERNAL_SERVER_ERROR_500);
  }

  /** All HTTP routes; tests attack each of them. */
  List<Route> routes() {
    return endpoints.routes();
  }

  private static Set<String> paths(Stream<Endpoint> endpoints) {
    return endpoints
        .flatMap(endpoint -> endpoint.routes().stream())
        .map(Route::path)
        .collect(Collectors.toUnmodifiableSet());
  }
}

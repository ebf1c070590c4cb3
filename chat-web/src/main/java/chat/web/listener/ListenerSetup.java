package chat.web.listener;

import chat.web.config.HttpLimits;
import chat.web.http.RefusalCode;
import chat.web.http.Responses;
import chat.web.http.SecurityHeaders;
import chat.web.metrics.Limit;
import chat.web.metrics.ServerMetrics;
import io.helidon.common.mapper.MapperManager;
import io.helidon.common.mapper.Mappers;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpLogConfig;
import io.helidon.http.Status;
import io.helidon.service.registry.GlobalServiceRegistry;
import io.helidon.service.registry.ServiceRegistryConfig;
import io.helidon.service.registry.ServiceRegistryManager;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Optional;

/**
 * Configures HTTP listeners: size limits, the connection limiter, and the error responses before
 * routing.
 */
public final class ListenerSetup {
  /** Helidon's message for headers that are too large. */
  private static final String HEADERS_TOO_LARGE = "Header size exceeded";

  // Helidon has no constant for it.
  private static final Status TOO_LARGE_431 = Status.create(431, "Request Header Fields Too Large");

  private final HttpLimits limits;
  private final SecurityHeaders securityHeaders;
  private final ServerMetrics metrics;
  private final ListenerCheck check;

  /**
   * @param securityHeaders set in the responses before routing, too
   * @param check notices the end of the listeners
   */
  public ListenerSetup(
      HttpLimits limits,
      SecurityHeaders securityHeaders,
      ServerMetrics metrics,
      ListenerCheck check) {
    this.limits = limits;
    this.securityHeaders = securityHeaders;
    this.metrics = metrics;
    this.check = check;
  }

  /**
   * Disables Helidon's service discovery, because it takes a third of the start. Call it before the
   * first server of the process starts.
   */
  @SuppressWarnings("removal")
  public static void disableServiceDiscovery() {
    // Mappers.create() would fill the registry by discovery, before the one below is set.
    Mappers mappers =
        Mappers.builder()
            .mapperProvidersDiscoverServices(false)
            .mappersDiscoverServices(false)
            .build();
    var _ =
        GlobalServiceRegistry.registry(() ->
            ServiceRegistryManager.create(
                    ServiceRegistryConfig.builder()
                        .discoverServices(false)
                        .discoverServicesFromServiceLoader(false)
                        // Converts the values of forms and queries; UriQueryEmpty.first (line 68)
                        // of Helidon 4.5.0 still asks for the deprecated contract.
                        .putContractInstance(Mappers.class, mappers)
                        .putContractInstance(MapperManager.class, mappers)
                        .build())
                .registry());
  }

  /** Sets up what all listeners share. */
  public <B extends ListenerConfig.BuilderBase<B, ?>> B setUp(
      B listener, ConnectionLimiter connectionLimiter) {
    return listener
        .connectionOptions(connectionLimiter.acceptHook())
        // Its TLS looks up the name of each client's address before the handshake.
        .useNio(false)
        .maxPayloadSize(limits.formSize())
        .directHandlers(directHandlers())
        // To the direct handlers only, which write what a client gets.
        .errorHandling(errors -> errors.includeEntity(true))
        .protocolsDiscoverServices(false);
  }

  /** HTTP/1.1 and HTTP/1.0. */
  public ServerConnectionSelector plain() {
    return new RequestSelector(
        Http1ConnectionSelector.builder().config(http().build()).build(), limits.formSize(), check);
  }

  /** The same, and HTTP/1.1 upgrades to WebSocket. */
  public ServerConnectionSelector upgrading(Http1Upgrader upgrader) {
    return new RequestSelector(
        Http1ConnectionSelector.builder().config(http().build()).addUpgrader(upgrader).build(),
        limits.formSize(),
        check);
  }

  // Helidon 4.5.0 has no other way to leave the check of Host to a listener.
  @SuppressWarnings("removal")
  private Http1Config.Builder http() {
    return Http1Config.builder()
        // Their listeners log headers, and with them cookies.
        .log(HttpLogConfig.builder().receiveLog(false).sendLog(false).build())
        .addReceiveListener(new RequestNormalizer())
        // The normalizer does, because HTTP/1.0 may have no Host.
        .validateRequestHostHeader(false)
        .maxPrologueLength(limits.requestLineSize())
        .maxHeadersSize(limits.headerSize());
  }

  /** Handlers for errors before routing: one line of text, never the message of an exception. */
  private DirectHandlers directHandlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      handlers.addHandler(
          type,
          (request, event, given, headers, message) -> {
            Status status = HEADERS_TOO_LARGE.equals(message) ? TOO_LARGE_431 : given;
            Optional<Limit> limit = sizeLimit(status);
            limit.ifPresent(metrics::limitHit);
            metrics.responded(status.code());
            String line =
                event == EventType.OTHER && message != null
                    ? message
                    : Responses.sentence(reason(status, limit), request.headers());
            securityHeaders.setIn(headers);
            RefusalCode.addTo(headers, status);
            return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, Responses.TEXT)
                .keepAlive(false)
                .entity(line + '\n')
                .build();
          });
    }
    return handlers.build();
  }

  /** The size limit that a status says was exceeded. */
  private static Optional<Limit> sizeLimit(Status status) {
    return switch (status.code()) {
      case 413 -> Optional.of(Limit.FORM_SIZE);
      case 414 -> Optional.of(Limit.ADDRESS_LENGTH);
      case 431 -> Optional.of(Limit.HEADER_SIZE);
      default -> Optional.empty();
    };
  }

  /** The key of the response's sentence; all size limits share one. */
  private static String reason(Status status, Optional<Limit> limit) {
    Status named = limit.isPresent() ? Status.REQUEST_ENTITY_TOO_LARGE_413 : status;
    return named.codeText();
  }
}

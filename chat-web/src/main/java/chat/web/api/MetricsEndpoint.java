package chat.web.api;

import chat.core.ChatRoom;
import chat.core.Rooms;
import chat.web.client.TrustedProxies;
import chat.web.http.Endpoint;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.identity.OwnerKey;
import chat.web.listener.ConnectionLimiter;
import chat.web.metrics.DisconnectReason;
import chat.web.metrics.Limit;
import chat.web.metrics.ServerMetrics;
import chat.web.session.ConnectionMonitor;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * {@code GET /metrics}: the server's metrics in the text format of Prometheus, for clients on this
 * machine and for the owner. The values are collected for each request.
 */
public final class MetricsEndpoint implements Endpoint {
  private final Rooms rooms;
  private final ConnectionMonitor monitor;
  private final ConnectionLimiter limiter;
  private final TrustedProxies proxies;
  private final ServerMetrics metrics;
  private final OwnerKey key;

  public MetricsEndpoint(
      Rooms rooms,
      ConnectionMonitor monitor,
      ConnectionLimiter limiter,
      TrustedProxies proxies,
      ServerMetrics metrics,
      OwnerKey key) {
    this.rooms = rooms;
    this.monitor = monitor;
    this.limiter = limiter;
    this.proxies = proxies;
    this.metrics = metrics;
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
      PrometheusTextFormatWriter.create().write(text, snapshots(), EscapingScheme.DEFAULT);
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

  private MetricSnapshots snapshots() {
    List<ChatRoom> openRooms = rooms.open();
    Runtime java = Runtime.getRuntime();
    MetricSnapshots.Builder snapshots =
        MetricSnapshots.builder()
            .metricSnapshot(
                gauge("chat_connections", "WebSockets that are open.", monitor.sockets().size()))
            .metricSnapshot(
                gauge("chat_tcp_connections", "Connections of any kind.", limiter.count()))
            .metricSnapshot(gauge("chat_rooms", "Rooms that are open.", openRooms.size()))
            .metricSnapshot(
                gauge("chat_members", "Members present, by room.", sum(openRooms, ChatRoom::count)))
            .metricSnapshot(
                gauge("chat_entries", "Entries of the open rooms.", sum(openRooms, ChatRoom::last)))
            .metricSnapshot(
                counter(
                    "chat_cuts",
                    "Connections cut without a close frame.",
                    DisconnectReason.values(),
                    DisconnectReason::label,
                    metrics::count))
            .metricSnapshot(
                counter(
                    "chat_refusals",
                    "How often each limit was met.",
                    Limit.values(),
                    Limit::label,
                    metrics::count))
            .metricSnapshot(deliveries())
            .metricSnapshot(
                gauge(
                    "jvm_memory_used_bytes",
                    "Of the heap.",
                    (double) (java.totalMemory() - java.freeMemory())))
            .metricSnapshot(
                gauge("jvm_memory_committed_bytes", "Of the heap.", (double) java.totalMemory()))
            .metricSnapshot(
                gauge("jvm_memory_max_bytes", "Of the heap.", (double) java.maxMemory()));
    return snapshots.build();
  }

  private static double sum(List<ChatRoom> openRooms, ToLongFunction<ChatRoom> value) {
    return (double) openRooms.stream().mapToLong(value).sum();
  }

  private static MetricSnapshot gauge(String name, String help, double value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
        .build();
  }

  private static <E> MetricSnapshot counter(
      String name, String help, E[] kinds, Function<E, String> label, ToLongFunction<E> count) {
    var counter = CounterSnapshot.builder().name(name).help(help);
    for (E kind : kinds) {
      counter.dataPoint(
          CounterDataPointSnapshot.builder()
              .labels(Labels.of("reason", label.apply(kind)))
              .value((double) count.applyAsLong(kind))
              .build());
    }
    return counter.build();
  }

  private MetricSnapshot deliveries() {
    ServerMetrics.DeliveryTimes deliveries = metrics.deliveryTimes();
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    List<Double> bounds = ServerMetrics.DeliveryTimes.bounds();
    for (int i = 0; i < bounds.size(); i++) {
      buckets.bucket(bounds.get(i), deliveries.count(i));
    }
    buckets.bucket(Double.POSITIVE_INFINITY, deliveries.count(bounds.size()));
    return HistogramSnapshot.builder()
        .name("chat_delivery_seconds")
        .help("From a message's place in the room's stream until one connection had it written.")
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum(deliveries.seconds())
                .build())
        .build();
  }
}

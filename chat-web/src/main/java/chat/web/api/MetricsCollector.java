package chat.web.api;

import chat.core.ChatRoom;
import chat.core.Rooms;
import chat.core.log.Transcripts;
import chat.web.config.BuildInfo;
import chat.web.files.FileService;
import chat.web.listener.Certificate;
import chat.web.listener.ConnectionLimiter;
import chat.web.metrics.CodeCounters;
import chat.web.metrics.DisconnectReason;
import chat.web.metrics.Limit;
import chat.web.metrics.ServerMetrics;
import chat.web.session.ConnectionMonitor;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Collects the server's metrics as snapshots for Prometheus. */
public final class MetricsCollector {
  private static final Path PROC = Path.of("/proc/self");

  private final Rooms rooms;
  private final ConnectionMonitor monitor;
  private final ConnectionLimiter limiter;
  private final ServerMetrics metrics;
  private final Transcripts transcripts;
  private final Optional<Certificate> certificate;
  private final Optional<FileService> files;

  public MetricsCollector(
      Rooms rooms,
      ConnectionMonitor monitor,
      ConnectionLimiter limiter,
      ServerMetrics metrics,
      Transcripts transcripts,
      Optional<Certificate> certificate,
      Optional<FileService> files) {
    this.rooms = rooms;
    this.monitor = monitor;
    this.limiter = limiter;
    this.metrics = metrics;
    this.transcripts = transcripts;
    this.certificate = certificate;
    this.files = files;
  }

  MetricSnapshots collect() {
    MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
    addConnections(snapshots);
    addRooms(snapshots, rooms.open());
    addCounters(snapshots);
    BotCallMetrics.add(snapshots, metrics.calls());
    LogMetrics.add(snapshots, transcripts.status());
    certificate.ifPresent(pem -> snapshots.metricSnapshot(expiry(pem)));
    files.flatMap(FileService::size).ifPresent(bytes -> snapshots.metricSnapshot(fileBytes(bytes)));
    snapshots.metricSnapshot(info(BuildInfo.current()));
    ProcessMetrics.add(snapshots, PROC);
    JvmMetrics.add(snapshots);
    return snapshots.build();
  }

  private void addConnections(MetricSnapshots.Builder snapshots) {
    int inRooms = monitor.connections().size();
    snapshots.metricSnapshot(
        gauge("chat_connections", "WebSockets and HTTP streams that are open.", inRooms));
    snapshots.metricSnapshot(
        gauge("chat_tcp_connections", "Connections of any kind.", limiter.count()));
  }

  private static void addRooms(MetricSnapshots.Builder snapshots, List<ChatRoom> rooms) {
    snapshots.metricSnapshot(gauge("chat_rooms", "Rooms that are open.", rooms.size()));
    snapshots.metricSnapshot(
        gauge(
            "chat_members",
            "Members present in the open rooms; one in two rooms counts twice.",
            sum(rooms, ChatRoom::count)));
    snapshots.metricSnapshot(
        gauge("chat_entries", "Entries of the open rooms.", sum(rooms, ChatRoom::last)));
  }

  private void addCounters(MetricSnapshots.Builder snapshots) {
    snapshots.metricSnapshot(
        counter(
            "chat_cuts",
            "Connections cut without a close frame.",
            DisconnectReason.values(),
            DisconnectReason::label,
            metrics::count));
    snapshots.metricSnapshot(
        counter(
            "chat_refusals",
            "How often each limit was met.",
            Limit.values(),
            Limit::label,
            metrics::count));
    snapshots.metricSnapshot(
        counter(
            "chat_messages",
            "Messages that were said, without edits, deletions and reactions.",
            (double) metrics.messages().count()));
    snapshots.metricSnapshot(
        counter(
            "chat_http_errors",
            "Responses with a status from 500 on, those of the health check included.",
            "status",
            metrics.serverErrors()));
    snapshots.metricSnapshot(
        counter(
            "chat_closes", "Close frames that the server began with.", "code", metrics.closes()));
    snapshots.metricSnapshot(deliveries());
  }

  private static MetricSnapshot expiry(Certificate certificate) {
    return gauge(
        "chat_tls_certificate_expiry_timestamp_seconds",
        "When the first certificate of the chain expires, in seconds since 1970.",
        (double) certificate.expiry().getEpochSecond());
  }

  private static MetricSnapshot fileBytes(long bytes) {
    return gauge(
        "chat_file_bytes",
        "The size of all files, and of what unfinished uploads are to have.",
        (double) bytes);
  }

  private static MetricSnapshot info(BuildInfo build) {
    return InfoSnapshot.builder()
        .name("chat_build")
        .help("The build that runs.")
        .dataPoint(
            InfoDataPointSnapshot.builder()
                .labels(
                    Labels.of(
                        "version", build.version(), "commit", build.commit(), "java", build.java()))
                .build())
        .build();
  }

  private static double sum(List<ChatRoom> openRooms, ToLongFunction<ChatRoom> value) {
    return (double) openRooms.stream().mapToLong(value).sum();
  }

  static MetricSnapshot gauge(String name, String help, double value) {
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

  private static MetricSnapshot counter(
      String name, String help, String label, CodeCounters counters) {
    var counter = CounterSnapshot.builder().name(name).help(help);
    counters
        .counts()
        .forEach((code, count) ->
            counter.dataPoint(
                CounterDataPointSnapshot.builder()
                    .labels(Labels.of(label, Integer.toString(code)))
                    .value((double) count)
                    .build()));
    return counter.build();
  }

  static MetricSnapshot counter(String name, String help, double value) {
    return CounterSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(CounterDataPointSnapshot.builder().value(value).build())
        .build();
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
        .help(
            "A sample of deliveries: from a message's place in the room's stream, which it has after"
                + " the commit, until one connection had it written.")
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum(deliveries.seconds())
                .build())
        .build();
  }
}

package chat.web.api;

import static chat.web.api.MetricsCollector.counter;
import static chat.web.api.MetricsCollector.gauge;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The metrics of the process under the names that Prometheus' own libraries give them. A system
 * without {@code /proc} lacks those that are read there.
 */
final class ProcessMetrics {
  private static final System.Logger LOG = System.getLogger(ProcessMetrics.class.getName());
  private static final Pattern MAX_FILES = Pattern.compile("(?m)^Max open files\\s+([0-9]+)\\s");
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+([0-9]+) kB$");
  private static final double KIB = 1024;

  private ProcessMetrics() {}

  /**
   * @param proc the folder {@code /proc/self}
   */
  static void add(MetricSnapshots.Builder snapshots, Path proc) {
    addTimes(snapshots, ProcessHandle.current().info());
    add(
        snapshots,
        openFiles(proc.resolve("fd")),
        count -> gauge("process_open_fds", "Open file descriptors.", count));
    add(
        snapshots,
        number(MAX_FILES, proc.resolve("limits")),
        max -> gauge("process_max_fds", "Maximum of open file descriptors.", max));
    add(
        snapshots,
        number(RESIDENT, proc.resolve("status")),
        size ->
            gauge(
                "process_resident_memory_bytes",
                "Memory of the process that is in the machine's memory.",
                size * KIB));
  }

  private static void addTimes(MetricSnapshots.Builder snapshots, ProcessHandle.Info process) {
    process
        .startInstant()
        .ifPresent(start ->
            snapshots.metricSnapshot(
                gauge(
                    "process_start_time_seconds",
                    "When the process started, in seconds since 1970.",
                    start.toEpochMilli() / 1e3)));
    process
        .totalCpuDuration()
        .ifPresent(time ->
            snapshots.metricSnapshot(
                counter(
                    "process_cpu_seconds",
                    "Processor time of the process, of user and system.",
                    time.toNanos() / 1e9)));
  }

  private static void add(
      MetricSnapshots.Builder snapshots,
      OptionalDouble value,
      Function<Double, MetricSnapshot> metric) {
    if (value.isPresent()) {
      snapshots.metricSnapshot(metric.apply(value.getAsDouble()));
    }
  }

  private static OptionalDouble openFiles(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return OptionalDouble.of((double) files.count());
    } catch (IOException e) {
      LOG.log(Level.TRACE, "the system does not list open files", e);
      return OptionalDouble.empty();
    }
  }

  private static OptionalDouble number(Pattern pattern, Path file) {
    return read(file)
        .map(pattern::matcher)
        .filter(found -> found.find())
        .map(found -> OptionalDouble.of(Double.parseDouble(found.group(1))))
        .orElse(OptionalDouble.empty());
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      LOG.log(Level.TRACE, "the system has no such file", e);
      return Optional.empty();
    }
  }
}

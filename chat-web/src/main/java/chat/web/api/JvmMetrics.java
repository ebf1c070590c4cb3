package chat.web.api;

import static chat.web.api.MetricsCollector.gauge;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.util.function.ToLongFunction;

/**
 * The metrics of the Java virtual machine under the names that Prometheus' own libraries give them.
 * The management beans are loaded by the first request, because they would make each start slower.
 */
final class JvmMetrics {
  private JvmMetrics() {}

  static void add(MetricSnapshots.Builder snapshots) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    snapshots.metricSnapshot(
        memory("jvm_memory_used_bytes", "Memory in use.", memory, MemoryUsage::getUsed));
    snapshots.metricSnapshot(
        memory(
            "jvm_memory_committed_bytes",
            "Memory that the system has granted.",
            memory,
            MemoryUsage::getCommitted));
    snapshots.metricSnapshot(
        memory(
            "jvm_memory_max_bytes",
            "Maximum of memory; -1 where there is none.",
            memory,
            MemoryUsage::getMax));
    snapshots.metricSnapshot(collections());
    snapshots.metricSnapshot(
        gauge(
            "jvm_threads_current",
            "Threads of the system; virtual threads are not counted.",
            ManagementFactory.getThreadMXBean().getThreadCount()));
  }

  private static MetricSnapshot memory(
      String name, String help, MemoryMXBean memory, ToLongFunction<MemoryUsage> value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(area("heap", value.applyAsLong(memory.getHeapMemoryUsage())))
        .dataPoint(area("nonheap", value.applyAsLong(memory.getNonHeapMemoryUsage())))
        .build();
  }

  private static GaugeDataPointSnapshot area(String area, long value) {
    return GaugeDataPointSnapshot.builder()
        .labels(Labels.of("area", area))
        .value((double) value)
        .build();
  }

  private static MetricSnapshot collections() {
    var collections =
        SummarySnapshot.builder()
            .name("jvm_gc_collection_seconds")
            .help("Garbage collections, and the time that they took.");
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      collections.dataPoint(
          SummaryDataPointSnapshot.builder()
              .labels(Labels.of("gc", collector.getName()))
              .count(collector.getCollectionCount())
              .sum(collector.getCollectionTime() / 1e3)
              .build());
    }
    return collections.build();
  }
}

package chat.web.api;

import static chat.web.api.MetricsCollector.counter;
import static chat.web.api.MetricsCollector.gauge;

import chat.core.log.LogStatus;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;

/** The metrics of the log, as snapshots for Prometheus. */
final class LogMetrics {
  private LogMetrics() {}

  static void add(MetricSnapshots.Builder snapshots, LogStatus log) {
    boolean keeps = log.ended().isEmpty() && log.problem().isEmpty();
    snapshots.metricSnapshot(
        gauge("chat_log_keeps", "1 when a message said now would be kept, else 0.", keeps ? 1 : 0));
    log.statistics().ifPresent(statistics -> add(snapshots, statistics));
  }

  private static void add(MetricSnapshots.Builder snapshots, LogStatus.Statistics log) {
    snapshots.metricSnapshot(
        counter("chat_not_kept", "Messages refused as not kept.", (double) log.notKept()));
    snapshots.metricSnapshot(
        SummarySnapshot.builder()
            .name("chat_commit_seconds")
            .help("Commits to the disk, and the time that they took.")
            .dataPoint(
                SummaryDataPointSnapshot.builder()
                    .count(log.commits())
                    .sum(log.commitTime().toNanos() / 1e9)
                    .build())
            .build());
    snapshots.metricSnapshot(
        gauge("chat_commit_queue", "Messages that wait for a commit.", log.waiting()));
    snapshots.metricSnapshot(
        counter("chat_read_failures", "Reads of the log that failed.", (double) log.failedReads()));
    snapshots.metricSnapshot(
        gauge("chat_database_bytes", "The size of the log.", (double) log.databaseBytes()));
    snapshots.metricSnapshot(
        gauge("chat_journal_bytes", "The size of its journal.", (double) log.journalBytes()));
    snapshots.metricSnapshot(
        gauge("chat_disk_free_bytes", "Free space of the log's disk.", (double) log.freeBytes()));
    snapshots.metricSnapshot(
        gauge(
            "chat_index_rooms_behind",
            "Rooms with entries that the search index does not have yet.",
            log.roomsToIndex()));
  }
}

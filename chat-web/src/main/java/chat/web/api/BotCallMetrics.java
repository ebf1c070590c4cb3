package chat.web.api;

import static chat.web.api.MetricsCollector.counter;
import static chat.web.api.MetricsCollector.gauge;

import chat.web.metrics.CallMetrics;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/** The metrics of calls to bots, as snapshots for Prometheus. */
final class BotCallMetrics {
  private BotCallMetrics() {}

  static void add(MetricSnapshots.Builder snapshots, CallMetrics calls) {
    snapshots.metricSnapshot(
        CounterSnapshot.builder()
            .name("chat_bot_calls")
            .help("Calls of bots that have ended.")
            .dataPoint(point("answered", calls.answered()))
            .dataPoint(point("given-up", calls.givenUp()))
            .build());
    snapshots.metricSnapshot(
        counter("chat_bot_call_failures", "Tries of calls that failed.", (double) calls.failed()));
    snapshots.metricSnapshot(
        gauge("chat_bot_calls_waiting", "Calls that this server is to make.", calls.waiting()));
  }

  private static CounterDataPointSnapshot point(String result, long count) {
    return CounterDataPointSnapshot.builder()
        .labels(Labels.of("result", result))
        .value((double) count)
        .build();
  }
}

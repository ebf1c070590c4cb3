package chat.bench.measurement;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Histogram of latencies; to three digits, up to one minute. */
public final class Latencies {
  private static final long MAX_LATENCY = TimeUnit.MINUTES.toNanos(1);
  private static final double NANOS_PER_MILLI = 1e6;

  private final Histogram histogram = new Histogram(MAX_LATENCY, 3);

  public void record(long nanos) {
    histogram.recordValue(Math.clamp(nanos, 0, MAX_LATENCY));
  }

  public void reset() {
    histogram.reset();
  }

  public boolean isEmpty() {
    return histogram.getTotalCount() == 0;
  }

  /** The latency at a percentile, in milliseconds. */
  public double percentile(double percent) {
    return histogram.getValueAtPercentile(percent) / NANOS_PER_MILLI;
  }

  /** The percentiles as metrics; empty if nothing was recorded. */
  public Map<Metric, Double> metrics() {
    return isEmpty()
        ? Map.of()
        : Map.of(
            Metric.P50, percentile(50),
            Metric.P90, percentile(90),
            Metric.P99, percentile(99),
            Metric.P999, percentile(99.9),
            Metric.P9999, percentile(99.99),
            Metric.LONGEST, percentile(100));
  }
}

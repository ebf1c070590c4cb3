package chat.bench.measurement;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long things took; to three digits, up to a minute. */
public final class Latencies {
  private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);
  private static final double NANOS_PER_MILLI = 1e6;

  private final Histogram histogram = new Histogram(LONGEST, 3);

  public void record(long nanos) {
    histogram.recordValue(Math.clamp(nanos, 0, LONGEST));
  }

  public void reset() {
    histogram.reset();
  }

  /** The longest time of the quickest so many percent, in milliseconds. */
  public double percentile(double percent) {
    return histogram.getValueAtPercentile(percent) / NANOS_PER_MILLI;
  }

  /** As figures; none where nothing was recorded. */
  public Map<Metric, Double> measures() {
    return histogram.getTotalCount() == 0
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

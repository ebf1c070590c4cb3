package chat.bench;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** How long things took; to three digits, up to a minute. */
final class Latencies {
  private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);
  private static final double NANOS_PER_MILLI = 1e6;

  private final Histogram histogram = new Histogram(LONGEST, 3);

  void record(long nanos) {
    histogram.recordValue(Math.clamp(nanos, 0, LONGEST));
  }

  void reset() {
    histogram.reset();
  }

  /** The longest time of the quickest so many percent, in milliseconds. */
  double percentile(double percent) {
    return histogram.getValueAtPercentile(percent) / NANOS_PER_MILLI;
  }

  /** As figures; none where nothing was recorded. */
  Map<Measure, Double> measures() {
    return histogram.getTotalCount() == 0
        ? Map.of()
        : Map.of(
            Measure.P50, percentile(50),
            Measure.P90, percentile(90),
            Measure.P99, percentile(99),
            Measure.P999, percentile(99.9),
            Measure.P9999, percentile(99.99),
            Measure.LONGEST, percentile(100));
  }
}

package chat.bench.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests percentiles, medians, and that runs with violations have no figures. */
class RunOutcomeTest {
  private static final double THREE_DIGITS = 0.002;

  @Test
  void percentilesMatchTheRecordedValues() {
    var latencies = new Latencies();
    for (int micros = 1; micros <= 100_000; micros++) {
      latencies.record(micros * 1_000L);
    }
    assertThat(latencies.percentile(50)).isCloseTo(50, within(50 * THREE_DIGITS));
    assertThat(latencies.percentile(99)).isCloseTo(99, within(99 * THREE_DIGITS));
    assertThat(latencies.percentile(99.9)).isCloseTo(99.9, within(99.9 * THREE_DIGITS));
    assertThat(latencies.percentile(100)).isCloseTo(100, within(100 * THREE_DIGITS));
  }

  @Test
  void stallIsVisibleInHighPercentiles() {
    var latencies = new Latencies();
    for (int i = 0; i < 990; i++) {
      latencies.record(1_000_000);
    }
    for (int i = 0; i < 10; i++) {
      latencies.record(2_000_000_000);
    }
    assertThat(latencies.percentile(98.9)).isCloseTo(1, within(THREE_DIGITS));
    assertThat(latencies.percentile(99.5)).isCloseTo(2_000, within(2_000 * THREE_DIGITS));
  }

  @Test
  void latenciesAreClampedToOneMinute() {
    var latencies = new Latencies();
    latencies.record(Long.MAX_VALUE);
    latencies.record(-1);
    assertThat(latencies.percentile(100)).isCloseTo(60_000, within(60_000 * THREE_DIGITS));
    assertThat(latencies.percentile(1)).isZero();
  }

  @Test
  void noRecordingGivesNoMetrics() {
    assertThat(new Latencies().metrics()).isEmpty();
  }

  @Test
  void medianIsTakenForEachMetricByItself() {
    RunOutcome median =
        RunOutcome.median(
            List.of(
                run(Map.of(Metric.DELIVERIES, 3.0, Metric.P50, 1.0)),
                run(Map.of(Metric.DELIVERIES, 1.0, Metric.P50, 9.0)),
                run(Map.of(Metric.DELIVERIES, 2.0, Metric.P50, 5.0))));
    assertThat(median.figures()).containsEntry(Metric.DELIVERIES, 2.0);
    assertThat(median.figures()).containsEntry(Metric.P50, 5.0);
  }

  @Test
  void medianOfTwoIsTheirMean() {
    RunOutcome median =
        RunOutcome.median(List.of(run(Map.of(Metric.P99, 1.0)), run(Map.of(Metric.P99, 2.0))));
    assertThat(median.figures()).containsEntry(Metric.P99, 1.5);
  }

  @Test
  void runWithALostMessageHasNoFigures() {
    var lost = new Violations(1, 0, 0, 0, 0, 0, "");
    RunOutcome outcome = new RunOutcome(Map.of(Metric.DELIVERIES, 1.0), lost);
    assertThat(outcome.figures()).isEmpty();
    assertThat(outcome.isClean()).isFalse();
  }

  @Test
  void oneRunWithViolationsRemovesTheMedian() {
    var duplicated = new Violations(0, 1, 0, 0, 0, 0, "");
    RunOutcome median =
        RunOutcome.median(
            List.of(run(Map.of(Metric.DELIVERIES, 1.0)), new RunOutcome(Map.of(), duplicated)));
    assertThat(median.figures()).isEmpty();
    assertThat(median.violations()).hasToString("1 duplicated");
  }

  private static RunOutcome run(Map<Metric, Double> figures) {
    return new RunOutcome(figures, Violations.NONE);
  }
}

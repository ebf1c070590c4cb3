package chat.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import chat.bench.measurement.Metric;
import chat.bench.measurement.RunOutcome;
import chat.bench.measurement.Violations;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Tests the ratios of two images, and their spread over the rounds. */
class ComparisonTest {
  private static List<RunOutcome> runs(double... latencies) {
    return DoubleStream.of(latencies)
        .mapToObj(each -> new RunOutcome(Map.of(Metric.P99, each), Violations.NONE))
        .toList();
  }

  @Test
  void ratioIsThatOfTheMediansAndItsSpreadThatOfTheRounds() {
    var comparison = new Comparison("steady", runs(1, 2, 4), runs(2, 1, 3));

    assertThat(comparison.isClean()).isTrue();
    assertThat(comparison.toString())
        .containsPattern("p99 ms +2\\.00 +2\\.00 +1\\.00 +0\\.50 to 2\\.00");
  }

  @Test
  void metricOfOneImageAloneIsNotCompared() {
    var noLatency =
        List.of(
            new RunOutcome(Map.of(Metric.DELIVERIES, 5.0, Metric.MEMORY, 0.0), Violations.NONE));
    var other =
        List.of(
            new RunOutcome(
                Map.of(Metric.DELIVERIES, 10.0, Metric.MEMORY, 0.0, Metric.P99, 1.0),
                Violations.NONE));

    assertThat(new Comparison("steady", noLatency, other).toString())
        .containsPattern("deliveries/s +5 +10 +2\\.00 +2\\.00 to 2\\.00")
        .containsPattern("memory MiB +0 +0 +1\\.00")
        .doesNotContain("p99");
  }

  @Test
  void violationOfOneRunLeavesNoFigures() {
    var violated = List.of(new RunOutcome(Map.of(), new Violations(3, 0, 0, 0, 0, 0, "")));
    var comparison = new Comparison("steady", runs(1), violated);

    assertThat(comparison.isClean()).isFalse();
    assertThat(comparison.toString()).startsWith("steady: no figures: 3 lost");
  }

  @Test
  void roundWithoutASecondRunIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Comparison("steady", runs(1, 2), runs(1)));
  }
}

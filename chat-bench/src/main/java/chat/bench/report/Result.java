package chat.bench.report;

import chat.bench.measurement.Metric;
import chat.bench.measurement.RunOutcome;
import chat.bench.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/** The result of a scenario: the outcomes of its runs. */
public record Result(Scenario scenario, List<RunOutcome> runs) {
  private static final double BUSY = 0.9;
  private static final double QUIET = 0.1;
  private static final double PUNCTUAL = 0.5;

  public Result {
    runs = List.copyOf(runs);
  }

  public RunOutcome median() {
    return RunOutcome.median(runs);
  }

  /** Sentences that say why the figures may be wrong. */
  List<String> cautions() {
    List<String> cautions = new ArrayList<>();
    double thread = figure(Metric.CLIENT_THREAD);
    if (thread >= BUSY) {
      cautions.add(
          "the client was busy %.0f %% of the time: it may be the limit".formatted(thread * 100));
    }
    double others = figure(Metric.OTHERS_CPU);
    if (others >= QUIET) {
      cautions.add("other processes took %.2f cores: the machine was not quiet".formatted(others));
    }
    double late = figure(Metric.CLIENT_LATE);
    if (late >= PUNCTUAL) {
      cautions.add("the client itself was up to %.2f ms late (p99)".formatted(late));
    }
    return cautions;
  }

  private double figure(Metric metric) {
    return median().figures().getOrDefault(metric, 0.0);
  }
}

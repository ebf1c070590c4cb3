package chat.bench;

import java.util.ArrayList;
import java.util.List;

/** A scenario, and what came of its runs. */
record Result(Scenario scenario, List<Outcome> runs) {
  private static final double BUSY = 0.9;
  private static final double QUIET = 0.1;
  private static final double PUNCTUAL = 0.5;

  Result {
    runs = List.copyOf(runs);
  }

  Outcome median() {
    return Outcome.median(runs);
  }

  /** Why the figures are to be taken with care; sentences. */
  List<String> cautions() {
    List<String> cautions = new ArrayList<>();
    double thread = figure(Measure.CLIENT_THREAD);
    if (thread >= BUSY) {
      cautions.add(
          "the client was busy %.0f %% of the time: it may be the limit".formatted(thread * 100));
    }
    double others = figure(Measure.OTHERS_CPU);
    if (others >= QUIET) {
      cautions.add("other processes took %.2f cores: this was no quiet machine".formatted(others));
    }
    double late = figure(Measure.CLIENT_LATE);
    if (late >= PUNCTUAL) {
      cautions.add("the client itself was up to %.2f ms late (p99)".formatted(late));
    }
    return cautions;
  }

  private double figure(Measure measure) {
    return median().figures().getOrDefault(measure, 0.0);
  }
}

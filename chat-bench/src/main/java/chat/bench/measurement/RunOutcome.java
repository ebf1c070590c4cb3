package chat.bench.measurement;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The outcome of one run, or the medians of several.
 *
 * @param figures the measured values; empty if there was a violation
 */
public record RunOutcome(Map<Metric, Double> figures, Violations violations) {
  public RunOutcome {
    figures = violations.isClean() ? new EnumMap<>(figures) : new EnumMap<>(Metric.class);
  }

  /** Returns this outcome with one more figure. */
  public RunOutcome with(Metric metric, double value) {
    Map<Metric, Double> more = new EnumMap<>(Metric.class);
    more.putAll(figures);
    more.put(metric, value);
    return new RunOutcome(more, violations);
  }

  public boolean isClean() {
    return violations.isClean();
  }

  /** The median of each metric; if a run was not clean, the first such run. */
  public static RunOutcome median(List<RunOutcome> runs) {
    for (RunOutcome run : runs) {
      if (!run.isClean()) {
        return run;
      }
    }
    Map<Metric, Double> medians = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      List<Double> values = values(runs, metric);
      if (!values.isEmpty()) {
        medians.put(metric, middle(values));
      }
    }
    return new RunOutcome(medians, Violations.NONE);
  }

  private static List<Double> values(List<RunOutcome> runs, Metric metric) {
    List<Double> values = new ArrayList<>();
    for (RunOutcome run : runs) {
      Double value = run.figures.get(metric);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private static double middle(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}

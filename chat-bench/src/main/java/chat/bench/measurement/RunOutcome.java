package chat.bench.measurement;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What came of one run, or the medians of several.
 *
 * @param figures what was measured; nothing where something was wrong
 */
public record RunOutcome(Map<Metric, Double> figures, Violations findings) {
  public RunOutcome {
    figures = findings.isClean() ? new EnumMap<>(figures) : new EnumMap<>(Metric.class);
  }

  /** The same with one figure more. */
  public RunOutcome with(Metric measure, double value) {
    Map<Metric, Double> more = new EnumMap<>(Metric.class);
    more.putAll(figures);
    more.put(measure, value);
    return new RunOutcome(more, findings);
  }

  public boolean isClean() {
    return findings.isClean();
  }

  /**
   * The median of each measure; of runs of which one was not clean, only what was wrong with it.
   */
  public static RunOutcome median(List<RunOutcome> runs) {
    for (RunOutcome run : runs) {
      if (!run.isClean()) {
        return run;
      }
    }
    Map<Metric, Double> medians = new EnumMap<>(Metric.class);
    for (Metric measure : Metric.values()) {
      List<Double> values = values(runs, measure);
      if (!values.isEmpty()) {
        medians.put(measure, middle(values));
      }
    }
    return new RunOutcome(medians, Violations.NONE);
  }

  private static List<Double> values(List<RunOutcome> runs, Metric measure) {
    List<Double> values = new ArrayList<>();
    for (RunOutcome run : runs) {
      Double value = run.figures.get(measure);
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

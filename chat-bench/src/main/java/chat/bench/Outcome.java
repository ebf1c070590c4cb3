package chat.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What came of one run, or the medians of several.
 *
 * @param figures what was measured; nothing where something was wrong
 */
record Outcome(Map<Measure, Double> figures, Findings findings) {
  Outcome {
    figures = findings.isClean() ? new EnumMap<>(figures) : new EnumMap<>(Measure.class);
  }

  /** The same with one figure more. */
  Outcome with(Measure measure, double value) {
    Map<Measure, Double> more = new EnumMap<>(Measure.class);
    more.putAll(figures);
    more.put(measure, value);
    return new Outcome(more, findings);
  }

  boolean isClean() {
    return findings.isClean();
  }

  /**
   * The median of each measure; of runs of which one was not clean, only what was wrong with it.
   */
  static Outcome median(List<Outcome> runs) {
    for (Outcome run : runs) {
      if (!run.isClean()) {
        return run;
      }
    }
    Map<Measure, Double> medians = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      List<Double> values = values(runs, measure);
      if (!values.isEmpty()) {
        medians.put(measure, middle(values));
      }
    }
    return new Outcome(medians, Findings.NONE);
  }

  private static List<Double> values(List<Outcome> runs, Measure measure) {
    List<Double> values = new ArrayList<>();
    for (Outcome run : runs) {
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

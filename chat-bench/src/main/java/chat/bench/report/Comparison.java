package chat.bench.report;

import chat.bench.measurement.Metric;
import chat.bench.measurement.RunOutcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Runs of two images in turns, as a table: for each metric both medians, the ratio of the medians,
 * and the lowest and highest ratio of two runs of one round.
 */
public record Comparison(String scenario, List<RunOutcome> before, List<RunOutcome> after) {
  private static final String ROW = "  %-32s %14s %14s %8s  %s%n";

  /**
   * Makes a table of runs.
   *
   * @param before the runs of one image, in the order of the rounds
   * @param after the runs of the other image, as many
   */
  public Comparison {
    if (before.size() != after.size()) {
      throw new IllegalArgumentException("Each round has a run of both images");
    }
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  public boolean isClean() {
    return RunOutcome.median(before).isClean() && RunOutcome.median(after).isClean();
  }

  @Override
  public String toString() {
    RunOutcome earlier = RunOutcome.median(before);
    RunOutcome later = RunOutcome.median(after);
    if (!isClean()) {
      RunOutcome wrong = earlier.isClean() ? later : earlier;
      return scenario + ": no figures: " + wrong.violations();
    }
    var text =
        new StringBuilder(scenario).append(", medians of ").append(before.size()).append('\n');
    text.append(ROW.formatted("", "before", "after", "ratio", "lowest to highest"));
    for (Metric metric : Metric.values()) {
      Map<Metric, Double> now = later.figures();
      if (earlier.figures().containsKey(metric) && now.containsKey(metric)) {
        text.append(row(metric, earlier.figures().get(metric), now.get(metric)));
      }
    }
    return text.toString();
  }

  private String row(Metric metric, double earlier, double later) {
    double[] ratios =
        IntStream.range(0, before.size())
            .filter(round -> isMeasured(metric, round))
            .mapToDouble(round -> ratio(value(before, metric, round), value(after, metric, round)))
            .sorted()
            .toArray();
    String spread = text(ratios[0]) + " to " + text(ratios[ratios.length - 1]);
    return ROW.formatted(
        metric.label(),
        metric.text(earlier),
        metric.text(later),
        text(ratio(earlier, later)),
        spread);
  }

  private boolean isMeasured(Metric metric, int round) {
    return before.get(round).figures().containsKey(metric)
        && after.get(round).figures().containsKey(metric);
  }

  private static double value(List<RunOutcome> runs, Metric metric, int round) {
    return runs.get(round).figures().get(metric);
  }

  /** Two zeros are equal. */
  private static double ratio(double earlier, double later) {
    return earlier == later ? 1 : later / earlier;
  }

  private static String text(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }
}

package chat.bench.report;

import static java.util.stream.Collectors.joining;

import chat.bench.measurement.Metric;
import chat.bench.measurement.RunOutcome;
import java.util.List;
import java.util.Map;

/** Table of the results as text: the medians, the metrics without a column, and the warnings. */
public final class TextTable {
  private static final List<Metric> COLUMNS =
      List.of(
          Metric.DELIVERIES,
          Metric.SERVER_CPU_EACH,
          Metric.P50,
          Metric.P99,
          Metric.P999,
          Metric.MEMORY,
          Metric.SERVER_CPU,
          Metric.CLIENT_CPU);
  private static final List<Metric> ALSO =
      List.of(
          Metric.ACK_P50,
          Metric.ACK_P99,
          Metric.ELSEWHERE_P50,
          Metric.ELSEWHERE_P99,
          Metric.HEARD_P50,
          Metric.HEARD_P99,
          Metric.ALL_BACK,
          Metric.DATABASE_CPU,
          Metric.JOINS,
          Metric.LAST_JOINS,
          Metric.READS,
          Metric.READS_REFUSED,
          Metric.IDLE,
          Metric.CONNECTIONS,
          Metric.MEMORY_EACH,
          Metric.MEMORY_LEFT,
          Metric.SLOW_CUT,
          Metric.FLOOD_RATE,
          Metric.FLOOD_DISCONNECTS,
          Metric.FIRST_PAGE);
  private static final String NONE = "-";

  private TextTable() {}

  public static String of(List<Result> results) {
    int width = results.stream().mapToInt(r -> r.scenario().name().length()).max().orElse(0);
    var text = new StringBuilder(" ".repeat(width));
    COLUMNS.forEach(metric -> text.append("  ").append(metric.label()));
    text.append('\n');
    for (Result result : results) {
      text.append(padded(result.scenario().name(), width)).append(row(result)).append('\n');
    }
    results.forEach(result -> notes(text, result));
    return text.toString();
  }

  private static String row(Result result) {
    RunOutcome median = result.median();
    return median.isClean()
        ? COLUMNS.stream().map(column -> cell(column, median.figures())).collect(joining())
        : "  no figures: " + median.violations();
  }

  private static String cell(Metric column, Map<Metric, Double> figures) {
    Double value = figures.get(column);
    String text = value == null ? NONE : column.text(value);
    return " ".repeat(Math.max(1, 2 + column.label().length() - text.length())) + text;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(width - text.length());
  }

  private static void notes(StringBuilder text, Result result) {
    String also = also(result.median().figures());
    if (!also.isEmpty()) {
      text.append(result.scenario().name()).append(": ").append(also).append('\n');
    }
    for (String caution : result.cautions()) {
      text.append(result.scenario().name()).append(": careful, ").append(caution).append('\n');
    }
  }

  /** The metrics without a column. */
  static String also(Map<Metric, Double> figures) {
    return ALSO.stream()
        .filter(figures::containsKey)
        .map(metric -> metric.text(figures.get(metric)) + ' ' + metric.label())
        .collect(joining(", "));
  }
}

package chat.bench;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;

/** The results as text: the medians, what else was measured, and what to be careful about. */
final class Table {
  private static final List<Measure> COLUMNS =
      List.of(
          Measure.DELIVERIES,
          Measure.SERVER_CPU_EACH,
          Measure.P50,
          Measure.P99,
          Measure.P999,
          Measure.MEMORY,
          Measure.SERVER_CPU,
          Measure.CLIENT_CPU);
  private static final List<Measure> ALSO =
      List.of(
          Measure.JOINS,
          Measure.LAST_JOINS,
          Measure.IDLE,
          Measure.CONNECTIONS,
          Measure.MEMORY_EACH,
          Measure.MEMORY_LEFT,
          Measure.SLOW_CUT,
          Measure.FLOODED,
          Measure.SENT_AWAY,
          Measure.FIRST_PAGE);
  private static final String NONE = "-";

  private Table() {}

  static String of(List<Result> results) {
    int width = results.stream().mapToInt(r -> r.scenario().name().length()).max().orElse(0);
    var text = new StringBuilder(" ".repeat(width));
    COLUMNS.forEach(measure -> text.append("  ").append(measure.label()));
    text.append('\n');
    for (Result result : results) {
      text.append(padded(result.scenario().name(), width)).append(row(result)).append('\n');
    }
    results.forEach(result -> notes(text, result));
    return text.toString();
  }

  private static String row(Result result) {
    Outcome median = result.median();
    return median.isClean()
        ? COLUMNS.stream().map(column -> cell(column, median.figures())).collect(joining())
        : "  no figures: " + median.findings();
  }

  private static String cell(Measure column, Map<Measure, Double> figures) {
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

  /** What has no column of its own. */
  static String also(Map<Measure, Double> figures) {
    return ALSO.stream()
        .filter(figures::containsKey)
        .map(measure -> measure.text(figures.get(measure)) + ' ' + measure.label())
        .collect(joining(", "));
  }
}

package chat.bench.report;

import chat.bench.measurement.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Chart of the results (SVG): bars for deliveries, CPU time and memory, lines for latency. */
public final class SvgChart {
  private static final int WIDTH = 900;
  private static final int LEFT = 180;
  private static final int RIGHT = 110;
  private static final int BAR = 22;
  private static final int LINES_HEIGHT = 260;
  private static final List<Metric> PERCENTILES =
      List.of(Metric.P50, Metric.P90, Metric.P99, Metric.P999, Metric.P9999);
  private static final List<String> COLOURS =
      List.of("#2f6f9f", "#c2602b", "#4f8a3c", "#8a4f9f", "#9f7a2f", "#3c8a84");

  private final List<Result> results;
  private final StringBuilder shapes = new StringBuilder();
  private int y = 20;

  public SvgChart(List<Result> results) {
    this.results = results;
  }

  public String svg() {
    bars(Metric.DELIVERIES);
    bars(Metric.SERVER_CPU_EACH);
    bars(Metric.MEMORY);
    lines();
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
    <rect width="100%%" height="100%%" fill="white"/>
    %s</svg>
    """
        .formatted(WIDTH, y, shapes);
  }

  private void bars(Metric metric) {
    List<Result> shown = results.stream().filter(r -> has(r, metric)).toList();
    if (shown.isEmpty()) {
      return;
    }
    double max = shown.stream().mapToDouble(r -> figure(r, metric)).max().orElse(0);
    heading(metric.label());
    for (Result result : shown) {
      double value = figure(result, metric);
      int length = (int) Math.round((WIDTH - LEFT - RIGHT) * value / Math.max(max, 1e-9));
      text(LEFT - 8, y + 14, "end", result.scenario().name());
      shapes.append(
          "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>%n"
              .formatted(LEFT, y, length, BAR - 6, COLOURS.getFirst()));
      text(LEFT + length + 6, y + 14, "start", metric.text(value));
      y += BAR;
    }
    y += BAR;
  }

  /** Latency by percentile; the vertical axis is logarithmic. */
  private void lines() {
    List<Result> shown = results.stream().filter(r -> has(r, Metric.P9999)).toList();
    if (shown.isEmpty()) {
      return;
    }
    heading("latency in ms, by percentile");
    int top = y;
    grid(top);
    for (int i = 0; i < shown.size(); i++) {
      line(shown.get(i), COLOURS.get(i % COLOURS.size()), top, i);
    }
    y += LINES_HEIGHT + 2 * BAR;
  }

  private void grid(int top) {
    for (double millis : new double[] {0.01, 0.1, 1, 10, 100, 1_000}) {
      int at = height(millis, top);
      shapes.append("<path d=\"M%d %dH%d\" stroke=\"#ddd\"/>%n".formatted(LEFT, at, WIDTH - RIGHT));
      text(
          LEFT - 8, at + 4, "end", millis < 1 ? Double.toString(millis) : "%.0f".formatted(millis));
    }
    for (int i = 0; i < PERCENTILES.size(); i++) {
      String label = PERCENTILES.get(i).label().replace(" ms", "");
      text(across(i), top + LINES_HEIGHT + 16, "middle", label);
    }
  }

  private void line(Result result, String colour, int top, int row) {
    Map<Metric, Double> figures = result.median().figures();
    List<String> points = new ArrayList<>();
    for (int i = 0; i < PERCENTILES.size(); i++) {
      points.add(across(i) + "," + height(figures.get(PERCENTILES.get(i)), top));
    }
    shapes.append(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n"
            .formatted(String.join(" ", points), colour));
    shapes.append(
        "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n"
            .formatted(LEFT + 12, top + 16 + 15 * row, colour, result.scenario().name()));
  }

  private static int across(int percentile) {
    return LEFT + 20 + percentile * (WIDTH - LEFT - RIGHT - 40) / (PERCENTILES.size() - 1);
  }

  private static int height(double millis, int top) {
    double decades = Math.log10(Math.clamp(millis, 0.01, 1_000)) + 2;
    return top + LINES_HEIGHT - (int) Math.round(LINES_HEIGHT * decades / 5);
  }

  private void heading(String words) {
    shapes.append(
        "<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>%n".formatted(LEFT, y + 12, words));
    y += BAR;
  }

  private void text(int x, int at, String anchor, String words) {
    shapes.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
            x,
            at,
            anchor,
            words));
  }

  private static boolean has(Result result, Metric metric) {
    return result.median().figures().containsKey(metric);
  }

  private static double figure(Result result, Metric metric) {
    return result.median().figures().get(metric);
  }
}

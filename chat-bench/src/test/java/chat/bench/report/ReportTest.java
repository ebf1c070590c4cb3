package chat.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import chat.bench.measurement.Metric;
import chat.bench.measurement.RunOutcome;
import chat.bench.measurement.Violations;
import chat.bench.scenario.Scenario;
import chat.bench.scenario.Scenarios;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** Tests that the reports show clean results, and no figures of runs with violations. */
class ReportTest {
  private static final Scenario EVERYBODY = Scenarios.ALL.getFirst();
  private static final Result CLEAN =
      new Result(
          EVERYBODY,
          List.of(
              new RunOutcome(
                  Map.of(
                      Metric.DELIVERIES, 8_123_456.0,
                      Metric.P50, 0.5,
                      Metric.P90, 0.7,
                      Metric.P99, 1.0,
                      Metric.P999, 2.0,
                      Metric.P9999, 4.0,
                      Metric.CLIENT_THREAD, 0.97,
                      Metric.OTHERS_CPU, 0.5),
                  Violations.NONE)));
  private static final Result VIOLATED =
      new Result(
          EVERYBODY,
          List.of(
              new RunOutcome(
                  Map.of(Metric.DELIVERIES, 8_123_456.0), new Violations(3, 0, 0, 0, 0, 0, ""))));

  @Test
  void tableShowsTheFigures() {
    assertThat(TextTable.of(List.of(CLEAN))).contains("8,123,456", "0.50", "1.00", "2.00");
  }

  @Test
  void tableShowsNoFiguresOfARunWithLosses() {
    assertThat(TextTable.of(List.of(VIOLATED)))
        .contains("no figures: 3 lost")
        .doesNotContain("8,123,456");
  }

  @Test
  void tableWarnsOfABusyClientAndABusyMachine() {
    assertThat(TextTable.of(List.of(CLEAN)))
        .contains("the client was busy 97 % of the time", "other processes took 0.50 cores");
  }

  @Test
  void jsonHoldsEveryRunWithoutFiguresOfAViolatedOne(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("bench.json");
    JsonReport.write(
        file, List.of("everybody"), Map.of("processor", "two"), List.of(CLEAN, VIOLATED));
    String json = Files.readString(file);
    assertThat(json).contains("\"deliveries_s\" : 8123456.0", "\"p99.9_ms\" : 2.0");
    assertThat(json).contains("\"wrong\" : \"3 lost\"");
    assertThat(json.split("8123456", -1)).hasSize(3);
  }

  @Test
  void chartIsWellFormedSvg() throws Exception {
    String svg = new SvgChart(List.of(CLEAN, VIOLATED)).svg();
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(1);
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(2);
  }
}

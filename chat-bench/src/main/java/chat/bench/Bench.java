package chat.bench;

import chat.bench.jmh.JmhRun;
import chat.bench.measurement.Machine;
import chat.bench.measurement.RunOutcome;
import chat.bench.measurement.ServerProcess.Log;
import chat.bench.report.JsonReport;
import chat.bench.report.Result;
import chat.bench.report.SvgChart;
import chat.bench.report.TextTable;
import chat.bench.scenario.IdleScenario;
import chat.bench.scenario.Scenario;
import chat.bench.scenario.Scenario.Effort;
import chat.bench.scenario.Scenario.Venue;
import chat.bench.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures the image, and prints and keeps what came of it. */
@Command(
    name = "./run bench",
    description = {
      "Measures the chat room's image, which it starts by itself: a room of its own for each run.",
      "Gives medians, and none where anything was lost, doubled, reordered or altered.",
      "./run bench jmh [PATTERN] measures what the domain and the encoding cost alone."
    },
    mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
  private static final String DURABLE_MODULE = "chat.sqlite";
  private static final int WRONG = 1;
  private static final int IMPOSSIBLE = 2;

  @Parameters(paramLabel = "NAME", description = "What to measure; without a name, all of it.")
  private List<String> names = List.of();

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Runs to take the median of. Default: ${DEFAULT-VALUE}.")
  private int runs = 3;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      description = "Seconds before it counts. Default: ${DEFAULT-VALUE}.")
  private int warmUp = 6;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Seconds that count. Default: ${DEFAULT-VALUE}.")
  private int seconds = 8;

  @Option(
      names = "--crowd",
      paramLabel = "N",
      description = "How many come to be idle. Default: ${DEFAULT-VALUE}.")
  private int crowd = 10_000;

  @Option(
      names = "--image",
      paramLabel = "DIR",
      description = "The image. Default: ${DEFAULT-VALUE}.")
  private Path image = Path.of("chat-app/target/chat");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the results go. Default: ${DEFAULT-VALUE}.")
  private Path out = Path.of("chat-bench/target");

  @Option(names = "--list", description = "Say what there is to measure.")
  private boolean list;

  private final List<String> command;

  private Bench(List<String> command) {
    this.command = command;
  }

  /**
   * Runs what is named.
   *
   * @param arguments {@code --help} lists them; after {@code jmh} they are JMH's
   */
  public static void main(String[] arguments) throws Exception {
    List<String> command = List.of(arguments);
    if (!command.isEmpty() && command.getFirst().equals("jmh")) {
      JmhRun.run(command.subList(1, command.size()), "chat-bench/target/jmh.json");
      return;
    }
    System.exit(
        new CommandLine(new Bench(command))
            .setExecutionExceptionHandler((e, bench, parsed) -> {
              System.err.println("It could not be measured: " + e);
              return IMPOSSIBLE;
            })
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    List<Scenario> chosen = chosen();
    if (list) {
      chosen.forEach(each -> System.out.println(each.name() + ": " + each.sentence()));
      return 0;
    }
    Map<String, String> machine = Machine.describe(image);
    machine.forEach((what, value) -> System.out.println(what + ": " + value));
    if (IdleScenario.possible(crowd) < crowd) {
      System.out.println(
          "ulimit -n forbids " + crowd + " connections: " + IdleScenario.possible(crowd));
    }
    List<Result> results = new ArrayList<>();
    for (Scenario scenario : chosen) {
      results.add(measure(scenario));
    }
    report(machine, results);
    return results.stream().allMatch(result -> result.median().isClean()) ? 0 : WRONG;
  }

  private List<Scenario> chosen() throws IOException {
    for (String name : names) {
      if (Scenarios.ALL.stream().noneMatch(scenario -> scenario.name().equals(name))) {
        throw new CommandLine.ParameterException(
            new CommandLine(this), "There is no " + name + "; --list says what there is.");
      }
    }
    boolean durable = list || isDurable();
    return Scenarios.ALL.stream()
        .filter(scenario -> names.isEmpty() || names.contains(scenario.name()))
        .filter(scenario -> scenario.log() == Log.MEMORY || durable)
        .toList();
  }

  /** Without the durable log the server would keep everything in memory, and not say so. */
  private boolean isDurable() throws IOException {
    boolean durable = Files.readString(image.resolve("release")).contains(DURABLE_MODULE);
    if (!durable) {
      System.out.println("This image has no durable log: what is measured is the one in memory.");
    }
    return durable;
  }

  private Result measure(Scenario scenario) throws IOException {
    var effort = new Effort(runs, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), crowd);
    System.out.println("\n" + scenario.name() + ": " + scenario.sentence());
    List<RunOutcome> outcomes = new ArrayList<>();
    for (int run = 1; run <= scenario.runs(effort); run++) {
      RunOutcome outcome = scenario.run(venue(), effort);
      outcomes.add(outcome);
      System.out.println(TextTable.of(List.of(new Result(scenario, List.of(outcome)))));
    }
    return new Result(scenario, outcomes);
  }

  // Absolute, because the server runs in a folder of its own.
  private Venue venue() {
    return new Venue(image.toAbsolutePath(), out.resolve("rooms").toAbsolutePath());
  }

  private void report(Map<String, String> machine, List<Result> results) throws IOException {
    System.out.println("\nMedians:\n" + TextTable.of(results));
    Path json = out.resolve("bench.json");
    Path plot = out.resolve("bench.svg");
    JsonReport.write(json, command, machine, results);
    Files.writeString(plot, new SvgChart(results).svg());
    System.out.println("All of it: " + json + "; a picture: " + plot);
  }
}

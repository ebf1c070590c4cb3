package chat.bench;

import chat.bench.jmh.JmhRun;
import chat.bench.measurement.DatabaseProcess;
import chat.bench.measurement.Machine;
import chat.bench.measurement.RunOutcome;
import chat.bench.measurement.ServerProcess.Log;
import chat.bench.report.JsonReport;
import chat.bench.report.Result;
import chat.bench.report.SvgChart;
import chat.bench.report.TextTable;
import chat.bench.scenario.IdleScenario;
import chat.bench.scenario.Scenario;
import chat.bench.scenario.Scenario.RunSettings;
import chat.bench.scenario.Scenario.ServerLauncher;
import chat.bench.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command line of the benchmarks: measures the image, prints the results and writes them to
 * files.
 */
@Command(
    name = "./run bench",
    description = {
      "Measures the chat room's image: starts a server of its own for each run.",
      "Prints medians, and no figures if a message was lost, duplicated, reordered or altered.",
      "./run bench jmh [PATTERN] measures the domain and the encoding alone."
    },
    mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
  private static final String DURABLE_MODULE = "chat.sqlite";
  private static final int VIOLATIONS_FOUND = 1;
  private static final int FAILED = 2;

  @Parameters(paramLabel = "NAME", description = "The scenarios to run. Default: all.")
  private List<String> names = List.of();

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Runs of each scenario. Default: ${DEFAULT-VALUE}.")
  private int runs = 3;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      description = "Seconds of a run before it is measured. Default: ${DEFAULT-VALUE}.")
  private int warmUp = 6;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Seconds that are measured. Default: ${DEFAULT-VALUE}.")
  private int seconds = 8;

  @Option(
      names = "--idle-clients",
      paramLabel = "N",
      description = "Connections of the idle scenario. Default: ${DEFAULT-VALUE}.")
  private int idleClients = 10_000;

  @Option(
      names = "--image",
      paramLabel = "DIR",
      description = "The folder of the image. Default: ${DEFAULT-VALUE}.")
  private Path image = Path.of("chat-app/target/chat");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder for the results. Default: ${DEFAULT-VALUE}.")
  private Path out = Path.of("chat-bench/target");

  @Option(names = "--list", description = "List the scenarios.")
  private boolean list;

  private final List<String> command;

  private Bench(List<String> command) {
    this.command = command;
  }

  /**
   * Runs the scenarios that are named.
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
              System.err.println("The measurement failed: " + e);
              return FAILED;
            })
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException {
    List<Scenario> chosen = chosen();
    if (list) {
      chosen.forEach(each -> System.out.println(each.name() + ": " + each.description()));
      return 0;
    }
    Map<String, String> machine = Machine.describe(image);
    machine.forEach((name, value) -> System.out.println(name + ": " + value));
    if (IdleScenario.maxClients(idleClients) < idleClients) {
      System.out.println(
          "ulimit -n does not allow "
              + idleClients
              + " connections, but only "
              + IdleScenario.maxClients(idleClients));
    }
    List<Result> results = new ArrayList<>();
    for (Scenario scenario : chosen) {
      results.add(measure(scenario));
    }
    report(machine, results);
    return results.stream().allMatch(result -> result.median().isClean()) ? 0 : VIOLATIONS_FOUND;
  }

  private List<Scenario> chosen() throws IOException {
    for (String name : names) {
      if (Scenarios.ALL.stream().noneMatch(scenario -> isChosen(scenario, List.of(name)))) {
        throw new CommandLine.ParameterException(
            new CommandLine(this), "There is no " + name + "; --list prints the names.");
      }
    }
    Set<Log> logs = logs();
    return Scenarios.ALL.stream()
        .filter(scenario -> names.isEmpty() || isChosen(scenario, names))
        .filter(scenario -> logs.contains(scenario.log()))
        .toList();
  }

  private static boolean isChosen(Scenario scenario, List<String> names) {
    return names.contains(scenario.name()) || names.contains(scenario.group());
  }

  /** The logs that can be measured here. */
  private Set<Log> logs() throws IOException {
    Set<Log> logs = EnumSet.allOf(Log.class);
    if (!list && !isDurable()) {
      logs.remove(Log.DURABLE);
    }
    if (!list && !DatabaseProcess.isInstalled()) {
      System.out.println("PostgreSQL is not installed: no scenario with a database is run.");
      logs.remove(Log.DATABASE);
    }
    return logs;
  }

  /**
   * Checks for the durable log, because a server without it keeps everything in memory and does not
   * say so.
   */
  private boolean isDurable() throws IOException {
    boolean durable = Files.readString(image.resolve("release")).contains(DURABLE_MODULE);
    if (!durable) {
      System.out.println(
          "This image has no durable log: only scenarios with the log in memory are run.");
    }
    return durable;
  }

  private Result measure(Scenario scenario) throws IOException {
    var settings =
        new RunSettings(runs, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), idleClients);
    System.out.println("\n" + scenario.name() + ": " + scenario.description());
    List<RunOutcome> outcomes = new ArrayList<>();
    for (int run = 1; run <= scenario.runs(settings); run++) {
      RunOutcome outcome = scenario.run(launcher(), settings);
      outcomes.add(outcome);
      System.out.println(TextTable.of(List.of(new Result(scenario, List.of(outcome)))));
    }
    return new Result(scenario, outcomes);
  }

  // The paths are absolute, because the server runs in a folder of its own.
  private ServerLauncher launcher() {
    return new ServerLauncher(image.toAbsolutePath(), out.resolve("rooms").toAbsolutePath());
  }

  private void report(Map<String, String> machine, List<Result> results) throws IOException {
    System.out.println("\nMedians:\n" + TextTable.of(results));
    Path json = out.resolve("bench.json");
    Path chart = out.resolve("bench.svg");
    JsonReport.write(json, command, machine, results);
    Files.writeString(chart, new SvgChart(results).svg());
    System.out.println("All runs: " + json + "; chart: " + chart);
  }
}

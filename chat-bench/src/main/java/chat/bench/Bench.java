package chat.bench;

import chat.bench.jmh.JmhRun;
import chat.bench.measurement.Machine;
import chat.bench.measurement.RunOutcome;
import chat.bench.measurement.ServerProcess.Log;
import chat.bench.report.JsonReport;
import chat.bench.report.Result;
import chat.bench.report.SvgChart;
import chat.bench.report.TextTable;
import chat.bench.scenario.Scenario;
import chat.bench.scenario.Scenario.RunSettings;
import chat.bench.scenario.Scenario.ServerLauncher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "./run bench compare BEFORE [NAME...] measures another image in turns with this one.",
      "./run bench jmh [PATTERN] measures the domain and the encoding alone."
    },
    mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
  private static final int VIOLATIONS_FOUND = 1;
  private static final int FAILED = 2;

  @Parameters(paramLabel = "NAME", description = "The scenarios to run. Default: all.")
  private List<String> names = List.of();

  @Mixin private RunOptions options;

  @Option(names = "--list", description = "List the scenarios.")
  private boolean list;

  private final List<String> command;

  private Bench(List<String> command) {
    this.command = command;
  }

  /**
   * Runs the scenarios that are named.
   *
   * @param arguments {@code --help} lists them; after {@code compare} they are those of {@link
   *     Compare}, after {@code jmh} JMH's
   */
  public static void main(String[] arguments) throws Exception {
    List<String> command = List.of(arguments);
    if (!command.isEmpty() && command.getFirst().equals("jmh")) {
      JmhRun.run(command.subList(1, command.size()), "chat-bench/target/jmh.json");
      return;
    }
    boolean compares = !command.isEmpty() && command.getFirst().equals("compare");
    System.exit(
        compares
            ? execute(new Compare(), command.subList(1, command.size()))
            : execute(new Bench(command), command));
  }

  private static int execute(Callable<Integer> measurement, List<String> arguments) {
    return new CommandLine(measurement)
        .setExecutionExceptionHandler((e, bench, parsed) -> {
          System.err.println("The measurement failed: " + e);
          return FAILED;
        })
        .execute(arguments.toArray(String[]::new));
  }

  @Override
  public Integer call() throws IOException {
    List<Scenario> chosen = options.named(names);
    if (list) {
      chosen.forEach(each -> System.out.println(each.name() + ": " + each.description()));
      return 0;
    }
    Map<String, String> machine = Machine.describe(options.image());
    machine.forEach((name, value) -> System.out.println(name + ": " + value));
    Set<Log> logs = options.logs(options.image());
    List<Result> results = new ArrayList<>();
    for (Scenario scenario : chosen) {
      if (logs.contains(scenario.log())) {
        results.add(measure(scenario));
      }
    }
    report(machine, results);
    return results.stream().allMatch(result -> result.median().isClean()) ? 0 : VIOLATIONS_FOUND;
  }

  private Result measure(Scenario scenario) throws IOException {
    RunSettings settings = options.settings();
    ServerLauncher launcher = options.launcher(options.image());
    System.out.println("\n" + scenario.name() + ": " + scenario.description());
    List<RunOutcome> outcomes = new ArrayList<>();
    for (int run = 1; run <= scenario.runs(settings); run++) {
      RunOutcome outcome = scenario.run(launcher, settings);
      outcomes.add(outcome);
      System.out.println(TextTable.of(List.of(new Result(scenario, List.of(outcome)))));
    }
    return new Result(scenario, outcomes);
  }

  private void report(Map<String, String> machine, List<Result> results) throws IOException {
    System.out.println("\nMedians:\n" + TextTable.of(results));
    Path json = options.result("bench.json");
    Path chart = options.result("bench.svg");
    JsonReport.write(json, command, machine, results);
    Files.writeString(chart, new SvgChart(results).svg());
    System.out.println("All runs: " + json + "; chart: " + chart);
  }
}

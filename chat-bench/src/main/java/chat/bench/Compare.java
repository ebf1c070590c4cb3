package chat.bench;

import chat.bench.measurement.Machine;
import chat.bench.measurement.RunOutcome;
import chat.bench.measurement.ServerProcess.Log;
import chat.bench.report.Comparison;
import chat.bench.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command that measures two images beside each other. */
@Command(
    name = "./run bench compare",
    description = {
      "Measures two images in turns: the one of the build, and another one before it.",
      "Prints the medians of both, their ratio, and the lowest and highest ratio of two runs that",
      "followed each other. A ratio whose spread has 1 in it says nothing: more runs may."
    },
    mixinStandardHelpOptions = true)
final class Compare implements Callable<Integer> {
  private static final int VIOLATIONS_FOUND = 1;

  @Parameters(index = "0", paramLabel = "BEFORE", description = "The folder of the other image.")
  private Path before;

  @Parameters(index = "1..*", paramLabel = "NAME", description = "The scenarios. Default: all.")
  private List<String> names = List.of();

  @Mixin private RunOptions options;

  @Override
  public Integer call() throws IOException {
    List<Scenario> scenarios = options.named(names);
    Machine.describe(options.image())
        .forEach((name, value) -> System.out.println(name + ": " + value));
    Set<Log> logs = options.logs(before, options.image());
    var report = new StringBuilder();
    boolean clean = true;
    for (Scenario scenario : scenarios) {
      if (logs.contains(scenario.log())) {
        System.out.println("\n" + scenario.name() + ": " + scenario.description());
        Comparison comparison = compare(scenario);
        System.out.println(comparison);
        report.append(comparison).append('\n');
        clean &= comparison.isClean();
      }
    }
    Path file = options.result("compare.txt");
    Files.writeString(file, report);
    System.out.println("All of it: " + file);
    return clean ? 0 : VIOLATIONS_FOUND;
  }

  private Comparison compare(Scenario scenario) throws IOException {
    List<RunOutcome> earlier = new ArrayList<>();
    List<RunOutcome> later = new ArrayList<>();
    for (int run = 0; run < scenario.runs(options.settings()); run++) {
      // Each is first in every other round, because a machine gets slower, or faster, with time.
      if (run % 2 == 0) {
        earlier.add(run(scenario, before));
        later.add(run(scenario, options.image()));
      } else {
        later.add(run(scenario, options.image()));
        earlier.add(run(scenario, before));
      }
      System.out.println("round " + (run + 1) + " of " + scenario.runs(options.settings()));
    }
    return new Comparison(scenario.name(), earlier, later);
  }

  private RunOutcome run(Scenario scenario, Path image) throws IOException {
    return scenario.run(options.launcher(image), options.settings());
  }
}

package chat.bench.jmh;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH benchmarks: time and allocated bytes of single operations, without a network. */
public final class JmhRun {
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final String ROW = "%-28s %-10s %12s %12s %12s%n";

  private JmhRun() {}

  /**
   * Runs the benchmarks, and prints a table.
   *
   * @param arguments arguments for JMH, such as a pattern of names, or {@code -f 3} for three forks
   * @param file the file for JMH's results
   */
  public static void run(List<String> arguments, String file)
      throws RunnerException, CommandLineOptionException {
    var given = new CommandLineOptions(arguments.toArray(String[]::new));
    var options =
        new OptionsBuilder()
            .parent(given)
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(given.verbosity().orElse(VerboseMode.SILENT))
            .resultFormat(ResultFormatType.JSON)
            .result(file)
            // The flags of bin/chat, not those that this process was started with.
            .jvmArgs("-XX:+UseCompactObjectHeaders", "-XX:+UseSerialGC", "-Xmn24m");
    System.out.println("Each benchmark takes some seconds; -v NORMAL prints its progress.");
    print(new Runner(options.build()).run());
    System.out.println("All results: " + file);
  }

  private static void print(Collection<RunResult> results) {
    System.out.printf(ROW, "", "", "ns", "± 99.9 %", "bytes");
    for (RunResult result : results) {
      Result<?> time = result.getPrimaryResult();
      Result<?> bytes = result.getSecondaryResults().get(ALLOCATED);
      System.out.printf(
          ROW,
          result.getParams().getBenchmark().replaceFirst("^.*\\.(\\w+\\.\\w+)$", "$1"),
          result.getParams().getParamsKeys().stream()
              .findFirst()
              .map(result.getParams()::getParam)
              .orElse(""),
          "%,.1f".formatted(time.getScore()),
          "%,.1f".formatted(time.getScoreError()),
          Optional.ofNullable(bytes).map(b -> "%,.0f".formatted(b.getScore())).orElse("-"));
    }
  }
}

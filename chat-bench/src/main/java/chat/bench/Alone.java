package chat.bench;

import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks of the domain and the encoding alone; each of them says how long. */
final class Alone {
  private Alone() {}

  /**
   * Runs them.
   *
   * @param arguments JMH's own, such as a pattern of names, or {@code -prof gc}
   */
  static void run(List<String> arguments) throws RunnerException, CommandLineOptionException {
    var given = new CommandLineOptions(arguments.toArray(String[]::new));
    // What bin/chat starts with, as far as it counts here; and not what this bench was started
    // with.
    var options = new OptionsBuilder().parent(given).jvmArgs("-XX:+UseCompactObjectHeaders");
    var _ = new Runner(options.build()).run();
  }
}

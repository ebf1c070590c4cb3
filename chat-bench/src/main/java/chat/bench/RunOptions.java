package chat.bench;

import chat.bench.measurement.DatabaseProcess;
import chat.bench.measurement.ServerProcess.Log;
import chat.bench.scenario.IdleScenario;
import chat.bench.scenario.Scenario;
import chat.bench.scenario.Scenario.RunSettings;
import chat.bench.scenario.Scenario.ServerLauncher;
import chat.bench.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of all commands that run scenarios. */
final class RunOptions {
  private static final String DURABLE_MODULE = "chat.sqlite";

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

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  Path image() {
    return image;
  }

  /** A file for results. */
  Path result(String name) {
    return out.resolve(name);
  }

  RunSettings settings() {
    return new RunSettings(
        runs, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds), idleClients);
  }

  /** Starts servers of an image; its paths are absolute, because they run in a folder of theirs. */
  ServerLauncher launcher(Path image) {
    return new ServerLauncher(image.toAbsolutePath(), out.resolve("rooms").toAbsolutePath());
  }

  /**
   * The scenarios with these names; all if there is none.
   *
   * @throws CommandLine.ParameterException if there is no scenario with one of the names
   */
  List<Scenario> named(List<String> names) {
    for (String name : names) {
      if (Scenarios.ALL.stream().noneMatch(scenario -> isNamed(scenario, List.of(name)))) {
        throw new CommandLine.ParameterException(
            command.commandLine(), "There is no " + name + "; --list prints the names.");
      }
    }
    return Scenarios.ALL.stream()
        .filter(scenario -> names.isEmpty() || isNamed(scenario, names))
        .toList();
  }

  private static boolean isNamed(Scenario scenario, List<String> names) {
    return names.contains(scenario.name()) || names.contains(scenario.group());
  }

  /** The logs that can be measured with images on this machine; prints what is missing. */
  Set<Log> logs(Path... images) throws IOException {
    Set<Log> logs = EnumSet.allOf(Log.class);
    for (Path each : images) {
      if (!isDurable(each)) {
        System.out.println(
            each + " has no durable log: only scenarios with the log in memory are run.");
        logs.remove(Log.DURABLE);
      }
    }
    if (!DatabaseProcess.isInstalled()) {
      System.out.println("PostgreSQL is not installed: no scenario with a database is run.");
      logs.remove(Log.DATABASE);
    }
    if (IdleScenario.maxClients(idleClients) < idleClients) {
      System.out.println(
          "ulimit -n does not allow "
              + idleClients
              + " connections, but only "
              + IdleScenario.maxClients(idleClients));
    }
    return logs;
  }

  /**
   * Checks for the durable log, because a server without it keeps everything in memory and does not
   * say so.
   */
  private static boolean isDurable(Path image) throws IOException {
    return Files.readString(image.resolve("release")).contains(DURABLE_MODULE);
  }
}

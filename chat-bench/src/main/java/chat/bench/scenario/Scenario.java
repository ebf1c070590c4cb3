package chat.bench.scenario;

import chat.bench.measurement.RunOutcome;
import chat.bench.measurement.ServerGroup;
import chat.bench.measurement.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** A scenario that is measured. */
public interface Scenario {
  String name();

  /** The load, in half a sentence. */
  String description();

  /** The name that chooses this scenario together with others. */
  default String group() {
    return name();
  }

  /** Runs once, with servers of its own. */
  RunOutcome run(ServerLauncher launcher, RunSettings settings) throws IOException;

  /** The log of the server. */
  default ServerProcess.Log log() {
    return ServerProcess.Log.MEMORY;
  }

  /** The number of runs. */
  default int runs(RunSettings settings) {
    return settings.runs();
  }

  /**
   * Starts the servers that are measured.
   *
   * @param image the image that the build makes
   * @param scratch the folder for the server's files
   */
  record ServerLauncher(Path image, Path scratch) {
    ServerProcess open(ServerProcess.Log log) throws IOException {
      return open(log, ServerProcess.Rate.UNLIMITED);
    }

    ServerProcess open(ServerProcess.Log log, ServerProcess.Rate rate) throws IOException {
      return ServerProcess.open(image, log, rate, scratch);
    }

    /** Starts servers that share a database. */
    ServerGroup openGroup(int servers) throws IOException {
      return ServerGroup.open(image, servers, scratch);
    }
  }

  /**
   * Settings of the runs.
   *
   * @param runs the number of runs; each figure is their median
   * @param warmUp the duration of a run before it is measured
   * @param measured the duration that is measured
   * @param idleClients the number of connections of the idle scenario
   */
  record RunSettings(int runs, Duration warmUp, Duration measured, int idleClients) {
    /** The same with a warm-up of at least this time. */
    RunSettings warmedUpFor(Duration atLeast) {
      Duration longer = warmUp.compareTo(atLeast) < 0 ? atLeast : warmUp;
      return new RunSettings(runs, longer, measured, idleClients);
    }
  }
}

package chat.bench.scenario;

import chat.bench.measurement.RunOutcome;
import chat.bench.measurement.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Something that a room has to be good at. */
public interface Scenario {
  String name();

  /** What happens, in half a sentence. */
  String sentence();

  /** One run, with a server of its own. */
  RunOutcome run(Venue venue, Effort effort) throws IOException;

  /** Where what is said is kept. */
  default ServerProcess.Log log() {
    return ServerProcess.Log.MEMORY;
  }

  /** How many runs it takes. */
  default int runs(Effort effort) {
    return effort.runs();
  }

  /**
   * Where the room that is measured comes from.
   *
   * @param image as the build makes it
   * @param scratch for what the server keeps while it runs
   */
  record Venue(Path image, Path scratch) {
    ServerProcess open(ServerProcess.Log log) throws IOException {
      return open(log, ServerProcess.Rate.ANY);
    }

    ServerProcess open(ServerProcess.Log log, ServerProcess.Rate rate) throws IOException {
      return ServerProcess.open(image, log, rate, scratch);
    }
  }

  /**
   * How much is done for a figure.
   *
   * @param runs the figure is the median of so many
   * @param warmUp how long a run goes on before it counts
   * @param measured how long it counts
   * @param crowd how many come where many do
   */
  record Effort(int runs, Duration warmUp, Duration measured, int crowd) {}
}

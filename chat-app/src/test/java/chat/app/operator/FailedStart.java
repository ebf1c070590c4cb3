package chat.app.operator;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/**
 * A start of the server that ended by itself.
 *
 * @param status the exit status
 * @param output the standard output
 * @param errors the standard error stream
 */
record FailedStart(int status, String output, String errors) {
  private static final int LIMIT_SECONDS = 30;

  /** Runs the command to its end. */
  static FailedStart of(ProcessBuilder command) throws IOException, InterruptedException {
    Process process = command.start();
    try (var output = process.inputReader();
        var errors = process.errorReader()) {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new IOException("it runs: " + output.readAllAsString() + errors.readAllAsString());
      }
      return new FailedStart(
          process.exitValue(), output.readAllAsString(), errors.readAllAsString());
    }
  }
}

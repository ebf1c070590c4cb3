package chat.app.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Processes of a test. */
final class Processes {
  private static final int LIMIT_SECONDS = 60;

  private Processes() {}

  /** Waits until a process has printed a line that has a pattern, and discards what follows. */
  static Matcher awaitLine(Process process, Pattern pattern) throws IOException {
    var found = new CompletableFuture<Matcher>();
    Thread.startVirtualThread(() -> read(process, pattern, found));
    try {
      return found.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new IOException("The process has not printed " + pattern, e);
    }
  }

  private static void read(Process process, Pattern pattern, CompletableFuture<Matcher> found) {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = pattern.matcher(line);
        if (matcher.find()) {
          found.complete(matcher);
        }
      }
      found.completeExceptionally(new IOException("The process has ended"));
    } catch (IOException | UncheckedIOException e) {
      found.completeExceptionally(e);
    }
  }

  /** Ends a process and those that it has started. */
  static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }
}

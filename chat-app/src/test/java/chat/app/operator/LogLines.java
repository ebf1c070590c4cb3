package chat.app.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The lines of a server's log, without their times. */
final class LogLines {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration INTERVAL = Duration.ofMillis(20);
  private static final String TIME = "^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d[+-]\\d\\d:\\d\\d ";

  private final Supplier<String> errorOutput;
  private final Predicate<String> filter;
  private int seen;

  /**
   * @param errorOutput gives all that the server has written until now
   * @param filter the lines that are of interest
   */
  LogLines(Supplier<String> errorOutput, Predicate<String> filter) {
    this.errorOutput = errorOutput;
    this.filter = filter;
  }

  /** The lines since the last call. */
  List<String> next() {
    List<String> lines = lines();
    List<String> added = List.copyOf(lines.subList(seen, lines.size()));
    seen = lines.size();
    added.forEach(line -> System.out.println("log: " + line));
    return added;
  }

  /** Waits for a line with a text, and returns the lines since the last call. */
  List<String> awaitNext(String text) {
    long limit = System.nanoTime() + LIMIT.toNanos();
    while (!contains(text) && System.nanoTime() < limit) {
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
    List<String> added = next();
    assertThat(added).anyMatch(line -> line.contains(text));
    return added;
  }

  private boolean contains(String text) {
    List<String> lines = lines();
    return lines.subList(seen, lines.size()).stream().anyMatch(line -> line.contains(text));
  }

  private List<String> lines() {
    return errorOutput
        .get()
        .lines()
        .map(line -> line.replaceFirst(TIME, ""))
        .filter(filter)
        .toList();
  }
}

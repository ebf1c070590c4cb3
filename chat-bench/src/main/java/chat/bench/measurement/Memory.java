package chat.bench.measurement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;

/** How much memory a process has resident, in KiB; nothing where there is no /proc. */
public final class Memory {
  private static final Duration LOOK = Duration.ofSeconds(1);
  // Steady: so many looks, of which none differs from the next by more than one part in so many.
  private static final int STEADY_LOOKS = 5;
  private static final double STEADY_PART = 0.01;

  private final Path proc;

  Memory(long pid) {
    proc = Path.of("/proc", Long.toString(pid));
  }

  /** Exact: adds all of the process's mappings up, which takes it some milliseconds. */
  public OptionalDouble exact() {
    return line("smaps_rollup", "Rss:");
  }

  /** Cheap, and up to some pages per thread behind. */
  OptionalDouble resident() {
    return line("status", "VmRSS:");
  }

  /** The most it ever had. */
  public OptionalDouble peak() {
    return line("status", "VmHWM:");
  }

  /** Waits until it no longer changes, at most so long, while {@code meanwhile} runs. */
  public OptionalDouble steady(Duration limit, Pause meanwhile) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    OptionalDouble last = exact();
    for (int same = 0; same < STEADY_LOOKS && System.nanoTime() < end; ) {
      meanwhile.pass(LOOK);
      OptionalDouble next = exact();
      double difference = Math.abs(next.orElse(0) - last.orElse(0));
      same = difference <= last.orElse(0) * STEADY_PART ? same + 1 : 0;
      last = next;
    }
    return last;
  }

  /** What happens while something is waited for. */
  public interface Pause {
    Pause SLEEP = time -> LockSupport.parkNanos(time.toNanos());

    void pass(Duration time) throws IOException;
  }

  private OptionalDouble line(String file, String name) {
    try {
      for (String line : Files.readAllLines(proc.resolve(file))) {
        if (line.startsWith(name)) {
          return OptionalDouble.of(Double.parseDouble(line.replaceAll("\\D", "")));
        }
      }
      return OptionalDouble.empty();
    } catch (IOException e) {
      return OptionalDouble.empty();
    }
  }
}

package chat.bench.measurement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.locks.LockSupport;

/** Resident memory of processes together, in KiB; empty where there is no /proc. */
public final class Memory {
  private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(1);
  // Memory is steady if five samples in a row differ by at most 1 % from the previous one.
  private static final int STEADY_SAMPLES = 5;
  private static final double STEADY_TOLERANCE = 0.01;

  private final List<Path> folders;

  Memory(List<Long> pids) {
    folders = pids.stream().map(pid -> Path.of("/proc", Long.toString(pid))).toList();
  }

  /**
   * Exact value: the kernel adds up all mappings of each process, which takes some milliseconds.
   */
  public OptionalDouble exact() {
    return line("smaps_rollup", "Rss:");
  }

  /** Cheap value, which lags by up to some pages for each thread. */
  OptionalDouble resident() {
    return line("status", "VmRSS:");
  }

  /** The peak; of several processes, the sum of their peaks. */
  public OptionalDouble peak() {
    return line("status", "VmHWM:");
  }

  /**
   * Waits until the memory is steady, for at most {@code limit}; {@code pause} runs between two
   * samples.
   */
  public OptionalDouble steady(Duration limit, Pause pause) throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    OptionalDouble last = exact();
    for (int same = 0; same < STEADY_SAMPLES && System.nanoTime() < end; ) {
      pause.run(SAMPLE_INTERVAL);
      OptionalDouble next = exact();
      double difference = Math.abs(next.orElse(0) - last.orElse(0));
      same = difference <= last.orElse(0) * STEADY_TOLERANCE ? same + 1 : 0;
      last = next;
    }
    return last;
  }

  /** The action between two samples. */
  public interface Pause {
    Pause SLEEP = time -> LockSupport.parkNanos(time.toNanos());

    void run(Duration time) throws IOException;
  }

  private OptionalDouble line(String file, String name) {
    double sum = 0;
    for (Path folder : folders) {
      OptionalDouble one = line(folder.resolve(file), name);
      if (one.isEmpty()) {
        return one;
      }
      sum += one.getAsDouble();
    }
    return OptionalDouble.of(sum);
  }

  private static OptionalDouble line(Path file, String name) {
    try {
      for (String line : Files.readAllLines(file)) {
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

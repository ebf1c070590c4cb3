package chat.bench.measurement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Description of the machine and the image, without which a figure says nothing. */
public final class Machine {
  private static final int TIMEOUT_SECONDS = 5;

  private Machine() {}

  /**
   * Describes the machine.
   *
   * @param image the image that is measured
   */
  public static Map<String, String> describe(Path image) {
    var facts = new LinkedHashMap<String, String>();
    int cores = Runtime.getRuntime().availableProcessors();
    facts.put(
        "processor",
        line("/proc/cpuinfo", "model name").orElse("unknown") + ", " + cores + " cores");
    facts.put("memory", line("/proc/meminfo", "MemTotal").orElse("unknown"));
    facts.put("system", System.getProperty("os.name") + ' ' + System.getProperty("os.version"));
    facts.put("load", line("/proc/loadavg", "").orElse("unknown"));
    facts.put("java", line(image.resolve("release").toString(), "JAVA_VERSION").orElse("unknown"));
    facts.put("flags", Optional.ofNullable(System.getenv("CHAT_JAVA_OPTS")).orElse(""));
    facts.put("commit", output("git", "describe", "--always", "--dirty").orElse("unknown"));
    return facts;
  }

  private static Optional<String> line(String file, String start) {
    try (var lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(start))
          .findFirst()
          .map(line -> line.substring(start.length()).replaceFirst("^\\s*[:=]?\\s*", ""))
          .map(value -> value.replace("\"", ""));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> output(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      boolean ended =
          process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
      return ended
          ? Optional.of(
              new String(
                      process.getInputStream().readAllBytes(),
                      java.nio.charset.StandardCharsets.UTF_8)
                  .strip())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}

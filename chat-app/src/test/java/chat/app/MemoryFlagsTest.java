package chat.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The flags of the image's launch script: busy talk does not fill the old generation. */
class MemoryFlagsTest {
  private static final Path SCRIPT = Path.of("src/main/image/chat");
  private static final Pattern FLAGS = Pattern.compile("(?m)^flags=\"(?:\\$flags )?([^\"]+)\"$");

  /** 3 MB live; 24 MB is where the old generation begins. */
  private static final long MAX_OLD_BYTES = 16_000_000;

  /** Keeps the latest 10,000 entries of 4,000,000, and prints the bytes in the old generation. */
  private static final String PROGRAM =
      """
      import java.lang.management.ManagementFactory;

      class LatestEntries {
        public static void main(String[] arguments) {
          byte[][] entries = new byte[10_000][];
          for (int seq = 0; seq < 4_000_000; seq++) {
            entries[seq % entries.length] = new byte[300];
          }
          System.out.println(ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getName().equals("Tenured Gen"))
              .mapToLong(pool -> pool.getUsage().getUsed())
              .sum() + entries[0].length - 300);
        }
      }
      """;

  @TempDir Path folder;

  private static List<String> flags() throws IOException {
    List<String> flags = new ArrayList<>();
    for (Matcher line = FLAGS.matcher(Files.readString(SCRIPT)); line.find(); ) {
      flags.addAll(Arrays.asList(line.group(1).split(" ")));
    }
    flags.removeIf(flag -> flag.startsWith("--enable-native-access"));
    return flags;
  }

  private long oldGeneration(List<String> flags) throws IOException, InterruptedException {
    Path program = Files.writeString(folder.resolve("LatestEntries.java"), PROGRAM);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add(program.toString());
    Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(java.getInputStream().readAllBytes(), UTF_8);
    assertThat(java.waitFor()).as(output).isZero();
    return Long.parseLong(output.strip());
  }

  @Test
  @Timeout(120)
  void latestEntriesStayInTheYoungGeneration() throws Exception {
    List<String> flags = flags();
    assertThat(flags).contains("-XX:+UseSerialGC", "-XX:SurvivorRatio=2");

    assertThat(oldGeneration(flags)).isBetween(1L, MAX_OLD_BYTES);
  }

  @Test
  @Timeout(120)
  void withSmallerSurvivorsTheyWouldNot() throws Exception {
    List<String> flags = new ArrayList<>(flags());
    flags.add("-XX:SurvivorRatio=8");
    assertThat(oldGeneration(flags)).isGreaterThan(MAX_OLD_BYTES);
  }
}

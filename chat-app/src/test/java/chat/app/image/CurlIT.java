package chat.app.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code curl} writes and reads, by the three lines of the README. */
@Timeout(120)
class CurlIT {
  private static final Path README = Path.of(System.getProperty("chat.root"), "README.md");
  private static final String ADDRESS = "http://localhost:8180/";

  @TempDir Path folder;

  /** The lines of the README for programs, for this server. */
  private static List<String> lines(ServerProcess server) throws IOException {
    return Files.readString(README, UTF_8)
        .lines()
        .dropWhile(line -> !line.startsWith("Programs need no WebSocket"))
        .filter(line -> line.startsWith("    curl "))
        .limit(3)
        .map(line -> line.replace(ADDRESS, server.address().toString()))
        .toList();
  }

  private Process start(String line) throws IOException {
    return new ProcessBuilder("sh", "-c", "exec" + line)
        .directory(folder.toFile())
        .redirectError(folder.resolve("errors").toFile())
        .start();
  }

  private String output(String line) throws Exception {
    Process curl = start(line);
    String output = new String(curl.getInputStream().readAllBytes(), UTF_8);
    assertThat(curl.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(curl.exitValue()).isZero();
    return output;
  }

  @Test
  void linesOfTheReadmeWriteAndRead() throws Exception {
    try (ServerProcess server = ServerProcess.start(0, folder.resolve("data"))) {
      List<String> lines = lines(server);
      assertThat(lines).hasSize(3);
      assertThat(output(lines.get(0))).isEmpty();
      Process reading = start(lines.get(2));
      try (BufferedReader stream = reading.inputReader(UTF_8)) {
        assertThat(stream.readLine()).isEqualTo("【bob】进入了聊天室");
        assertThat(output(lines.get(1))).matches("\\{\"seq\":1,\"at\":\"[0-9T:.-]+Z\"}");
        assertThat(stream.readLine()).isEqualTo("bob:The build is green.");
        assertThat(server.stop()).isZero();
        assertThat(stream.readLine()).isNull();
        assertThat(reading.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(reading.exitValue()).as("a stream that ends is whole").isZero();
      } finally {
        reading.destroy();
      }
    }
  }
}

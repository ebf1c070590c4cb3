package chat.app.image;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The exit status of the doctor, for scripts, beside a server that runs. */
@Timeout(120)
class DoctorIT {
  @TempDir Path folder;

  private record Run(int status, String output) {}

  private static Run run(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=org.xerial.sqlitejdbc",
                "-p",
                System.getProperty("chat.modules"),
                "-m",
                "chat.app/chat.app.Main",
                "doctor"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }

  @Test
  void statusSaysHowItEnded() throws Exception {
    Path data = folder.resolve("data");
    try (ServerProcess _ = ServerProcess.start(0, data, "--host", "127.0.0.1")) {
      Run good = run("--data", data.toString());
      assertThat(good.output()).contains("ok    server here").doesNotContain("FAIL");
      assertThat(good.status()).isZero();
    }
    Run missing = run("--data", folder.resolve("none").toString());
    assertThat(missing.output()).contains("FAIL  data directory").contains("1 check failed.");
    assertThat(missing.status()).isEqualTo(1);
    assertThat(run("--unknown").status()).isEqualTo(2);
    assertThat(run("no-address").status()).isEqualTo(2);
  }
}

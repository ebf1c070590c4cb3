package chat.app.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.ServerProcess;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The modules start by the command that the manual gives. */
@Timeout(120)
class ManualCommandIT {
  private static final Path ROOT = Path.of(System.getProperty("chat.root"));
  private static final Pattern COMMAND =
      Pattern.compile("`java -p chat-app/target/modules ([^`\\[]+)\\[options]`");

  @TempDir Path data;

  /** Starts the modules by the manual's command. */
  private ServerProcess start() throws IOException {
    Matcher command = COMMAND.matcher(Files.readString(ROOT.resolve("chat-app/MANUAL.md"), UTF_8));
    assertThat(command.find()).isTrue();
    String java = System.getProperty("java.home") + "/bin/java";
    // Compiled classes, with which a single test runs, do not say which class is the main one.
    String arguments = command.group(1).replace("-m chat.app", "-m chat.app/chat.app.Main");
    String shell =
        "exec %s -p %s %s --port 0 --host 127.0.0.1 --data %s"
            .formatted(java, System.getProperty("chat.modules"), arguments, data);
    return ServerProcess.start(new ProcessBuilder("sh", "-c", shell).directory(ROOT.toFile()));
  }

  @Test
  void noWarningIsPrinted() throws Exception {
    try (ServerProcess chat = start()) {
      connect(chat.address());
      assertThat(chat.stop()).isZero();
      assertThat(chat.errorOutput().lines()).isNotEmpty().allMatch(line -> line.contains(" INFO "));
    }
  }

  /** Otherwise what is said would be kept in memory, and lost with the process. */
  @Test
  void modulesWithoutOneThatKeepsTheLogAreRefused() throws Exception {
    Process java =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-p",
                System.getProperty("chat.modules"),
                "--limit-modules",
                "chat.app",
                "-m",
                "chat.app/chat.app.Main",
                "--port",
                "0",
                "--host",
                "127.0.0.1",
                "--data",
                data.toString())
            .redirectErrorStream(true)
            .start();
    try {
      assertThat(java.inputReader().readLine()).startsWith("--data: the module chat.sqlite");
      assertThat(java.waitFor()).isEqualTo(2);
    } finally {
      java.destroyForcibly();
    }
  }

  private static void connect(URI address) throws IOException {
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      assertThat(socket.isConnected()).isTrue();
    }
  }
}

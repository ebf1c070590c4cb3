package chat.app.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * An X server without a screen (Xvfb), and programs on it. A browser on it reports a mouse, which a
 * headless one does not.
 */
final class Display implements AutoCloseable {
  private final Process server;
  private final String name;

  Display() throws IOException {
    server =
        new ProcessBuilder(
                "Xvfb", "-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader output = server.inputReader();
    name = ':' + output.readLine();
  }

  /** The command of a program on this display, with its errors in its output. */
  ProcessBuilder command(List<String> words) {
    var command = new ProcessBuilder(new ArrayList<>(words)).redirectErrorStream(true);
    command.environment().put("DISPLAY", name);
    command.environment().put("MOZ_ENABLE_WAYLAND", "0");
    // Root may use neither sandbox; the pages are those of this test.
    command.environment().put("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
    return command;
  }

  @Override
  public void close() {
    Processes.end(server);
  }
}

package chat.app.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives the tests of a class a browser, and a server with data of its own. */
public final class BrowserExtension
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private final boolean forEachTest;
  private final List<String> flags;

  private Chromium chromium;
  private Path data;
  private ServerProcess server;

  private BrowserExtension(boolean anew, String... flags) {
    this.forEachTest = anew;
    this.flags = List.of(flags);
  }

  /** One server for all tests of the class. */
  public static BrowserExtension forAllTests(String... flags) {
    return new BrowserExtension(false, flags);
  }

  /** A new server without messages for each test. */
  public static BrowserExtension forEachTest(String... flags) {
    return new BrowserExtension(true, flags);
  }

  @Override
  public void beforeAll(ExtensionContext tests) throws IOException {
    chromium = Chromium.shared(tests);
    if (!forEachTest) {
      open();
    }
  }

  @Override
  public void beforeEach(ExtensionContext test) throws IOException {
    if (forEachTest) {
      open();
    }
  }

  @Override
  public void afterEach(ExtensionContext test) throws IOException {
    if (forEachTest) {
      close();
    }
  }

  @Override
  public void afterAll(ExtensionContext tests) throws IOException {
    chromium.closeContexts();
    if (!forEachTest) {
      close();
    }
  }

  private void open() throws IOException {
    data = Files.createTempDirectory("chat");
    server = ServerProcess.start(0, data, flags.toArray(String[]::new));
  }

  private void close() throws IOException {
    // Null where the server did not start; then that failure is the one to be reported.
    if (server != null) {
      server.close();
    }
    try (Stream<Path> all = Files.walk(data)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** Restarts the server with its data and port. */
  public void restart() throws IOException {
    restart(server.address().getPort(), flags.toArray(String[]::new));
  }

  /** Restarts the server with its data, on a port; 0 for any. */
  public void restart(int port, String... otherFlags) throws IOException {
    server.close();
    server = ServerProcess.start(port, data, otherFlags);
  }

  public ServerProcess server() {
    return server;
  }

  public URI address() {
    return server.address();
  }

  /** The owner's key. */
  public String ownerKey() throws IOException {
    return Files.readString(data.resolve("owner-key")).strip();
  }

  /** Opens the sign-in page in a new browser context. */
  public PageDriver openSignIn(Screen screen) {
    return chromium.open(address(), screen);
  }

  /** Signs in and opens the lobby in a new browser context. */
  public PageDriver signIn(String nickname, Screen screen) {
    return chromium.open(address(), screen, nickname);
  }
}

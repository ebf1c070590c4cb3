package chat.app;

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

/** What the tests of a class play on: a browser, and the program with data of its own. */
final class Stage
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private final boolean anew;
  private final List<String> flags;

  private Chromium chromium;
  private Path data;
  private RunningChat chat;

  private Stage(boolean anew, String... flags) {
    this.anew = anew;
    this.flags = List.of(flags);
  }

  /** One chat for all tests of the class. */
  static Stage forAllTests(String... flags) {
    return new Stage(false, flags);
  }

  /** A new chat, in which nothing was said, for each test. */
  static Stage forEachTest(String... flags) {
    return new Stage(true, flags);
  }

  @Override
  public void beforeAll(ExtensionContext tests) throws IOException {
    chromium = Chromium.start();
    if (!anew) {
      open();
    }
  }

  @Override
  public void beforeEach(ExtensionContext test) throws IOException {
    if (anew) {
      open();
    }
  }

  @Override
  public void afterEach(ExtensionContext test) throws IOException {
    if (anew) {
      close();
    }
  }

  @Override
  public void afterAll(ExtensionContext tests) throws IOException {
    chromium.close();
    if (!anew) {
      close();
    }
  }

  private void open() throws IOException {
    data = Files.createTempDirectory("chat");
    chat = RunningChat.fromModules(0, data, flags.toArray(String[]::new));
  }

  private void close() throws IOException {
    chat.close();
    try (Stream<Path> all = Files.walk(data)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** Starts the chat again with what it has kept, where it was. */
  void startAgain() throws IOException {
    startAgain(chat.address().getPort(), flags.toArray(String[]::new));
  }

  /** Starts the chat again with what it has kept, on a port, 0 for any. */
  void startAgain(int port, String... otherFlags) throws IOException {
    chat.close();
    chat = RunningChat.fromModules(port, data, otherFlags);
  }

  RunningChat chat() {
    return chat;
  }

  URI address() {
    return chat.address();
  }

  /** What the owner signs in with. */
  String ownerKey() throws IOException {
    return Files.readString(data.resolve("owner-key")).strip();
  }

  /** Somebody new, at the sign-in page. */
  Person comes(Screen screen) {
    return chromium.person(address(), screen);
  }

  /** Somebody new, in the lobby. */
  Person enters(String nickname, Screen screen) {
    return chromium.person(address(), screen, nickname);
  }
}

package chat.app.engine;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.ServerProcess;
import chat.app.testing.TestPictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The main walk in each engine: two people sign in, talk, react, lose the server and get it back,
 * search, change a setting and send a picture.
 */
@Tag("engines")
class EnginesIT {
  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  @TempDir Path data;
  @TempDir Path files;

  /** The engines. */
  enum Kind {
    CHROMIUM {
      @Override
      Engine start(Display display) throws IOException {
        return WebDriver.chromium(display, System.getProperty("chat.chromium"));
      }
    },
    FIREFOX {
      @Override
      Engine start(Display display) throws IOException {
        return new Firefox(display);
      }
    },
    WEBKIT {
      @Override
      Engine start(Display display) throws IOException {
        return WebDriver.webKit(display);
      }
    };

    abstract Engine start(Display display) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void mainWalkWorks(Kind kind) throws Exception {
    try (var display = new Display();
        Engine engine = kind.start(display)) {
      var person = new Driver(engine);
      try {
        walk(kind, person);
      } finally {
        Files.createDirectories(SCREENSHOTS);
        Files.write(
            SCREENSHOTS.resolve("engine-" + kind.name().toLowerCase(Locale.ROOT) + ".png"),
            engine.screenshot());
      }
    }
  }

  private void walk(Kind kind, Driver person) throws Exception {
    int port;
    try (ServerProcess server = ServerProcess.start(0, data)) {
      port = server.address().getPort();
      signsIn(person, server);
      talksAndReacts(person);
      changesASetting(person);
      searches(person);
      sendsAPicture(person);
      assertThat(person.evaluate("matchMedia('(hover: hover)').matches"))
          .as(kind.name())
          .isEqualTo("true");
      server.kill();
    }
    person.awaits("document.querySelector('#state').dataset.state !== 'open'");
    person.clicks("#text");
    person.types("written offline" + Driver.ENTER);
    try (ServerProcess server = ServerProcess.start(port, data)) {
      person.awaitsElement("#state[data-state=open]");
      person.awaits("document.querySelectorAll('#log .pending').length === 0");
      person.awaitsText("#log .message[data-seq] .text", "written offline");
      assertThat(
              person.evaluate(
                  "[...document.querySelectorAll('#log .message .text')].filter((each) => each.textContent === 'written offline').length"))
          .isEqualTo("1");
      assertThat(server.address().getPort()).isEqualTo(port);
    }
  }

  private static void signsIn(Driver person, ServerProcess server) throws IOException {
    person.navigate(server.address().resolve("/?lang=en"));
    person.clicks("#nickname");
    person.types("Ann" + Driver.ENTER);
    person.awaitsElement("#state[data-state=open]");
  }

  private static void talksAndReacts(Driver person) throws IOException {
    person.clicks("#text");
    person.types("hello **world** 你好" + Driver.ENTER);
    person.awaitsText("#log .message[data-seq] strong", "world");
    person.evaluate("document.querySelector('#log .message[data-seq]').focus()");
    person.types("+");
    person.awaitsElement(".palette input");
    person.types("panda" + Driver.ENTER);
    person.awaitsText("#log .reactions button", "🐼");
  }

  private static void changesASetting(Driver person) throws IOException {
    // In a narrow window the settings lie in the drawer of rooms.
    boolean drawer = isShown(person, "#rooms-open");
    if (drawer) {
      person.clicks("#rooms-open");
      person.awaits("document.querySelector('#settings-open').getBoundingClientRect().x >= 0");
    }
    person.clicks("#settings-open");
    person.awaitsElement("dialog");
    person.clicks("dialog input[value=dark]");
    person.awaits("document.documentElement.dataset.colours === 'dark'");
    person.types(Driver.ESCAPE);
    person.awaits("document.querySelector('dialog[open]') === null");
    if (drawer && isShown(person, "#rooms-close")) {
      person.clicks("#rooms-close");
    }
  }

  private static boolean isShown(Driver person, String selector) throws IOException {
    return Boolean.parseBoolean(
        person.evaluate(
            "document.querySelector('%s').checkVisibility({visibilityProperty: true})"
                .formatted(selector)));
  }

  private static void searches(Driver person) throws IOException {
    person.clicks("#search-open");
    person.awaitsElement("#search-words");
    person.types("你好" + Driver.ENTER);
    person.awaitsText("#search ol li", "你好");
    person.types(Driver.ESCAPE);
  }

  private void sendsAPicture(Driver person) throws IOException {
    Path picture = Files.write(files.resolve("shapes.png"), TestPictures.png(300, 200, 1));
    person.chooses("#attach-files", picture);
    person.awaitsElement("#attachments");
    person.clicks("#text");
    person.types("a picture" + Driver.ENTER);
    person.awaits(
        "[...document.querySelectorAll('#log .message[data-seq] img')].some((each) => each.naturalWidth > 0)");
  }
}

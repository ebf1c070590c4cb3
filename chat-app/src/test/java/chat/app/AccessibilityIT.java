package chat.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.Chromium.Screen;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** axe finds nothing at level AA in any page or state of one. */
@TestInstance(Lifecycle.PER_CLASS)
class AccessibilityIT {
  private static final List<String> LEVEL_AA =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  private Chromium chromium;
  private RunningChat chat;

  @TempDir private static Path data;

  @BeforeAll
  void open() throws IOException {
    chromium = Chromium.start();
    chat = RunningChat.fromImage(0, data, "--message-rate", "off", "--leave-grace", "0s");
  }

  @AfterAll
  void close() throws IOException {
    chromium.close();
    chat.close();
  }

  @ParameterizedTest
  @CsvSource({"zh, 390, light", "en, 390, dark", "zh, 1280, dark", "en, 1280, light"})
  void axeFindsNothing(String language, int width, String colours) throws IOException {
    Screen bare = language.equals("zh") ? Screen.CHINESE : Screen.ENGLISH;
    Screen sized = bare.sized(width, 844);
    Screen screen = colours.equals("dark") ? sized.dark() : sized;
    try (Person ann = chromium.person(chat.address(), screen)) {
      // What is still moving is half transparent for that moment.
      ann.page()
          .emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
      door(ann);
      room(ann);
      dialogs(ann);
      around(ann);
    }
  }

  private void door(Person ann) {
    Page page = ann.page();
    isFine(ann, "sign-in");
    page.locator("#nickname").fill("a:b");
    page.locator("button.primary").click();
    assertThat(page.locator("#problem")).isVisible();
    isFine(ann, "sign-in with the reason");
    ann.signIn("Ann" + System.nanoTime());
  }

  private void room(Person ann) {
    ann.page().navigate("/rooms/empty" + System.nanoTime());
    ann.seesConnection("open");
    isFine(ann, "an empty room");
    try (Person bob = chromium.person(chat.address(), Screen.ENGLISH, "Bob" + System.nanoTime())) {
      bob.page().navigate(ann.page().url());
      bob.seesConnection("open");
      bob.says("Hello, see https://example.org");
      ann.sees("Hello, see https://example.org");
      ann.says("你好！");
      ann.hasSentEverything();
      isFine(ann, "a room with messages");
      ann.page().locator(".message .who").first().click();
      isFineInADialog(ann, "a profile");
      ann.page().locator("dialog .act").nth(1).click();
      ann.page().keyboard().press("Escape");
      isFine(ann, "a room with somebody muted");
    }
  }

  private void dialogs(Person ann) {
    Page page = ann.page();
    if (page.locator("#people-open").isVisible()) {
      page.locator("#people-open").click();
      assertThat(page.locator("#people-close")).isFocused();
      isFine(ann, "people");
    }
    for (String dialog : List.of("settings", "invite")) {
      page.locator("#" + dialog + "-open").click();
      isFineInADialog(ann, dialog);
      page.keyboard().press("Escape");
    }
    page.keyboard().press("Escape");
    page.locator("#rooms-open").click();
    page.locator(".opening input").fill("/");
    page.keyboard().press("Enter");
    isFineInADialog(ann, "rooms");
    page.keyboard().press("Escape");
    page.locator("#log").focus();
    page.keyboard().press("?");
    isFineInADialog(ann, "keys");
    page.keyboard().press("Escape");
    ann.online(false);
    ann.seesConnection("offline");
    ann.says("later");
    isFine(ann, "offline");
    ann.online(true);
    ann.hasSentEverything();
  }

  private void around(Person ann) throws IOException {
    Page page = ann.page();
    page.navigate("/login?nickname=Zoe");
    isFine(ann, "switch");
    page.navigate("/nowhere");
    isFine(ann, "error");
    page.navigate("/owner");
    isFine(ann, "the owner's key");
    page.locator("#key").fill(Files.readString(data.resolve("owner-key")).strip());
    page.locator("button.primary").click();
    assertThat(page.locator("main")).isVisible();
    isFine(ann, "the owner's desk");
  }

  private static void isFineInADialog(Person person, String state) {
    assertThat(person.page().locator("dialog")).isVisible();
    isFine(person, state);
  }

  private static void isFine(Person person, String state) {
    var found = new AxeBuilder(person.page()).withTags(LEVEL_AA).analyze();
    assertThat(found.getPasses()).as(state).isNotEmpty();
    assertThat(found.getViolations())
        .as(state)
        .extracting(violation ->
            violation.getId()
                + ": "
                + violation.getNodes().getFirst().getHtml()
                + " "
                + violation.getNodes().getFirst().getFailureSummary())
        .isEmpty();
  }
}

package chat.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.BrowserExtension;
import chat.app.testing.PageDriver;
import chat.app.testing.PlainClient;
import chat.app.testing.Screen;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page loses and duplicates no message when its connection breaks. */
class ReconnectIT {
  /** The messages of one history, and the most that the page shows. */
  private static final int HISTORY = 50;

  private static final int MAX_SHOWN = 300;

  @RegisterExtension
  static final BrowserExtension STAGE =
      BrowserExtension.forEachTest("--message-rate", "off", "--retention", "1d");

  @Test
  void messagesWrittenOfflineEndInTheSameConversation() {
    try (PageDriver ann = enters("Ann");
        PageDriver bob = enters("Bob")) {
      bob.says("before");
      ann.seesLast("before");
      bob.setOnline(false);
      bob.seesConnection("offline");
      bob.says("written offline");
      bob.says("and another");
      assertThat(bob.page().locator(".pending")).hasCount(2);
      ann.says("said meanwhile");
      ann.hasSentEverything();
      bob.screenshot("offline-en-1280-light");
      bob.setOnline(true);

      assertSameMessages(ann, bob, "before", "said meanwhile", "written offline", "and another");
      assertThat(bob.notes().last())
          .hasText(Pattern.compile("^You were away for \\d+ seconds?: 1 message, none missing$"));
    }
  }

  @Test
  void pendingMessagesSurviveAReloadAndAreSentOnce() {
    try (PageDriver ann = enters("Ann");
        PageDriver bob = enters("Bob")) {
      var reachable = new AtomicBoolean();
      bob.page()
          .context()
          .routeWebSocket(
              Pattern.compile("/chat/"),
              socket -> {
                if (reachable.get()) {
                  socket.connectToServer();
                } else {
                  socket.close();
                }
              });
      bob.page().reload();
      bob.says("one");
      bob.says("two");
      bob.page().reload();
      assertThat(bob.page().locator(".pending .text")).hasText(new String[] {"one", "two"});
      reachable.set(true);

      assertSameMessages(ann, bob, "one", "two");
      bob.page().reload();
      assertSameMessages(ann, bob, "one", "two");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRestartOfTheServerEndsWithTheSameConversationForAll(boolean gracefully) throws Exception {
    try (PageDriver ann = enters("Ann");
        PageDriver bob = enters("Bob")) {
      ann.says("before");
      bob.seesLast("before");
      if (gracefully) {
        assertThat(STAGE.server().stop()).isZero();
      } else {
        STAGE.server().kill();
      }
      ann.seesConnection("lost");
      bob.seesConnection("lost");
      ann.says("Ann, while it is down");
      bob.says("Bob, while it is down");
      assertThat(bob.page().locator(".pending")).hasCount(1);
      STAGE.restart();

      ann.sees("Bob, while it is down");
      bob.sees("Ann, while it is down");
      ann.hasSentEverything();
      bob.hasSentEverything();
      assertThat(ann.shownTexts())
          .contains("before", "Ann, while it is down", "Bob, while it is down")
          .doesNotHaveDuplicates()
          .isEqualTo(bob.shownTexts());
    }
  }

  @Test
  void openPageDropsErasedMessagesAtItsNextWelcome() {
    try (PageDriver ann = enters("Ann")) {
      ann.says("an old secret");
      ann.hasSentEverything();
      ann.seesLast("an old secret");
      ann.setOnline(false);
      ann.seesConnection("offline");
      assertThat(ann.message("an old secret")).isVisible();
      ann.page().clock().setFixedTime(Date.from(Instant.now().plus(Duration.ofDays(2))));
      ann.setOnline(true);
      ann.seesConnection("open");

      assertThat(ann.page().getByText("an old secret")).hasCount(0);
    }
  }

  @Test
  void aSignOutElsewhereIsShownAndNotReconnected() {
    try (PageDriver ann = enters("Ann")) {
      Page other = ann.page().context().newPage();
      other.navigate("/rooms/lobby");
      other.locator("#logout button[type=submit]").click();

      ann.seesConnection("stopped");
      assertThat(ann.page().locator("#why")).containsText("You have signed out");
      ann.screenshot("signed-out-en-1280-light");
      ann.page().getByText("Sign in again").click();
      assertThat(ann.page().locator("input[name=room]")).hasValue("lobby");
    }
  }

  @Tag("long")
  @Test
  void aFullServerIsNamedAsTheReason() throws Exception {
    STAGE.restart(0, "--connections-per-address", "1");
    try (PageDriver ann = enters("Ann");
        PageDriver bob = STAGE.openSignIn(Screen.ENGLISH)) {
      ann.says("alone");
      bob.page().getByLabel("Nickname").fill("Bob");
      bob.page().locator("button.primary").click();

      assertThat(bob.page().locator("#why")).containsText("Too many connections");
      bob.seesConnection("lost");
    }
  }

  @Test
  void olderMessagesAreLoadedWithoutScrolling() throws Exception {
    int said = 120;
    say(said);
    try (PageDriver ann = enters("Ann")) {
      ann.seesLast("line " + said);
      assertThat(ann.messageTexts()).hasCount(HISTORY);
      double before = scrollUpAndMeasure(ann, "line " + (said - HISTORY + 3));
      assertThat(ann.messageTexts()).hasCount(2 * HISTORY);
      assertThat(top(ann, "line " + (said - HISTORY + 3))).isBetween(before - 2, before + 2);

      scrollUpAndMeasure(ann, "line " + (said - 2 * HISTORY + 3));
      assertThat(ann.messageTexts()).hasCount(said);
      assertThat(ann.page().locator("#beginning")).isVisible();
      assertThat(ann.shownTexts()).first().isEqualTo("line 1");
      assertThat(ann.shownTexts()).doesNotHaveDuplicates();
    }
  }

  @Test
  void newMessagesDoNotScrollAReaderDown() throws Exception {
    say(HISTORY);
    try (PageDriver ann = enters("Ann");
        PageDriver bob = enters("Bob")) {
      double before = scrollUpAndMeasure(ann, "line 3");
      bob.says("news");
      bob.says("more news");

      assertThat(ann.page().locator("#latest")).hasText("2 new messages");
      assertThat(top(ann, "line 3")).isBetween(before - 2, before + 2);
      ann.screenshot("reading-above-en-1280-light");
      ann.page().locator("#latest").click();
      ann.seesLast("news", "more news");
      assertThat(ann.messageTexts().last()).isInViewport();
      assertThat(ann.page().locator("#latest")).isHidden();
    }
  }

  @Tag("long")
  @Test
  void thePageShowsALimitedNumberOfMessages() throws Exception {
    int said = 2 * MAX_SHOWN;
    try (PageDriver ann = enters("Ann")) {
      say(said);
      ann.seesLast("line " + said);

      assertThat(ann.messageTexts()).hasCount(MAX_SHOWN);
      assertThat(ann.messageTexts().last()).isInViewport();
    }
  }

  private PageDriver enters(String nickname) {
    return STAGE.signIn(nickname, Screen.ENGLISH);
  }

  /** Sends numbered messages without pauses. */
  private void say(int lines) throws Exception {
    try (PlainClient visitor = PlainClient.connect(STAGE.address(), "Reader")) {
      for (int line = 1; line <= lines; line++) {
        visitor.send("line " + line);
      }
      String heard = visitor.receive();
      while (!heard.endsWith("line " + lines)) {
        heard = visitor.receive();
      }
    }
  }

  private static void assertSameMessages(PageDriver one, PageDriver other, String... texts) {
    one.seesLast(texts);
    other.seesLast(texts);
    other.hasSentEverything();
    assertThat(one.shownTexts()).containsExactly(texts);
    assertThat(other.shownTexts()).containsExactly(texts);
  }

  /** Scrolls a message to the upper edge, and returns its position. */
  private static double scrollUpAndMeasure(PageDriver person, String text) {
    person
        .page()
        .evaluate(
            """
            (text) => [...document.querySelectorAll('#log .text')]
                .find((element) => element.textContent === text)
                .scrollIntoView({ block: 'start' })\
            """,
            text);
    return top(person, text);
  }

  private static double top(PageDriver person, String text) {
    return ((Number)
            person
                .page()
                .evaluate(
                    """
                    (text) => [...document.querySelectorAll('#log .text')]
                        .find((element) => element.textContent === text)
                        .getBoundingClientRect().top\
                    """,
                    text))
        .doubleValue();
  }
}

package chat.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.BrowserExtension;
import chat.app.testing.PageDriver;
import chat.app.testing.Screen;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Back closes what covers the conversation, and what can be pointed at can be reached otherwise.
 */
class PhoneAndKeyboardIT {
  private static final Screen PHONE = Screen.ENGLISH.phone();

  @RegisterExtension
  static final BrowserExtension STAGE = BrowserExtension.forAllTests("--message-rate", "off");

  @Test
  void backClosesWhatCoversTheConversationAndStaysInTheRoom() {
    try (PageDriver ann = STAGE.signIn("Ann", PHONE)) {
      Page page = ann.page();
      ann.says("hello");
      ann.hasSentEverything();
      String room = page.url();

      ann.opensSettings();
      page.goBack();
      assertThat(ann.dialog()).hasCount(0);
      assertThat(page.locator("#rooms")).hasClass("rooms-panel open");
      page.goBack();
      assertThat(page.locator("#rooms")).hasClass("rooms-panel");

      page.locator("#search-open").click();
      assertThat(page.locator("#search")).isVisible();
      page.goBack();
      assertThat(page.locator("#search")).isHidden();

      ann.numberedMessage("hello").locator(".text").click();
      assertThat(page.locator(".actions")).isVisible();
      page.goBack();
      assertThat(page.locator(".actions")).hasCount(0);
      assertThat(page).hasURL(room);
      ann.seesConnection("open");
    }
  }

  @Test
  void backLeavesTheRoomWhereNothingIsOpenAnyMore() {
    try (PageDriver bea = STAGE.signIn("Bea", PHONE)) {
      Page page = bea.page();
      bea.opensRoom("other");
      bea.opensPeople();
      page.locator("#people-close").click();
      page.waitForCondition(
          () -> (Boolean) page.evaluate("() => history.state === null || !history.state.layer"));
      page.goBack();
      assertThat(page.locator("h1")).hasText("lobby");
    }
  }

  @Test
  void theActionsAtAMessageAreBesideTheListOfPeopleOnATablet() {
    try (PageDriver uma = STAGE.signIn("Uma", Screen.ENGLISH.tablet())) {
      uma.opensRoom("tablet");
      uma.says("hello");
      uma.hasSentEverything();
      uma.numberedMessage("hello").locator(".text").click();
      assertIsBesidePeople(uma.page());
      uma.page().locator(".actions button").filter(hasText("Take back")).click();
      assertIsBesidePeople(uma.page());
      uma.page().locator(".actions button").filter(hasText("Keep")).click();

      assertThat(uma.page().locator(".actions button").filter(hasText("Keep"))).hasCount(0);
    }
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static void assertIsBesidePeople(Page page) {
    assertThat(page.locator(".actions")).hasCSS("position", "fixed");
    BoundingBox actions = page.locator(".actions").boundingBox();
    assertThat(actions.x + actions.width)
        .isPositive()
        .isLessThanOrEqualTo(page.locator("#people").boundingBox().x);
  }

  @Test
  void aFileIsListedAboveTheComposerAndDoesNotReplaceThePage() {
    try (PageDriver via = STAGE.signIn("Via", Screen.ENGLISH)) {
      Locator listed = via.page().locator("#attachments li");
      for (String target : List.of("#log", ".composer textarea")) {
        assertThat(isPrevented(via.page(), target, "dragover")).isTrue();
        assertThat(isPrevented(via.page(), target, "drop")).isTrue();
      }
      assertThat(listed).hasCount(2);
      assertThat(isPrevented(via.page(), ".composer textarea", "paste")).isTrue();
      assertThat(listed).hasCount(3);
    }
  }

  /** Moves, drops or pastes a picture. Returns whether the browser does nothing of its own. */
  private static boolean isPrevented(Page page, String target, String type) {
    return (Boolean)
        page.locator(target)
            .evaluate(
                """
                (target, type) => {
                  const data = new DataTransfer();
                  data.items.add(new File(['x'], 'x.png', {type: 'image/png'}));
                  const options = {bubbles: true, cancelable: true};
                  return !target.dispatchEvent(type === 'paste'
                      ? new ClipboardEvent(type, {...options, clipboardData: data})
                      : new DragEvent(type, {...options, dataTransfer: data}));
                }\
                """,
                type);
  }

  @Test
  void aDialogThatDoesNotFitScrollsByKeyboard() {
    try (PageDriver cal = STAGE.signIn("Cal", Screen.ENGLISH.sized(1280, 480))) {
      cal.page().locator("#log").focus();
      cal.page().keyboard().press("?");
      Locator body = cal.dialog().locator(".sheet-body");
      assertThat(body).isFocused();
      assertThat(body).containsText("Ctrl");
      cal.page().keyboard().press("PageDown");
      cal.page().waitForCondition(() -> (Integer) body.evaluate("(body) => body.scrollTop") > 0);
    }
  }

  @Test
  void theArrowKeysReachTheSearchResults() {
    try (PageDriver dan = STAGE.signIn("Dan", Screen.ENGLISH)) {
      dan.says("needle one");
      dan.says("needle two");
      dan.hasSentEverything();
      Page page = dan.page();
      page.locator("#search-open").click();
      page.locator("#search-words").pressSequentially("needle");
      Locator results = page.locator("#search li button");
      assertThat(results).hasCount(2);
      page.keyboard().press("ArrowDown");
      assertThat(results.first()).isFocused();
      page.keyboard().press("ArrowDown");
      assertThat(results.last()).isFocused();
      page.keyboard().press("ArrowUp");
      page.keyboard().press("ArrowUp");
      assertThat(page.locator("#search-words")).isFocused();
    }
  }

  @Test
  void aPhoneShowsWhoReactedAndKeepsTheCopyButtonOffTheCode() {
    try (PageDriver eve = STAGE.signIn("Eve", PHONE)) {
      Page page = eve.page();
      eve.says("react to me");
      eve.numberedMessage("react to me").locator(".text").click();
      page.locator(".actions .quick").first().click();
      assertThat(page.locator(".reactions button")).hasText("👍 1");
      eve.numberedMessage("react to me").locator(".text").click();
      assertThat(page.locator(".actions .reactors")).hasText("👍 Eve");

      // Also those that wait to be sent.
      eve.setOnline(false);
      page.locator(".actions .quick").last().click();
      eve.numberedMessage("react to me").locator(".text").click();
      assertThat(page.locator(".actions .reactors")).hasText(new String[] {"👍 Eve", "😂 Eve"});
      page.goBack();
      eve.setOnline(true);

      eve.says("```\nsome code\n```");
      eve.hasSentEverything();
      Locator code = page.locator(".code").last();
      // In one call, because the log may scroll between two.
      Object gap =
          code.evaluate(
              "code => code.querySelector('button').getBoundingClientRect().top"
                  + " - code.querySelector('pre').getBoundingClientRect().bottom");
      assertThat(((Number) gap).doubleValue()).isGreaterThanOrEqualTo(-1);
    }
  }

  @Tag("long")
  @Test
  void aMessageThatIsReachedByKeyboardHasRoomForItsRing() {
    try (PageDriver fay = STAGE.signIn("Fay", Screen.ENGLISH)) {
      for (int line = 1; line <= 40; line++) {
        fay.says("walk " + line);
      }
      fay.hasSentEverything();
      Page page = fay.page();
      page.locator("#log").focus();
      for (int step = 0; step < 30; step++) {
        page.keyboard().press("ArrowUp");
      }
      Locator focused = page.locator(".message:focus");
      double top = page.locator("#scroller").boundingBox().y;
      page.waitForCondition(() -> focused.boundingBox().y - top >= 6);
    }
  }
}

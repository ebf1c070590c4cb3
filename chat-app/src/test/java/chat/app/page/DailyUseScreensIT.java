package chat.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.app.testing.PageDriver;
import chat.app.testing.RolePageDriver;
import chat.app.testing.Screen;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Threads, pins, catching up, mentions, and the pages that lead into a room, at all screens, with
 * an audit of each state in light and dark colours.
 */
@Tag("long")
class DailyUseScreensIT extends ScreenFixture {
  DailyUseScreensIT() {
    super(_ -> true);
  }

  @ParameterizedTest
  @MethodSource("screens")
  void threadIsBesideTheLog(Screen screen) {
    RolePageDriver ann = meetsBob("thread", screen);
    bob().says("Who brings plants?");
    ann.driver().sees("Who brings plants?");
    ann.selectsMessage("Who brings plants?");
    ann.clicks("live.act.reply");
    ann.says("I bring tomatoes");
    ann.driver().hasSentEverything();
    ann.taps(ann.driver().message("Who brings plants?").locator(".replies"));

    Locator thread = ann.page().locator(".thread");
    assertThat(thread.locator(".message .text"))
        .hasText(new String[] {"Who brings plants?", "I bring tomatoes"});
    ann.byRole(AriaRole.TEXTBOX, "live.thread.answer").fill("Great");
    ann.page().keyboard().press("Enter");
    assertThat(thread.locator(".message .text").last()).hasText("Great");
    ann.driver().hasSentEverything();
    ann.audits("thread");
    ann.page().keyboard().press("Escape");
    assertThat(thread).isHidden();
  }

  @ParameterizedTest
  @MethodSource("screens")
  void pinnedMessagesAreListed(Screen screen) {
    RolePageDriver ann = meetsBob("pins", screen);
    bob().says("The code of the gate is 4711");
    ann.driver().sees("The code of the gate is 4711");
    ann.selectsMessage("The code of the gate is 4711");
    ann.clicks("live.act.pin");
    ann.clicks("room.pins");
    Locator listed = ann.page().locator(".pinned li button");
    assertThat(listed).containsText("The code of the gate is 4711");
    ann.audits("pinned");
    ann.taps(listed);
    assertThat(ann.driver().message("The code of the gate is 4711")).isFocused();
  }

  @ParameterizedTest
  @MethodSource("screens")
  void memberWhoWasAwayCatchesUp(Screen screen) {
    RolePageDriver ann = meetsBob("away", screen);
    ann.says("good night");
    bob().sees("good night");
    ann.page().navigate("about:blank");
    bob().saysNumberedLines("away-" + screen, 60);
    bob().says("and you, @Ann-" + screen + '?');
    bob().hasSentEverything();
    ann.driver().opensRoom("away-" + screen);

    Locator line = ann.page().locator("#log .unread");
    assertThat(line).isInViewport();
    ann.audits("first-unread");
    ann.taps(ann.page().locator("#latest"));
    ann.driver().seesLast("and you, @Ann-" + screen + '?');
    Locator pill = ann.page().locator("#unread-pill");
    assertThat(pill).hasText(Pattern.compile(" ↑$"));
    ann.audits("pill");
    ann.taps(pill);
    assertThat(pill).isHidden();
    assertThat(ann.driver().messageTexts().last()).not().isInViewport();
  }

  @ParameterizedTest
  @MethodSource("screens")
  void mentionsOfAllRoomsAreListed(Screen screen) {
    RolePageDriver ann = meetsBob("mentions", screen);
    ann.driver().opensRoom("elsewhere-" + screen);
    bob().says("good morning, @Ann-" + screen);
    bob().says("where are you, @Ann-" + screen + '?');
    bob().hasSentEverything();
    // They are listed once the server has found them, which the badge shows.
    ann.page()
        .waitForFunction(
            """
            () => [...document.querySelectorAll('#my-rooms .badge.mention')]
              .some(({ textContent }) => textContent === '@2')\
            """);
    ann.opensRooms();
    ann.taps(ann.page().locator("#mentions-open"));
    ann.seesTitle("live.mentions");
    Locator mention =
        ann.driver().dialog().getByText("where are you, @Ann-" + screen + '?').first();
    assertThat(mention).isVisible();
    ann.audits("mentions");
    ann.taps(mention);
    assertThat(ann.page().locator("h1")).hasText("mentions-" + screen);
    assertThat(ann.driver().message("where are you, @Ann-" + screen + '?')).isFocused();
    Locator next = ann.page().locator(".next-mention a");
    assertThat(next).containsText("2/");
    ann.audits("next-mention");
    ann.taps(next);
    assertThat(ann.driver().message("good morning, @Ann-" + screen)).isFocused();
  }

  @ParameterizedTest
  @MethodSource("screens")
  void invitationAsksForNothingButANickname(Screen screen) {
    RolePageDriver ann = meetsBob("设计", screen);
    assertThat(ann.page().locator("h1")).hasText("设计-" + screen);
    try (var guest = new RolePageDriver(STAGE.openSignIn(screen), screen)) {
      guest.page().navigate(STAGE.address().resolve("/?room=设计-" + screen).toASCIIString());
      assertThat(guest.page().locator("h1")).containsText("设计-" + screen);
      guest.audits("invited");
      guest.page().locator("#nickname").fill("Gus-" + screen);
      guest.taps(guest.page().locator("button.primary"));
      guest.driver().seesConnection("open");
      assertThat(guest.page().locator("h1")).hasText("设计-" + screen);
    }
  }

  @ParameterizedTest
  @MethodSource("screens")
  void linkOfAnotherDeviceAsksFirst(Screen screen) {
    RolePageDriver ann = meetsBob("devices", screen);
    ann.opensSettings();
    ann.clicks("live.device.show");
    String link = ann.byRole(AriaRole.TEXTBOX, "live.device.link").inputValue();
    try (var phone = new RolePageDriver(STAGE.openSignIn(screen), screen)) {
      PageDriver driver = phone.driver();
      driver.page().navigate(link);
      assertThat(phone.button("device.enter")).isVisible();
      phone.audits("device");
      phone.clicks("device.enter");
      driver.seesConnection("open");
      phone.opensPeople();
      assertThat(driver.page().locator("#members")).containsText("Ann-" + screen);
    }
    ann.closesDialogs();
  }
}

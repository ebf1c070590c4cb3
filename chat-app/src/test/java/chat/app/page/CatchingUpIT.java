package chat.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.BrowserExtension;
import chat.app.testing.PageDriver;
import chat.app.testing.Screen;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A member who was away for a day in five rooms sees what concerns it, with few taps. */
@Tag("long")
class CatchingUpIT {
  private static final List<String> ROOMS = List.of("attic", "garden", "kitchen", "office", "yard");
  private static final int MAX_TAPS = 5;

  /** 40 messages above and below a mention, so that neither end is visible beside it. */
  private static final int AROUND = 40;

  private static final String WELCOME_BACK = "welcome back, @Ann";
  private static final String WHERE = "where is the key, @Ann?";
  private static final String ANSWER = "that was a good idea";

  /** Says lines without pauses, over a connection of its own. */
  private static final String SAY =
      """
      ([room, lines]) => new Promise((done) => {
        const socket = new WebSocket(`ws://${location.host}/chat/${room}`);
        socket.onopen = () => lines.forEach((line) => socket.send(line));
        socket.onmessage = ({ data }) => data.endsWith(`:${lines.at(-1)}`) && (socket.close(), done());
      })\
      """;

  /** Answers the first message of a room. */
  private static final String ANSWER_FIRST =
      """
      ([room, text]) => fetch(`/api/rooms/${room}/messages`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ text, re: 1 }),
      })\
      """;

  private static final String UNREAD =
      """
      async () => (await (await fetch('/api/me/rooms')).json()).rooms
        .filter(({ unread }) => unread > 0).map(({ room, unread }) => `${room} ${unread}`).sort()\
      """;

  private static final String MENTIONS =
      "async () => (await (await fetch('/api/mentions')).json()).mentions.length";

  @RegisterExtension
  static final BrowserExtension STAGE = BrowserExtension.forEachTest("--message-rate", "off");

  static Stream<Screen> screens() {
    return Stream.of(Screen.ENGLISH.phone(), Screen.ENGLISH);
  }

  private static void say(PageDriver bob, String room, String... lines) {
    bob.page().evaluate(SAY, List.of(room, List.of(lines)));
  }

  private static void sayMuch(PageDriver bob, String room) {
    say(bob, room, IntStream.range(0, AROUND).mapToObj(i -> "line " + i).toArray(String[]::new));
  }

  /** Ann has been in five rooms, and is away while Bob speaks in all of them. */
  private static void passADay(PageDriver ann, PageDriver bob) {
    for (String room : ROOMS) {
      ann.opensRoom(room);
      ann.says("I was here");
      ann.hasSentEverything();
    }
    ann.page().navigate("about:blank");
    ROOMS.forEach(room -> sayMuch(bob, room));
    say(bob, "attic", WHERE);
    bob.page().evaluate(ANSWER_FIRST, List.of("garden", ANSWER));
    say(bob, "kitchen", WELCOME_BACK);
    ROOMS.forEach(room -> sayMuch(bob, room));
  }

  private static void seesFocused(PageDriver ann, String room, String text) {
    assertThat(ann.page().locator("h1")).hasText(room);
    assertThat(ann.message(text)).isFocused();
    assertThat(ann.message(text)).isInViewport();
  }

  @ParameterizedTest
  @MethodSource("screens")
  void allMentionsOfADayAreSeenWithFiveTaps(Screen screen) {
    try (PageDriver ann = STAGE.signIn("Ann", screen);
        PageDriver bob = STAGE.signIn("Bob", Screen.ENGLISH)) {
      passADay(ann, bob);
      ann.opensRoom("lobby");
      Page page = ann.page();
      page.waitForFunction(
          "() => document.querySelectorAll('#my-rooms .badge.mention').length === 3");
      assertThat(page.locator("#my-rooms li", named("attic")).locator(".badge"))
          .hasText(new String[] {"@1", "81"});

      int taps = 0;
      long begun = System.nanoTime();
      for (Locator tapped :
          List.of(
              page.locator("#rooms-open"),
              page.locator("#mentions-open"),
              ann.dialog().locator("a").first())) {
        if (tapped.isVisible() || taps > 0) {
          tapped.click();
          taps++;
        }
      }
      seesFocused(ann, "kitchen", WELCOME_BACK);
      Locator next = page.locator(".next-mention a");
      assertThat(next).containsText("Next mention 2/3 → garden");
      ann.screenshot("next-mention-" + screen);
      next.click();
      seesFocused(ann, "garden", ANSWER);
      assertThat(next).containsText("Next mention 3/3 → attic");
      if (screen.isPhone()) {
        next.click();
      } else {
        page.keyboard().press("n");
      }
      seesFocused(ann, "attic", WHERE);
      taps += 2;
      System.out.printf(
          "Three mentions in three of five rooms, %s: %d taps, %.1f s%n",
          screen, taps, (System.nanoTime() - begun) / 1e9);
      assertThat(taps).isLessThanOrEqualTo(MAX_TAPS);
      assertThat(next).isHidden();

      // The messages that were jumped over are unread.
      page.navigate("/rooms/lobby");
      ann.seesConnection("open");
      assertThat(page.evaluate(UNREAD))
          .isEqualTo(List.of("attic 81", "garden 81", "kitchen 81", "office 80", "yard 80"));
    }
  }

  @Test
  void aMentionInTheOpenRoomIsNotCoveredByTheDrawerOfRooms() {
    try (PageDriver ann = STAGE.signIn("Ann", Screen.ENGLISH.phone());
        PageDriver bob = STAGE.signIn("Bob", Screen.ENGLISH)) {
      ann.opensRoom("attic");
      say(bob, "attic", WHERE);
      sayMuch(bob, "attic");
      say(bob, "attic", WELCOME_BACK);
      // They are listed once the server has found them.
      ann.page().waitForCondition(() -> ann.page().evaluate(MENTIONS).equals(2));
      ann.opensRooms();
      ann.opens("mentions");
      assertThat(ann.dialog().locator("li")).hasCount(2);
      ann.dialog().locator("a").first().click();
      seesFocused(ann, "attic", WELCOME_BACK);
      assertThat(ann.dialog()).hasCount(0);
      assertThat(ann.page().locator("#rooms-open")).hasAttribute("aria-expanded", "false");
      ann.page().locator(".next-mention a").click();
      seesFocused(ann, "attic", WHERE);
      // Back leads to the mention before, and then to where the room was opened.
      ann.page().goBack();
      seesFocused(ann, "attic", WELCOME_BACK);
    }
  }

  @Test
  void newMentionsAreMarkedUntilTheyWereListed() {
    try (PageDriver ann = STAGE.signIn("Ann", Screen.ENGLISH);
        PageDriver bob = STAGE.signIn("Bob", Screen.ENGLISH)) {
      ann.opensRoom("attic");
      ann.opensRoom("lobby");
      say(bob, "attic", WHERE);
      Locator badge = ann.page().locator("#my-rooms .badge.mention");
      assertThat(badge).hasText("@1");
      ann.opens("mentions");
      Locator marks = ann.dialog().locator(".new-mark");
      assertThat(marks).hasText("New");
      assertThat(ann.dialog().locator("[role=status]")).hasText("1 new");
      ann.page().keyboard().press("Escape");
      say(bob, "attic", WELCOME_BACK);
      assertThat(badge).hasText("@2");
      ann.opens("mentions");
      assertThat(ann.dialog().locator("li")).hasCount(2);
      assertThat(marks).hasCount(1);
      assertThat(ann.dialog().locator("li").first()).containsText(WELCOME_BACK);
      assertThat(ann.dialog().locator("li").first().locator(".new-mark")).isVisible();
    }
  }

  @Test
  void aMentionAmongTheLatestIsNotLeftForTheFirstUnreadMessage() {
    try (PageDriver ann = STAGE.signIn("Ann", Screen.ENGLISH);
        PageDriver bob = STAGE.signIn("Bob", Screen.ENGLISH)) {
      ann.opensRoom("attic");
      ann.says("I was here");
      ann.hasSentEverything();
      ann.opensRoom("lobby");
      sayMuch(bob, "attic");
      say(bob, "attic", WHERE);
      assertThat(ann.page().locator("#my-rooms .badge.mention")).hasText("@1");
      ann.opens("mentions");
      ann.dialog().locator("a").first().click();
      seesFocused(ann, "attic", WHERE);
      Locator pill = ann.page().locator("#unread-pill");
      assertThat(pill).containsText("new since");
      assertThat(ann.message(WHERE)).isInViewport();
      ann.screenshot("pill-after-a-mention");

      ann.page().locator("#unread-finish").click();
      assertThat(pill).isHidden();
      ann.page().navigate("/rooms/lobby");
      ann.seesConnection("open");
      assertThat(ann.page().locator("#my-rooms .badge:visible")).hasCount(0);
    }
  }

  private static Page.LocatorOptions named(String name) {
    return new Page.LocatorOptions().setHasText(name);
  }
}

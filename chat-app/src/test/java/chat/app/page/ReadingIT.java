package chat.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.PageDriver;
import chat.app.testing.Screen;
import chat.app.testing.TwoUsersExtension;
import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Users read: unread messages, links to messages, search, completion, preview. */
class ReadingIT {
  @RegisterExtension static final TwoUsersExtension MEETING = new TwoUsersExtension();

  private final PageDriver ann = MEETING.ann();
  private final PageDriver ming = MEETING.ming();
  private String room;

  @BeforeEach
  void readTheRoom() {
    room = MEETING.room();
  }

  @Test
  void messagesWithoutFocusAreCountedAndMarked() {
    ann.says("seen");
    ming.seesLast("seen");
    ming.setFocused(false);
    ann.says("new");
    ann.says("newer");
    ming.seesLast("seen", "new", "newer");
    assertThat(ming.page()).hasTitle(Pattern.compile("^\\(2\\) "));
    assertThat(ming.page().locator("link[data-badge]")).hasCount(1);
    assertThat(ming.page().evaluate("() => window.appBadge")).isEqualTo(2);

    ming.setFocused(true);
    assertThat(ming.page()).not().hasTitle(Pattern.compile("^\\("));
    assertThat(ming.page().locator("link[data-badge]")).hasCount(0);
    assertThat(ming.page().evaluate("() => window.appBadge")).isEqualTo(0);
    assertThat(above(ming, "new")).hasText("以下是新消息");
    ming.screenshot("unread-zh-390-dark");
  }

  @Test
  void theUnreadLineIsWhereReadingStopped() {
    ann.says("read");
    ming.seesLast("read");
    ming.page().navigate("about:blank");
    ann.says("not read");
    ming.opensRoom(room);

    assertThat(above(ming, "not read")).hasText("以下是新消息");
  }

  @Test
  void aRoomOpensAtTheFirstUnreadMessage() {
    ann.says("read");
    ming.seesLast("read");
    ming.page().navigate("about:blank");
    fill(120, ann);
    ming.opensRoom(room);
    Locator line = ming.page().locator("#log .unread");
    assertThat(line).isInViewport();
    assertThat(ming.message("line 1")).isInViewport();
    Locator pill = ming.page().locator("#unread-pill");
    assertThat(pill).isHidden();
    ming.screenshot("catching-up-zh-390-dark");

    Locator latest = ming.page().locator("#latest");
    latest.click();
    ming.seesLast("line 120");
    assertThat(pill).hasText(Pattern.compile("条新消息 ↑$"));
    ming.screenshot("pill-zh-390-dark");
    pill.click();
    assertThat(pill).isHidden();
    assertThat(ming.messageTexts().getByText("line 120")).not().isInViewport();
    scrollsDownTo(ming, "line 120");
    ming.page().navigate("about:blank");
    ming.opensRoom(room);
    ming.sees("line 120");
    assertThat(line).hasCount(0);
  }

  /** The service worker answers for the page by then, as at each visit but the first. */
  @Tag("long")
  @Test
  void whatWasReadIsKnownWhereARoomIsLeftAtOnce() {
    ming.page().waitForFunction("() => navigator.serviceWorker.controller !== null");
    List<String> rooms = List.of("left-a", "left-b", "left-c", "left-d");
    for (String each : rooms) {
      ming.opensRoom(each);
      ming.says("read");
      assertThat(ming.page().locator("[data-seq='1']")).isVisible();
    }
    ming.opensRoom(room);
    String read =
        """
        async (rooms) => {
          const { rooms: listed } = await (await fetch('/api/me/rooms')).json();
          return rooms.every((room) => listed.find((one) => one.room === room)?.read?.endsWith('.1'));
        }\
        """;
    ming.page().waitForCondition(() -> (Boolean) ming.page().evaluate(read, rooms));
  }

  @Test
  void aLineCostsOneLine() {
    for (int line = 1; line <= 13; line += 2) {
      ming.says("line " + line);
      ann.sees("line " + line);
      ann.says("line " + (line + 1));
      ming.sees("line " + (line + 1));
    }
    ming.says("more");
    ming.says("🍅🍅");
    ann.seesLast("line 14", "more", "🍅🍅");

    ann.page().setViewportSize(1440, 900);
    assertThat(ann.message("line 1")).isInViewport();
    assertThat(heightOfLine(ann, "line 13", "line 14")).isBetween(30, 48);
    for (PageDriver person : List.of(ann, ming)) {
      assertThat(heightOfLine(person, "more", "🍅🍅")).isBetween(30, 36);
    }
    assertThat(ann.message("🍅🍅").locator(".text")).hasCSS("font-size", "34px");
    assertThat(ann.page().locator("#members .avatar")).hasCount(2);
    assertThat(coloursOf(ann, "#members .avatar")).isEqualTo(2);
    ann.screenshot("calm-en-1440-light");
    ann.page().setViewportSize(Screen.ENGLISH.width(), Screen.ENGLISH.height());
  }

  /** How far a message is below the one before it, in pixels. */
  private static int heightOfLine(PageDriver person, String before, String text) {
    return (int) (person.message(text).boundingBox().y - person.message(before).boundingBox().y);
  }

  private static int coloursOf(PageDriver person, String selector) {
    String colours = "(all) => new Set(all.map((one) => getComputedStyle(one).color)).size";
    return (int) person.page().locator(selector).evaluateAll(colours);
  }

  @Tag("long")
  @Test
  void aLinkLeadsToAMessageFarBackAndBackToTheLatest() {
    fill(400);
    ming.page().navigate("about:blank");
    ming.page().navigate("/rooms/" + room + "#m20");

    Locator found = ming.page().locator("[data-seq='20']");
    assertThat(found).isFocused();
    assertThat(found.locator(".text")).hasText("line 20");
    scrollsDownTo(ming, "line 100");
    ming.page().locator("#latest").click();
    ming.seesLast("line 399", "line 400");
    assertThat(ming.page().locator("#latest")).isHidden();
  }

  @Test
  void theLinkOfAMessageCanBeCopied() {
    ann.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    ann.says("remember this");
    ann.hasSentEverything();
    ann.page().locator("[data-seq='1']").focus();
    ann.page().keyboard().press("c");

    assertThat(ann.page().locator("#notice")).hasText("Copied");
    assertThat(ann.page().evaluate("() => navigator.clipboard.readText()"))
        .isEqualTo(MEETING.address("/rooms/" + room + "#m1"));
  }

  @Test
  void searchFindsChineseAndSingleCharacters() {
    ann.says("会议记录在抽屉里");
    ann.hasSentEverything();
    fill(300);
    ming.page().locator("#search-open").click();
    Locator results = ming.page().locator("#search li button");
    for (String words : List.of("会议", "抽", "记录 抽屉")) {
      ming.page().locator("#search-words").fill(words);
      assertThat(results).hasCount(1);
      assertThat(results.locator("mark").first()).containsText(words.substring(0, 1));
    }
    ming.screenshot("search-zh-390-dark");
    ming.page().locator("#search-words").press("ArrowDown");
    assertThat(results).isFocused();
    ming.page().keyboard().press("Enter");

    Locator found = ming.page().locator("[data-seq='1']");
    assertThat(found).isFocused();
    assertThat(found.locator(".text")).hasText("会议记录在抽屉里");
    assertThat(ming.page().locator("#search")).isHidden();
  }

  @Test
  void anEmptySearchResultIsNamed() {
    fill(60);
    ann.page().locator("#log").focus();
    ann.page().keyboard().press("/");
    Locator field = ann.page().locator("#search-words");
    assertThat(field).isFocused();
    field.fill("nowhere");
    assertThat(ann.page().locator("#search [role=status]")).hasText("Nothing found for “nowhere”");
    field.fill("line");
    assertThat(ann.page().locator("#search li")).hasCount(50);
    ann.screenshot("search-en-1280-light");
    ann.page().locator("#search .more").click();
    assertThat(ann.page().locator("#search li")).hasCount(60);
    ann.page().keyboard().press("Escape");
    assertThat(ann.page().locator("#search")).isHidden();
  }

  @Test
  void aSearchForTooManyWordsSaysWhatToDo() {
    for (PageDriver person : List.of(ann, ming)) {
      person.page().locator("#search-open").click();
      person.page().locator("#search-words").fill("a b c d e f g h i j k");
    }
    assertThat(ann.page().locator("#search [role=status]"))
        .hasText("That is more than 10 words. Please search for fewer of them.");
    assertThat(ming.page().locator("#search [role=status]")).hasText("搜索词超过 10 个了，请少用几个。");
    ann.page().keyboard().press("Escape");
    ming.page().keyboard().press("Escape");
  }

  @Test
  void aNameIsCompletedByItsPinyin() {
    ann.input().pressSequentially("@xiaom");
    assertThat(ann.page().locator("#completion:not([hidden]) li")).hasText("小明");
    ann.input().press("Tab");
    assertThat(ann.input()).hasValue("@小明 ");
    ann.input().fill("");
  }

  @Test
  void aFormattedTextHasAPreview() {
    Locator opener = ann.page().locator("#preview-open");
    ann.input().fill("plain words");
    assertThat(opener).isHidden();
    ann.input().fill("**strong** words");
    opener.click();
    Locator preview = ann.page().locator("#preview");
    assertThat(preview.locator("strong")).hasText("strong");
    ann.input().fill("**stronger** words");
    assertThat(preview.locator("strong")).hasText("stronger");
    ann.screenshot("preview-en-1280-light");
    ann.input().press("Enter");

    assertThat(preview).isHidden();
    assertThat(ming.messageTexts().last().locator("strong")).hasText("stronger");
  }

  @Test
  void daysStandBetweenMessagesAndOnePersonsRunIsOneGroup() {
    String rows =
        """
        async () => {
          const { rowsOf } = await import('/source/model/rowModel.js');
          const said = (seq, at, from) => ({ seq, at: `2026-11-${at}:00.000+08:00`, from: { id: from } });
          const all = [said(1, '22T10:00', 'a'), said(2, '22T10:04', 'a'), said(3, '22T10:10', 'a'),
            said(4, '22T10:11', 'b'), said(5, '23T10:11', 'b')];
          return rowsOf(all, [], [], { id: 'a' }).map(({ kind, continued }) => (continued ? 'more' : kind)).join(' ');
        }\
        """;
    assertThat(ann.evaluateWithSource(rows))
        .isEqualTo("day message more message message day message");
  }

  /** The unread line right above the message with a text. */
  private static Locator above(PageDriver person, String text) {
    assertThat(person.page().locator("#log .unread + .message .text")).hasText(text);
    return person.page().locator("#log .unread");
  }

  /** Scrolls down until a message is shown. */
  private static void scrollsDownTo(PageDriver person, String text) {
    person
        .page()
        .waitForFunction(
            """
            (text) => {
              const scroller = document.getElementById('scroller');
              scroller.scrollTop = scroller.scrollHeight;
              return [...document.querySelectorAll('#log .text')].some((words) => words.textContent === text);
            }\
            """,
            text);
  }

  /** Sends many messages; returns when both users see the last. */
  private void fill(int count) {
    fill(count, ann);
    ming.sees("line " + count);
  }

  /** Sends many messages; returns when their sender sees the last. */
  private void fill(int count, PageDriver sender) {
    sender.saysNumberedLines(room, count);
    sender.sees("line " + count);
  }
}

package chat.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.PageAudit;
import chat.app.testing.PageDriver;
import chat.app.testing.Screen;
import chat.app.testing.TwoUsersExtension;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Users act on messages: reply, edit, delete, react. */
class MessageActionsIT {
  @RegisterExtension static final TwoUsersExtension MEETING = new TwoUsersExtension();

  private final PageDriver ann = MEETING.ann();
  private final PageDriver ming = MEETING.ming();

  @Test
  void aReplyQuotesItsMessageAndLeadsThere() {
    ann.says("Who has the notes?");
    ming.sees("Who has the notes?");
    ming.message("Who has the notes?").locator(".text").click();
    ming.screenshot("sheet-zh-390-dark");
    does(ming, "回复");
    assertThat(ming.page().locator("#intent p")).hasText("回复 Ann Who has the notes?");
    ming.screenshot("reply-zh-390-dark");
    ming.says("我有");

    Locator quote = ann.message("我有").locator(".quote");
    assertThat(quote).hasText("Ann Who has the notes?");
    assertThat(ann.message("我有")).hasClass(Pattern.compile("\\bfor-me\\b"));
    quote.click();
    assertThat(ann.message("Who has the notes?")).isFocused();
    assertThat(ming.page().locator("#intent")).isHidden();
  }

  @Test
  void escapeCancelsAReplyAndKeepsTheText() {
    ann.says("question");
    hovers(ann, "question");
    does(ann, "Reply");
    ann.input().fill("not an answer after all");
    ann.input().press("Escape");
    assertThat(ann.page().locator("#intent")).isHidden();
    ann.input().press("Enter");

    ann.seesLast("question", "not an answer after all");
    assertThat(ann.message("not an answer after all").locator(".quote")).isHidden();
  }

  @Test
  void arrowUpInAnEmptyBoxEditsTheLastMessage() {
    ann.says("furst");
    ming.seesLast("furst");
    ming.says("another's");
    ann.seesLast("furst", "another's");
    ann.input().press("ArrowUp");
    assertThat(ann.input()).hasValue("furst");
    assertThat(ann.page().locator("#intent")).containsText("Editing");
    ann.screenshot("edit-en-1280-light");
    ann.says("first");

    ming.seesLast("first", "another's");
    assertThat(ming.message("first").locator(".edited")).hasText("已编辑");
    assertThat(ann.message("first").locator(".edited")).hasText("edited");
    assertThat(ann.input()).hasValue("");
  }

  @Test
  void aDraftComesBackWhenAnEditIsCancelled() {
    ann.says("said");
    ann.input().fill("draft");
    hovers(ann, "said");
    does(ann, "Edit");
    assertThat(ann.input()).hasValue("said");
    ann.input().press("Escape");

    assertThat(ann.input()).hasValue("draft");
    ann.input().fill("");
    assertThat(ann.message("said").locator(".edited")).hasCount(0);
  }

  @Test
  void deletingAsksFirstAndKeepsTheFocus() {
    ann.says("kept");
    ann.says("taken back");
    ming.seesLast("kept", "taken back");
    ann.numberedMessage("kept").focus();
    ann.page().keyboard().press("d");
    ann.screenshot("take-back-en-1280-light");
    ann.page().keyboard().press("Escape");
    assertThat(ann.message("kept")).isFocused();
    ann.page().keyboard().press("ArrowDown");
    ann.page().keyboard().press("d");
    ann.page().keyboard().press("Enter");

    ming.seesLast("kept", "这条消息已撤回");
    ann.seesLast("kept", "This message was taken back");
    assertThat(ann.message("This message was taken back")).isFocused();
  }

  @Test
  void reactionsAreJoinedAndTakenBackByAClick() {
    ann.says("cake!");
    ming.sees("cake!");
    ming.message("cake!").locator(".text").click();
    ming.page().locator(".actions .quick").first().click();

    Locator chip = ann.message("cake!").locator(".reactions button");
    assertThat(chip).hasText("👍 1");
    assertThat(chip).hasAttribute("aria-pressed", "false");
    chip.click();
    assertThat(ming.message("cake!").locator(".reactions button")).hasText("👍 2");
    assertThat(chip).hasAttribute("title", Pattern.compile("小明.*Ann"));
    chip.click();
    assertThat(ming.message("cake!").locator(".reactions button")).hasText("👍 1");
    ming.message("cake!").locator(".reactions button").click();
    assertThat(ann.message("cake!").locator(".reactions")).isHidden();
  }

  @Test
  void anyEmojiCanBeAReaction() {
    ann.says("look");
    ann.numberedMessage("look").focus();
    ann.page().keyboard().press("+");
    Locator palette = ann.page().locator(".palette");
    assertThat(palette.locator("input")).isFocused();
    ann.screenshot("palette-en-1280-light");
    ann.page().keyboard().type("熊猫");
    assertThat(palette.locator(".grid button")).hasText("🐼");
    palette.locator("input").fill("🦩");
    ann.page().keyboard().press("Enter");

    assertThat(ming.message("look").locator(".reactions button")).hasText("🦩 1");
    assertThat(palette).isHidden();
  }

  @Test
  void offlineChangesArriveAfterAReconnect() {
    ann.says("one");
    ann.says("two");
    ming.seesLast("one", "two");
    ann.hasSentEverything();
    ann.setOnline(false);
    ann.seesConnection("offline");
    ann.input().press("ArrowUp");
    ann.says("TWO");
    hovers(ann, "one");
    ann.page().locator(".actions .quick").first().click();
    ann.seesLast("one", "TWO");
    assertThat(ann.page().locator(".message.pending")).hasCount(1);
    assertThat(ann.message("one").locator(".reactions .pending")).hasText("👍 1");
    ming.seesLast("one", "two");
    ann.setOnline(true);

    ming.seesLast("one", "TWO");
    assertThat(ming.message("one").locator(".reactions button")).hasText("👍 1");
    ann.hasSentEverything();
  }

  @Test
  void aRefusedChangeShowsItsReason() {
    ann.says("soon gone");
    ann.hasSentEverything();
    try (PageDriver other = ann.inAnotherBrowser()) {
      ann.setOnline(false);
      ann.seesConnection("offline");
      ann.input().press("ArrowUp");
      ann.says("too late");
      other.message("soon gone").focus();
      other.page().keyboard().press("d");
      other.page().keyboard().press("Enter");
      ming.seesLast("这条消息已撤回");
    }
    ann.setOnline(true);

    Locator failure = ann.page().locator(".receipt .failure");
    assertThat(failure).containsText("Not changed:");
    ann.page().locator(".receipt").getByText("Discard").click();
    assertThat(failure).hasCount(0);
  }

  @Test
  void arrowKeysMoveFromMessageToMessage() {
    ann.says("first");
    ann.says("second");
    ann.hasSentEverything();
    Page page = ann.page();
    page.locator("#log").focus();
    page.keyboard().press("ArrowUp");
    assertThat(ann.message("second")).isFocused();
    page.keyboard().press("ArrowUp");
    assertThat(ann.message("first")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator(".actions button").first()).isFocused();
    page.keyboard().press("ArrowRight");
    assertThat(page.locator(".actions button").nth(1)).isFocused();
    page.keyboard().press("Escape");
    assertThat(ann.message("first")).isFocused();
    page.keyboard().press("r");
    assertThat(ann.input()).isFocused();
    assertThat(page.locator("#intent")).containsText("Reply to Ann");
    page.keyboard().press("Escape");
  }

  @Test
  void touchTargetsOnAPhoneAreLargeEnough() {
    ann.says("touch me");
    ming.sees("touch me");
    ming.message("touch me").locator(".text").click();
    ming.page().locator(".actions .quick").first().click();
    assertThat(ming.message("touch me").locator(".reactions button")).hasText("👍 1");
    ming.message("touch me").locator(".text").click();
    for (Locator target :
        ming.page().locator(".actions button, .reactions button, #search-open").all()) {
      assertThat(target.boundingBox().height).isGreaterThanOrEqualTo(44);
    }
    ming.page().locator("h1").click();
    assertThat(ming.page().locator(".actions")).hasCount(0);
  }

  @Test
  void anAnswerIsCountedAndItsThreadIsOpenedBesideTheLog() {
    ann.says("Who brings plants?");
    ming.sees("Who brings plants?");
    ming.message("Who brings plants?").locator(".text").click();
    does(ming, "回复");
    ming.says("我带番茄");
    Locator replies = ann.message("Who brings plants?").locator(".replies");
    assertThat(replies).hasText("1 reply");
    replies.click();

    Locator thread = ann.page().locator(".thread");
    Locator texts = thread.locator(".message .text");
    assertThat(texts).hasText(new String[] {"Who brings plants?", "我带番茄"});
    thread.locator("textarea").fill("Tomatoes, great");
    thread.locator("textarea").press("Enter");
    assertThat(texts.last()).hasText("Tomatoes, great");
    assertThat(replies.first()).hasText("2 replies");
    ann.hasSentEverything();
    ann.screenshot("thread-en-1280-light");
    PageAudit.assertAccessible(ann, Screen.ENGLISH, "thread");
    ann.page().keyboard().press("Escape");
    assertThat(thread).isHidden();

    ming.page().locator("#log .replies:visible").click();
    assertThat(ming.page().locator(".thread .message .text")).hasCount(3);
    ming.screenshot("thread-zh-390-dark");
    PageAudit.assertAccessible(ming, Screen.CHINESE.phone().dark(), "thread");
    ming.page().goBack();
    assertThat(ming.page().locator(".thread")).isHidden();
    ming.sees("我带番茄");
  }

  @Test
  void aPinnedMessageIsInAQuietList() {
    ann.says("The gate’s code is 4711");
    ming.sees("The gate’s code is 4711");
    Locator opener = ming.page().locator("#pins-open");
    assertThat(opener).isHidden();
    hovers(ann, "The gate’s code is 4711");
    does(ann, "Pin");
    assertThat(opener).isVisible();
    assertThat(opener.locator("[data-pins]")).hasText("1");
    assertThat(ming.message("The gate’s code is 4711").locator(".pin")).isVisible();
    opener.click();
    Locator listed = ming.page().locator(".pinned li button");
    assertThat(listed).containsText("The gate’s code is 4711");
    ming.screenshot("pinned-zh-390-dark");
    PageAudit.assertAccessible(ming, Screen.CHINESE.phone().dark(), "pinned");
    listed.click();
    assertThat(ming.page().locator(".pinned")).isHidden();
    assertThat(ming.message("The gate’s code is 4711")).isFocused();

    hovers(ann, "The gate’s code is 4711");
    does(ann, "Unpin");
    assertThat(opener).isHidden();
  }

  private static void hovers(PageDriver person, String text) {
    person.numberedMessage(text).locator(".text").hover();
  }

  private static void does(PageDriver person, String act) {
    person.page().locator(".actions [title='" + act + "']").click();
  }
}

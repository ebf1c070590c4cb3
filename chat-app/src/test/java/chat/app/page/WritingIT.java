package chat.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.PageDriver;
import chat.app.testing.TwoUsersExtension;
import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message is written with completion, mentions, emoji and Markdown, and shown so. */
class WritingIT {
  private static final Pattern LIT = Pattern.compile("\\blit\\b");

  @RegisterExtension static final TwoUsersExtension MEETING = new TwoUsersExtension();

  private final PageDriver ann = MEETING.ann();
  private final PageDriver ming = MEETING.ming();

  @Test
  void aNameIsCompletedAndTheMentionIsMarked() {
    ann.input().pressSequentially("hey @");
    Locator offered = ann.page().locator("#completion [role=option]");
    assertThat(offered).hasText("小明");
    assertThat(ann.input()).hasAttribute("aria-activedescendant", "completion-0");
    ann.screenshot("mention-en-1280-light");
    ann.input().press("Enter");
    assertThat(ann.input()).hasValue("hey @小明 ");
    ann.input().pressSequentially("how are you");
    ann.input().press("Enter");

    Locator heard = ming.message("hey @小明 how are you");
    assertThat(heard).hasClass(Pattern.compile("\\bfor-me\\b"));
    assertThat(heard.locator(".mention-me")).hasText("@小明");
    assertThat(ann.message("hey @小明 how are you").locator(".mention-me")).hasCount(0);
    ming.screenshot("mention-zh-390-dark");
  }

  @Test
  void theSendButtonIsLitWhereThereIsSomethingToSend() {
    Locator send = ann.page().locator(".send");
    assertThat(send).not().hasClass(LIT);
    ann.page().locator("#emoji-open").click();
    ann.page().locator(".palette .grid button").first().click();
    assertThat(ann.input()).hasValue("😀");
    assertThat(ann.input()).isFocused();
    assertThat(send).hasClass(LIT);
    ann.input().press("Enter");
    assertThat(send).not().hasClass(LIT);
    ann.hasSentEverything();

    ann.input().press("ArrowUp");
    assertThat(send).hasText("Save");
    assertThat(send).hasClass(LIT);
    ann.input().press("Escape");
    assertThat(send).hasText("Send");
    assertThat(send).not().hasClass(LIT);
  }

  @Test
  void escapeClosesTheCompletionOfAName() {
    ann.input().pressSequentially("@");
    Locator list = ann.page().locator("#completion");
    assertThat(list).isVisible();
    ann.input().press("Escape");
    assertThat(list).isHidden();
    ann.input().press("Enter");
    ann.seesLast("@");
  }

  @Test
  void onlyAWholeNameIsAMention() {
    String script =
        """
        async () => {
          const { mentions } = await import('/source/model/mention.js');
          return [
            mentions('@Ann hi', 'Ann'), mentions('hi @ann!', 'Ann'), mentions('好@小明你好', '小明'),
            mentions('@Annabel', 'Ann'), mentions('mail@ann', 'Ann'), mentions('`@Ann`', 'Ann'),
            mentions('@Ann Lee', 'Ann', ['Ann Lee']), mentions(undefined, 'Ann'), mentions('@a-b (x)!', 'a-b'),
          ];
        }\
        """;
    assertThat(ann.evaluateWithSource(script))
        .isEqualTo(List.of(true, true, true, false, false, false, false, false, true));
  }

  @Test
  void emojiAreWrittenByTheirNamesButNotInCode() {
    ann.says("nice :微笑: and `:smile:` and :nosuch:");
    assertThat(ming.messageTexts().last()).hasText("nice 😄 and :smile: and :nosuch:");

    ann.input().pressSequentially(":pand");
    assertThat(ann.page().locator("#completion [role=option]").first()).containsText("🐼");
    ann.input().press("Tab");
    assertThat(ann.input()).hasValue("🐼");
    ann.input().press("Enter");
    ming.seesLast("🐼");
  }

  /** Two letters at most that are in names of emoji, and so in the way of what is said. */
  @ParameterizedTest
  @ValueSource(strings = {"haha :D", "well :p", "so :3", "oh :o", "yes :DD", "I :sm", "no :pa"})
  void enterSaysWhatWasTypedWhereNothingWasChosen(String written) {
    ann.input().pressSequentially(written);
    ann.input().press("Enter");
    ming.seesLast(written);
    assertThat(ann.input()).hasValue("");
  }

  @Test
  void enterTakesAnEmojiWhoseNameIsTypedOutOrThatWasChosen() {
    ann.input().pressSequentially(":heart");
    assertThat(ann.page().locator("#completion [role=option]").first()).containsText("❤️");
    ann.input().press("Enter");
    assertThat(ann.input()).hasValue("❤️");
    ann.input().pressSequentially(" :pand");
    assertThat(ann.input()).not().hasAttribute("aria-activedescendant", Pattern.compile(".*"));
    ann.input().press("ArrowDown");
    assertThat(ann.input()).hasAttribute("aria-activedescendant", "completion-0");
    ann.input().press("Enter");
    assertThat(ann.input()).hasValue("❤️ 🐼");
  }

  @Test
  void aTextIsFormattedAndItsCodeCanBeCopied() {
    ann.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    ann.says(
        """
        Some **bold** and [docs](https://example.org)

        > a quote

        - one

        ```
        if (a < b) { very(long, line, of, code, that, does, not, fit, on, a, phone); }
        ```\
        """);
    Locator text = ming.messageTexts().last();
    assertThat(text.locator("strong")).hasText("bold");
    assertThat(text.locator("blockquote")).hasText("a quote");
    assertThat(text.locator("li")).hasText("one");
    assertThat(text.getByText("docs")).hasAttribute("rel", Pattern.compile("noopener"));
    assertThat(overflow(ming)).isZero();
    ming.screenshot("formed-zh-390-dark");
    ann.screenshot("formed-en-1280-light");

    ann.messageTexts().last().locator(".code").hover();
    ann.messageTexts().last().locator(".code button").click();
    assertThat(ann.page().locator("#notice")).hasText("Copied");
    assertThat(ann.page().evaluate("() => navigator.clipboard.readText()").toString())
        .startsWith("if (a < b) {");
  }

  @Test
  void aLongMessageFolds() {
    String sentence = "many words make a message long. ".repeat(60).strip();
    ann.says(sentence);
    Locator line = ming.message(sentence);
    int folded = height(line);
    assertThat(line.locator(".unfold")).hasText("展开全部");
    line.locator(".unfold").click();
    assertThat(line.locator(".unfold")).hasText("收起");
    assertThat(height(line)).isGreaterThan(2 * folded);
    assertThat(overflow(ming)).isZero();
  }

  private static int height(Locator element) {
    return (int) element.boundingBox().height;
  }

  /** The pixels by which the messages are wider than their box. */
  private static int overflow(PageDriver person) {
    return (int)
        person
            .page()
            .evaluate(
                "() => { const part = document.getElementById('scroller');"
                    + " return part.scrollWidth - part.clientWidth; }");
  }
}

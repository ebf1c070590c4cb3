package chat.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.BrowserExtension;
import chat.app.testing.PageDriver;
import chat.app.testing.Screen;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.Media;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages are usable in both languages, on narrow screens, by keyboard and by screen reader. */
class PageUsabilityIT {
  private static final int NARROW = 360;
  private static final Pattern FULL_TIME =
      Pattern.compile("^\\d{4}年\\d\\d月\\d\\d \\d\\d:\\d\\d:\\d\\d$");

  @RegisterExtension
  static final BrowserExtension STAGE = BrowserExtension.forEachTest("--message-rate", "off");

  @Test
  void theChinesePageSpeaksChinese() {
    try (PageDriver ming = STAGE.openSignIn(Screen.CHINESE)) {
      assertThat(ming.page().locator("html")).hasAttribute("lang", "zh-CN");
      assertThat(ming.page().getByLabel("昵称")).isFocused();
      assertThat(ming.page().locator("button")).hasText("登录");
      ming.signIn("小明");
      assertThat(ming.page().locator("#state")).hasText("已连接");
      ming.says("你好");
      ming.hasSentEverything();

      assertThat(ming.page().locator(".send")).hasText("发送");
      assertThat(ming.page().locator(".message time")).hasText(Pattern.compile("^\\d\\d:\\d\\d$"));
      assertThat(ming.page().locator(".message time"))
          .hasAttribute("title", Pattern.compile("^\\d{4}年\\d\\d月\\d\\d \\d\\d:\\d\\d:\\d\\d$"));
      assertThat(ming.page().locator("body"))
          .not()
          .containsText(Pattern.compile("Send|Sign|people"));
    }
  }

  @Test
  void theEnglishPageSpeaksEnglishAndWritesTimesTheReadersWay() {
    try (PageDriver ann = STAGE.openSignIn(Screen.ENGLISH)) {
      assertThat(ann.page().locator("html")).hasAttribute("lang", "en");
      assertThat(ann.page().getByLabel("Nickname")).isFocused();
      ann.signIn("Ann");
      ann.says("hello");
      ann.hasSentEverything();

      assertThat(ann.page().locator(".send")).hasText("Send");
      assertThat(ann.page().locator(".message time")).hasText(Pattern.compile("^\\d\\d:\\d\\d$"));
      assertThat(ann.page().locator(".message time"))
          .hasAttribute(
              "title", Pattern.compile("^\\d{1,2} [A-Za-z]+ \\d{4}, \\d\\d:\\d\\d:\\d\\d$"));
      assertThat(ann.page().locator("body"))
          .not()
          .containsText(Pattern.compile("[\\u4e00-\\u9fff]"));
    }
  }

  @Test
  void nothingScrollsSidewaysOnANarrowPhone() {
    Screen phone = Screen.ENGLISH.sized(NARROW, 640);
    try (PageDriver ann = STAGE.openSignIn(phone)) {
      assertThat(width(ann)).isEqualTo(NARROW);
      ann.signIn("WWWWWWWWWWWWWWWWWWWWWWWW");
      ann.says("a word of a hundred letters " + "W".repeat(100));
      ann.hasSentEverything();
      assertThat(width(ann)).isEqualTo(NARROW);

      ann.page().locator("#people-open").click();
      assertThat(ann.people()).isVisible();
      assertThat(width(ann)).isEqualTo(NARROW);
      ann.screenshot("people-en-360-light");
    }
  }

  @Tag("long")
  @Test
  void touchTargetsAreLargeEnough() {
    try (PageDriver ann = STAGE.signIn("Ann", Screen.ENGLISH.sized(NARROW, 640))) {
      ann.opensRooms();
      assertThat(ann.page().locator("#logout button[type=submit]")).isVisible();
      Locator targets = ann.page().locator("button:visible, textarea:visible");

      assertThat(targets.count()).isGreaterThanOrEqualTo(5);
      assertThat(targets.all())
          .allSatisfy(target ->
              assertThat(target.boundingBox().height)
                  .as(target.toString())
                  .isGreaterThanOrEqualTo(44));
    }
  }

  @Test
  void theKeyboardAloneSuffices() {
    try (PageDriver ann = STAGE.openSignIn(Screen.ENGLISH.phone())) {
      Page page = ann.page();
      // The browser gives the focus when it first draws the page, which may be after it has loaded.
      assertThat(page.locator("#nickname")).isFocused();
      page.keyboard().type("Ann");
      page.keyboard().press("Enter");
      ann.seesConnection("open");

      while (!page.locator(".skip:focus, body:focus").isVisible()) {
        page.keyboard().press("Shift+Tab");
      }
      assertThat(page.locator(".skip")).isFocused();
      assertThat(page.locator(".skip")).isInViewport();
      page.keyboard().press("Enter");
      page.keyboard().type("typed");
      page.keyboard().press("Tab");
      assertThat(page.locator("#emoji-open")).isFocused();
      page.keyboard().press("Tab");
      assertThat(page.locator(".send")).isFocused();
      page.keyboard().press("Enter");
      ann.seesLast("typed");

      page.locator("#people-open").focus();
      page.keyboard().press("Enter");
      assertThat(page.locator("#people-close")).isFocused();
      page.keyboard().press("Escape");
      assertThat(ann.people()).not().isVisible();
      assertThat(page.locator("#people-open")).isFocused();
    }
  }

  @Test
  void aScreenReaderFindsItsWayByRolesAndLabels() {
    try (PageDriver ann = STAGE.signIn("Ann", Screen.ENGLISH)) {
      assertThat(ann.page().locator("body"))
          .matchesAriaSnapshot(
              """
              - link "Skip to the message box"
              - banner:
                - heading "lobby" [level=1]
                - status: Connected
                - button "Search this room"
                - button "Invite people"
                - button "Show who is here 1" [expanded]
              - navigation "Rooms":
                - button "Find"
                - button "@ Mentions of me"
                - list:
                  - listitem:
                    - link "lobby"
                - button "+ Open or make a room"
                - button "You Ann all sent"
                - button "Settings"
                - button "Sign out"
              - main:
                - log "Messages"
                - textbox "Message"
                - button "Send"
              - complementary "People here 1":
                - heading "People here 1" [level=2]
                - button "Close"
                - list:
                  - listitem:
                    - button "Ann You"
              """);
    }
  }

  @Test
  void aNicknameThatCannotBeUsedStaysInTheFormWithTheReason() {
    try (PageDriver ann = STAGE.signIn("Ann", Screen.ENGLISH);
        PageDriver other = STAGE.openSignIn(Screen.ENGLISH)) {
      signsInWith(other, "ann");
      assertThat(other.page().getByRole(AriaRole.ALERT)).containsText("Please choose another one");
      assertThat(other.page().getByLabel("Nickname")).hasValue("ann");
      other.screenshot("sign-in-taken-en-1280-light");
      signsInWith(other, "a:b");
      assertThat(other.page().getByRole(AriaRole.ALERT)).containsText("Please take it out");

      signsInWith(other, "Bob");
      assertThat(ann.notes()).hasText("Bob came in");
    }
  }

  @Test
  void aLinkUnderAnotherNicknameAsksFirst() {
    try (PageDriver ann = STAGE.signIn("Ann", Screen.ENGLISH)) {
      ann.page().navigate("/login?nickname=Zoe");
      assertThat(ann.page().locator("dd")).hasText(new String[] {"Ann", "Zoe"});
      ann.page().getByText("Use the new nickname").click();

      ann.seesConnection("open");
      assertThat(ann.people()).hasText("Zoe");
    }
  }

  @ParameterizedTest
  @CsvSource({"zh, 小明, 你好", "en, Ann, Hello"})
  void aLinkIsThreeTapsFromTheFirstMessage(String language, String nickname, String words) {
    Screen screen = language.equals("zh") ? Screen.CHINESE : Screen.ENGLISH;
    try (PageDriver ann = STAGE.openSignIn(screen.phone())) {
      Page page = ann.page();
      long start = System.nanoTime();
      page.navigate("/rooms/garden");
      page.locator("#nickname").tap();
      page.keyboard().type(nickname);
      page.locator("button.primary").tap();
      ann.input().tap();
      page.keyboard().type(words);
      page.keyboard().press("Enter");
      ann.seesLast(words);
      ann.hasSentEverything();
      long took = (System.nanoTime() - start) / 1_000_000;

      System.out.printf("From a link to the first message (%s): %d ms%n", language, took);
      assertThat(page.locator("h1")).hasText("garden");
      ann.seesConnection("open");
    }
  }

  @ParameterizedTest
  @Tag("long")
  @CsvSource({
    "zh, 1440, 900, dark",
    "en, 390, 844, light",
  })
  void screenshotsOfTheMainStatesAreTaken(String language, int width, int height, String colours) {
    String name = "-%s-%d-%s".formatted(language, width, colours);
    Screen bare = language.equals("zh") ? Screen.CHINESE : Screen.ENGLISH;
    Screen sized = bare.sized(width, height);
    Screen screen = colours.equals("dark") ? sized.dark() : sized;
    try (PageDriver ming = STAGE.openSignIn(screen)) {
      ming.screenshot("sign-in" + name);
      ming.signIn("小明");
      ming.screenshot("empty" + name);
      PageDriver ann = STAGE.signIn("Ann", Screen.ENGLISH);
      ann.says("Hello! Is this the room for the garden project?");
      ming.seesLast("Hello! Is this the room for the garden project?");
      ming.says("是的，欢迎 🌱");
      ming.says("我们周六上午十点开始，\n带手套和水壶就好。");
      ann.seesLast("是的，欢迎 🌱", "我们周六上午十点开始，\n带手套和水壶就好。");
      ann.says("Great, I’ll bring tomatoes. See you on Saturday!");
      ming.seesLast("Great, I’ll bring tomatoes. See you on Saturday!");
      ming.hasSentEverything();
      ming.screenshot("room" + name);
      String ground =
          (String)
              ming.page().evaluate("getComputedStyle(document.body.parentNode).backgroundColor");
      ann.close();

      assertThat(ground)
          .isEqualTo(colours.equals("dark") ? "rgb(23, 26, 27)" : "rgb(250, 249, 247)");
    }
  }

  private static void signsInWith(PageDriver person, String nickname) {
    person.page().getByLabel("Nickname").fill(nickname);
    person.page().locator("button.primary").click();
  }

  private static int width(PageDriver person) {
    return (int) person.page().evaluate("document.documentElement.scrollWidth");
  }

  @Tag("long")
  @Test
  void theTimeIsNeverCutAndIsFullOnEveryLineWhereTheReaderWantsThat() {
    Screen phone = Screen.CHINESE.sized(NARROW, 640);
    try (PageDriver ming = STAGE.signIn("WWWWWWWWWWWWWWWWWWWWWWWW", phone);
        PageDriver ann = STAGE.signIn("Ann", phone)) {
      ming.says("你好");
      ann.seesLast("你好");
      Locator time = ann.page().locator(".message time");
      Locator bubble = ann.page().locator(".message .bubble");
      assertThat(time).hasText(Pattern.compile("^\\d\\d:\\d\\d$"));
      assertThat(isInside(time, bubble)).isTrue();
      time.click();
      assertThat(ann.page().locator("#notice")).hasText(FULL_TIME);

      ann.opensSettings();
      ann.page().getByLabel("每条消息都显示完整时间").check();
      assertThat(time).hasText(FULL_TIME);
      assertThat(isInside(time, bubble)).isTrue();
      ann.page().reload();
      assertThat(ann.page().locator(".message time")).hasText(FULL_TIME);
    }
  }

  private static boolean isInside(Locator inner, Locator outer) {
    BoundingBox box = inner.boundingBox();
    BoundingBox around = outer.boundingBox();
    return box.x + box.width <= around.x + around.width + 1
        && box.y + box.height <= around.y + around.height + 1;
  }

  @Test
  void aPageInEnglishIsInOneLanguageWhateverTheBrowserSpeaks() {
    try (PageDriver ming = STAGE.signIn("Ming", Screen.CHINESE)) {
      ming.says("hello");
      ming.hasSentEverything();
      ming.opensSettings();
      ming.page().getByLabel("English").click();
      assertThat(ming.page().locator("html")).hasAttribute("lang", "en");
      assertThat(ming.page().locator(".day")).isVisible();
      assertThat(ming.page().locator("#log"))
          .not()
          .containsText(Pattern.compile("[\\u4e00-\\u9fff]"));
      assertThat(ming.page().locator(".message time"))
          .not()
          .hasAttribute("title", Pattern.compile("[\\u4e00-\\u9fff]"));
    }
  }

  @Tag("long")
  @Test
  void whatIsCopiedAndPrintedIsTheConversation() {
    try (PageDriver bob = STAGE.signIn("Bob", Screen.ENGLISH);
        PageDriver ann = STAGE.signIn("Ann", Screen.ENGLISH)) {
      for (int line = 1; line <= 45; line++) {
        bob.says("line " + line);
      }
      bob.hasSentEverything();
      ann.seesLast("line 45");
      ann.says("own");
      ann.hasSentEverything();
      String copied =
          (String)
              ann.page()
                  .evaluate(
                      """
                      () => {
                        getSelection().selectAllChildren(document.getElementById('log'));
                        return getSelection().toString();
                      }\
                      """);
      assertThat(copied)
          .containsPattern("Bob line 1\\s+\\d\\d:\\d\\d\\s+line 2\\s")
          .contains("own")
          .doesNotContain("Sent", "Copy");

      ann.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      assertThat(ann.page().locator("#composer")).isHidden();
      assertThat(ann.page().locator("#people")).isHidden();
      int height = (Integer) ann.page().evaluate("() => document.documentElement.scrollHeight");
      assertThat(height).isGreaterThan(45 * 30);
    }
  }

  @Test
  void theLinkOfAnInvitationIsAsPeopleReadIt() {
    try (PageDriver ann = STAGE.signIn("Ann", Screen.ENGLISH)) {
      ann.opensRoom("图书馆");
      ann.opens("invite");
      assertThat(ann.dialog().locator("input.link")).hasValue(Pattern.compile("/rooms/图书馆$"));
    }
  }

  @Test
  void aBrowserWithoutSegmenterAndPopoverConnects() {
    try (PageDriver ann = STAGE.openSignIn(Screen.ENGLISH)) {
      ann.page().addInitScript("delete Intl.Segmenter; delete HTMLElement.prototype.popover;");
      ann.signIn("Ann");
      ann.says("hello");
      ann.hasSentEverything();
      ann.numberedMessage("hello").hover();
      ann.page().locator(".actions .icon").first().click();
      ann.page().locator(".palette input").fill("rocket");
      ann.page().locator(".palette .grid button").first().click();
      assertThat(ann.page().locator(".reactions button")).hasText("🚀 1");
      assertThat(ann.page().locator(".palette")).isHidden();
    }
  }
}

package chat.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.BrowserExtension;
import chat.app.testing.PageDriver;
import chat.app.testing.Screen;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Users send and receive messages. */
class SendingIT {
  @RegisterExtension
  static final BrowserExtension STAGE = BrowserExtension.forEachTest("--message-rate", "off");

  @Test
  void messagesJoinsAndLeavesAreSeenByOthers() {
    try (PageDriver ming = STAGE.signIn("小明", Screen.CHINESE)) {
      PageDriver bob = STAGE.signIn("Bob", Screen.ENGLISH);
      assertThat(ming.notes()).hasText("Bob 进入了聊天室");
      assertThat(ming.people()).hasText(new String[] {"小明", "Bob"});
      assertThat(bob.people()).hasText(new String[] {"Bob", "小明"});

      ming.says("你好");
      bob.seesLast("你好");
      bob.says("Hello 小明");
      ming.seesLast("你好", "Hello 小明");
      ming.hasSentEverything();

      bob.close();
      assertThat(ming.notes().last()).hasText("Bob 离开了聊天室");
      assertThat(ming.people()).hasText("小明");
    }
  }

  @Test
  void aReloadIsNeitherALeaveNorAJoin() {
    try (PageDriver ann = STAGE.signIn("Ann", Screen.ENGLISH);
        PageDriver bob = STAGE.signIn("Bob", Screen.ENGLISH)) {
      bob.says("before");
      bob.page().reload();
      bob.seesConnection("open");
      bob.seesLast("before");
      STAGE.signIn("Cleo", Screen.ENGLISH).close();

      // Cleo's leaving comes after any that the reload could have caused.
      assertThat(ann.notes().last()).hasText("Cleo left");
      assertThat(ann.notes()).hasText(new String[] {"Bob came in", "Cleo came in", "Cleo left"});
    }
  }

  @Test
  void typingIsShownUntilTheMessageIsSent() {
    try (PageDriver ann = STAGE.signIn("Ann", Screen.ENGLISH);
        PageDriver bob = STAGE.signIn("Bob", Screen.ENGLISH)) {
      bob.input().pressSequentially("something");
      assertThat(ann.page().locator("#typing")).hasText("Bob is writing…");
      bob.input().press("Enter");

      ann.seesLast("something");
      assertThat(ann.page().locator("#typing")).isEmpty();
    }
  }

  @Test
  void markupStaysText() {
    String markup = "<img src=x onerror=alert(1)><b>bold</b> &amp; ${1+1}\n  second line";
    try (PageDriver ann = STAGE.signIn("<i>Ann</i>", Screen.ENGLISH);
        PageDriver bob = STAGE.signIn("Bob", Screen.ENGLISH)) {
      ann.says(markup);
      bob.seesLast(markup);

      assertThat(bob.page().locator("#log .who").first()).hasText("<i>Ann</i>");
      assertThat(bob.page().locator("#log :is(img, b, i)")).hasCount(0);
    }
  }

  @Test
  void eachTextIsInThePageOnce() {
    try (PageDriver ann = STAGE.signIn("Ann", Screen.ENGLISH)) {
      ann.says("only once");
      ann.hasSentEverything();

      assertThat(ann.page().getByText("only once")).hasCount(1);
      assertThat(ann.page().locator("[role=log][aria-live=polite]").getByText("only once"))
          .isVisible();
    }
  }

  @Test
  void enterSendsAndShiftEnterBreaksTheLine() {
    try (PageDriver ann = STAGE.signIn("Ann", Screen.ENGLISH)) {
      ann.input().pressSequentially("one");
      ann.input().press("Shift+Enter");
      ann.input().pressSequentially("two");
      ann.input().press("Enter");

      ann.seesLast("one\ntwo");
      assertThat(ann.input()).hasValue("");
    }
  }

  @Test
  void enterDoesNotSendWhileAnInputMethodComposes() {
    try (PageDriver ming = STAGE.signIn("小明", Screen.CHINESE)) {
      CDPSession keyboard = ming.page().context().newCDPSession(ming.page());
      ming.input().focus();
      keyboard.send("Input.imeSetComposition", composition("ni'hao"));
      keyboard.send("Input.dispatchKeyEvent", enterAsAnInputMethodLeavesIt());
      keyboard.send("Input.imeSetComposition", composition("你好"));
      keyboard.send("Input.dispatchKeyEvent", enterAsAnInputMethodLeavesIt());
      keyboard.send("Input.insertText", text("你好"));
      assertThat(ming.input()).hasValue("你好");
      ming.page().keyboard().press("Enter");

      ming.seesLast("你好");
      assertThat(ming.shownTexts()).containsExactly("你好");
    }
  }

  @Test
  void anUnsentTextSurvivesAReload() {
    try (PageDriver ann = STAGE.signIn("Ann", Screen.ENGLISH)) {
      ann.input().fill("not yet");
      ann.page().reload();
      assertThat(ann.input()).hasValue("not yet");
      ann.input().press("Enter");
      ann.seesLast("not yet");
      ann.page().reload();

      assertThat(ann.input()).hasValue("");
      ann.seesLast("not yet");
    }
  }

  @Test
  void signingOutLeavesAtOnceAndTheRoomAsksForANickname() {
    try (PageDriver ann = STAGE.signIn("Ann", Screen.ENGLISH);
        PageDriver bob = STAGE.signIn("Bob", Screen.ENGLISH)) {
      bob.page().locator("#logout button[type=submit]").click();
      assertThat(ann.notes().last()).hasText("Bob left");
      // Only the answer, which comes after that, removes the cookie.
      assertThat(bob.page()).hasURL(Pattern.compile("/(\\?[^/]*)?$"));

      bob.page().navigate("/rooms/lobby");
      assertThat(bob.page()).hasURL(Pattern.compile("/\\?room=lobby$"));
      assertThat(bob.page().locator("input[name=room]")).hasValue("lobby");
    }
  }

  private static JsonObject composition(String text) {
    JsonObject composition = text(text);
    composition.addProperty("selectionStart", text.length());
    composition.addProperty("selectionEnd", text.length());
    return composition;
  }

  /** The key goes down, and the input method keeps the character that it would write. */
  private static JsonObject enterAsAnInputMethodLeavesIt() {
    var key = new JsonObject();
    key.addProperty("type", "rawKeyDown");
    key.addProperty("key", "Enter");
    key.addProperty("code", "Enter");
    key.addProperty("windowsVirtualKeyCode", 13);
    return key;
  }

  private static JsonObject text(String text) {
    var insert = new JsonObject();
    insert.addProperty("text", text);
    return insert;
  }
}

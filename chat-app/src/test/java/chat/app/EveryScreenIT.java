package chat.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All that the page can do, at a desk and on a phone, light and dark, in Chinese and English: one
 * walk for each of its sides, with a close look at each state on the way.
 */
@TestInstance(Lifecycle.PER_CLASS)
class EveryScreenIT {
  @RegisterExtension
  static final Stage STAGE =
      Stage.forAllTests(
          "--message-rate", "off", "--leave-grace", "0s", "--rooms-per-member", "100");

  private final Map<Screen, Walker> walkers = new HashMap<>();
  private Person bob;

  @BeforeAll
  void bobComes() {
    bob = STAGE.enters("Bob", Screen.ENGLISH);
  }

  @AfterAll
  void allLeave() {
    walkers.values().forEach(Walker::close);
    bob.close();
  }

  @ParameterizedTest
  @MethodSource("chat.app.Screen#all")
  void talking(Screen screen) {
    Walker ann = meetsBob("talking", screen);
    bob.says("Who has the notes?");
    ann.person().sees("Who has the notes?");
    ann.turnsTo("Who has the notes?");
    ann.looksAt("actions");
    ann.does("live.act.reply");
    ann.sees("live.replying", "name", "Bob");
    ann.looksAt("reply");
    ann.says("I have them");
    assertThat(bob.line("I have them").locator(".quote")).hasText("Bob Who has the notes?");

    ann.turnsTo("I have them");
    ann.does("live.act.edit");
    ann.sees("live.editing");
    ann.looksAt("edit");
    ann.says("I have them all");
    assertThat(ann.person().line("I have them all")).containsText(ann.words().the("live.edited"));
    bob.sees("I have them all");

    reacts(ann);
    writesWithHelp(ann);
    ann.looksAt("talk");

    ann.turnsTo("I have them all");
    ann.does("live.act.remove");
    ann.sees("live.act.remove.sure");
    ann.looksAt("take-back");
    ann.does("live.act.remove.yes");
    ann.sees("live.deleted");
    assertThat(bob.messages().getByText("This message was taken back")).isVisible();
  }

  private static void reacts(Walker ann) {
    ann.turnsTo("Who has the notes?");
    ann.touches(ann.page().getByRole(AriaRole.BUTTON, name("👍")));
    ann.turnsTo("Who has the notes?");
    ann.does("live.act.react");
    Locator field = ann.named(AriaRole.TEXTBOX, "live.emoji");
    assertThat(field).isFocused();
    ann.looksAt("palette");
    field.fill("熊猫");
    ann.touches(ann.page().getByRole(AriaRole.BUTTON, name("🐼")));
    assertThat(ann.person().line("Who has the notes?").locator(".reactions button"))
        .hasText(new String[] {"👍 1", "🐼 1"});
  }

  private void writesWithHelp(Walker ann) {
    ann.person().input().pressSequentially("@b");
    Locator completion = ann.named(AriaRole.LISTBOX, "live.completion");
    ann.looksAt("completion");
    ann.touches(completion.getByRole(AriaRole.OPTION).first());
    assertThat(ann.person().input()).hasValue("@Bob ");
    ann.person().input().fill("@Bob **look** at `this` :smile:");
    ann.does("room.preview");
    assertThat(ann.named(AriaRole.REGION, "room.preview").locator("strong")).hasText("look");
    ann.looksAt("preview");
    ann.does("room.send");
    assertThat(bob.messages().last()).hasText("@Bob look at this 😄");

    ann.says(
        "```\nif (a < b) { very(long, line, of, code, that, does, not, fit, on, a, phone); }\n```");
    assertThat(ann.button("live.copy")).isVisible();
    ann.says("مرحبا بالعالم, how are you?");
    assertThat(ann.person().line("مرحبا بالعالم, how are you?").locator(".text"))
        .hasCSS("direction", "rtl");
    ann.says("many words make a message long. ".repeat(60).strip());
    ann.does("live.unfold");
    ann.does("live.fold");
    ann.person().hasSentEverything();
  }

  @ParameterizedTest
  @MethodSource("chat.app.Screen#all")
  void reading(Screen screen) {
    Walker ann = meetsBob("reading", screen);
    bob.says("会议记录在抽屉里");
    ann.person().sees("会议记录在抽屉里");
    bob.fills("reading-" + screen, 120);
    ann.person().sees("line 120");
    ann.person().looks(false);
    bob.says("said meanwhile");
    ann.person().sees("said meanwhile");
    assertThat(ann.page()).hasTitle(Pattern.compile("^\\(1\\) "));
    ann.person().looks(true);
    ann.sees("live.unread");
    ann.looksAt("unread");

    ann.does("room.search");
    Locator field = ann.named(AriaRole.SEARCHBOX, "room.search");
    field.fill("nowhere");
    ann.sees("live.search.none", "words", "nowhere");
    field.fill("line");
    assertThat(ann.button("live.search.more")).isVisible();
    ann.looksAt("search");
    field.fill("抽屉");
    Locator mark = ann.page().locator("#search mark");
    assertThat(mark).hasText(new String[] {"抽屉"});
    ann.touches(mark);
    assertThat(ann.person().line("会议记录在抽屉里")).isFocused();
    bob.says("news");
    ann.touches(ann.page().getByText(ann.counted("live.new", 1)));
    ann.person().seesLast("said meanwhile", "news");

    ann.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    ann.turnsTo("news");
    ann.does("live.act.link");
    ann.sees("live.copied");
    ann.looksAt("copied");
    assertThat(ann.page().evaluate("navigator.clipboard.readText()"))
        .isEqualTo(ann.page().url() + "#m123");
  }

  @ParameterizedTest
  @MethodSource("chat.app.Screen#all")
  void people(Screen screen) {
    Walker ann = meetsBob("people", screen);
    ann.sees("live.joined", "names", "Bob");
    bob.input().pressSequentially("anybody here?");
    ann.sees("live.typing.one", "name", "Bob");
    ann.looksAt("typing");
    bob.input().press("Enter");
    ann.person().sees("anybody here?");

    ann.opensPeople();
    Locator listed = ann.page().getByRole(AriaRole.COMPLEMENTARY).getByText("Bob");
    assertThat(listed).isVisible();
    ann.looksAt("people");
    ann.touches(listed);
    ann.sees("live.profile.here");
    ann.looksAt("profile");
    ann.does("live.profile.mention");
    assertThat(ann.person().input()).hasValue("@Bob ");

    ann.touches(ann.person().line("anybody here?").locator(".who"));
    ann.does("live.profile.mute");
    assertThat(ann.button("live.profile.unmute")).isVisible();
    ann.does("live.close");
    assertThat(ann.page().getByText(ann.counted("live.muted", 1))).isVisible();
    ann.looksAt("muted");
    ann.does("live.muted.show");
    ann.person().sees("anybody here?");
    ann.opensSettings();
    ann.touches(ann.person().dialog().getByText(ann.words().the("live.profile.unmute")));
  }

  @ParameterizedTest
  @MethodSource("chat.app.Screen#all")
  void rooms(Screen screen) {
    Walker ann = meetsBob("rooms", screen);
    ann.says("read");
    ann.person().hasSentEverything();
    ann.does("room.rooms.show");
    ann.seesTitle("live.rooms");
    opensRoom(ann, "not/a/room");
    ann.sees("live.rooms.bad");
    opensRoom(ann, "garden-" + screen);
    assertThat(ann.page().locator("h1")).hasText("garden-" + screen);
    ann.person().seesConnection("open");
    ann.sees("live.beginning.empty");
    ann.looksAt("empty");
    bob.says("one");
    bob.says("two");
    bob.hasSentEverything();

    ann.does("room.rooms.show");
    assertThat(ann.person().dialog().getByLabel(ann.counted("live.new", 2))).isVisible();
    ann.looksAt("rooms");
    ann.touches(ann.person().dialog().getByText(ann.words().the("live.invite")));
    ann.seesTitle("live.invite");
    assertThat(ann.named(AriaRole.TEXTBOX, "live.invite.link"))
        .hasValue(STAGE.address().resolve("/rooms/garden-" + screen).toString());
    assertThat(ann.named(AriaRole.IMG, "live.invite.code")).isVisible();
    assertThat(ann.button("live.invite.copy")).isVisible();
    ann.looksAt("invitation");
    ann.closesDialogs();
    ann.does("room.rooms.show");
    ann.touches(
        ann.page().getByLabel(ann.words().the("live.rooms.forget", "room", "rooms-" + screen)));
    assertThat(ann.person().dialog().getByText("rooms-" + screen)).hasCount(0);
  }

  private static void opensRoom(Walker ann, String room) {
    ann.named(AriaRole.TEXTBOX, "live.rooms.name").fill(room);
    ann.does("live.rooms.open");
  }

  @ParameterizedTest
  @MethodSource("chat.app.Screen#all")
  void attention(Screen screen) {
    Walker ann = walker(screen);
    ann.person().takesNoteOfNotifications();
    meetsBob("attention", screen);
    ann.opensSettings();
    Locator notify = ann.named(AriaRole.CHECKBOX, "live.settings.notify");
    assertThat(notify).not().isChecked();
    assertThat(ann.named(AriaRole.CHECKBOX, "live.settings.sound")).not().isChecked();
    notify.check();
    ann.looksAt("settings");
    ann.closesDialogs();
    ann.person().looks(false);
    bob.says("not for anybody");
    bob.says("and you, @Ann-" + screen + '?');
    ann.page().waitForFunction("() => called.length > 0");
    assertThat(ann.page().evaluate("called.join()"))
        .isEqualTo("Bob · attention-%s: and you, @Ann-%s?".formatted(screen, screen));

    ann.person().enters("lobby");
    ann.opensSettings();
    assertThat(notify).not().isChecked();
  }

  @ParameterizedTest
  @MethodSource("chat.app.Screen#all")
  void everywhere(Screen screen) {
    Walker ann = meetsBob("everywhere", screen);
    ann.opensSettings();
    ann.does("live.keys");
    ann.seesTitle("live.keys");
    ann.sees("live.keys.these");
    ann.looksAt("keys");
    ann.closesDialogs();
    ann.opensSettings();
    ann.named(AriaRole.RADIO, "live.colours.light").check();
    assertThat(ann.page().locator("html")).hasCSS("color-scheme", "light");
    ann.named(AriaRole.RADIO, "live.colours.dark").check();
    assertThat(ann.page().locator("html")).hasCSS("color-scheme", "dark");
    ann.named(AriaRole.RADIO, "live.colours.auto").check();
    ann.closesDialogs();
    if (ann.button("room.people.hide").isVisible()) {
      ann.does("room.people.hide");
    }

    ann.says("before the tunnel");
    ann.person().hasSentEverything();
    ann.person().online(false);
    ann.sees("live.state.offline");
    ann.says("in the tunnel");
    ann.sees("live.waiting");
    ann.looksAt("offline");
    ann.person().online(true);
    ann.person().hasSentEverything();
    ann.sees("live.state.open");
    bob.seesLast("before the tunnel", "in the tunnel");
    assertThat(
            ann.page()
                .evaluate(
                    "fetch('/manifest.webmanifest').then((it) => it.json()).then(({ name }) => name)"))
        .isEqualTo(ann.words().the("app.name"));
    ann.page().evaluate("navigator.serviceWorker.ready");
    roomAboveAKeyboard(ann);
  }

  /** As a phone's keyboard leaves it, the box and the last message are still seen. */
  private static void roomAboveAKeyboard(Walker ann) {
    var whole = ann.page().viewportSize();
    ann.page().setViewportSize(whole.width, whole.height / 2);
    assertThat(ann.person().input()).isInViewport();
    assertThat(ann.person().messages().last()).isInViewport();
    ann.looksAt("keyboard");
    ann.page().setViewportSize(whole.width, whole.height);
  }

  /** Somebody at a screen, the same one for all walks, in a room with Bob. */
  private Walker meetsBob(String walk, Screen screen) {
    Walker ann = walker(screen);
    ann.person().online(true);
    ann.person().enters(walk + '-' + screen);
    bob.enters(walk + '-' + screen);
    return ann;
  }

  private Walker walker(Screen screen) {
    return walkers.computeIfAbsent(
        screen,
        anywhere -> {
          var ann = new Walker(STAGE.comes(anywhere), anywhere);
          ann.signsIn("Ann-" + anywhere);
          return ann;
        });
  }

  private static Page.GetByRoleOptions name(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}

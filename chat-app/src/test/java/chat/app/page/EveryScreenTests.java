package chat.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.RolePageDriver;
import chat.app.testing.Screen;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All functions of the page, in Chinese and English: one test for each part of the page, with an
 * audit of each state on the way, in light and dark colours. Two classes run them, one for each
 * size of screen, because each takes minutes and so they run at the same time.
 */
abstract class EveryScreenTests extends ScreenFixture {
  EveryScreenTests(boolean phone) {
    super(screen -> screen.isPhone() == phone);
  }

  @ParameterizedTest
  @MethodSource("screens")
  void talking(Screen screen) {
    RolePageDriver ann = meetsBob("talking", screen);
    bob().says("Who has the notes?");
    ann.driver().sees("Who has the notes?");
    ann.selectsMessage("Who has the notes?");
    ann.audits("actions");
    ann.clicks("live.act.reply");
    ann.sees("live.replying", "name", "Bob");
    ann.audits("reply");
    ann.says("I have them");
    assertThat(bob().message("I have them").locator(".quote")).hasText("Bob Who has the notes?");

    ann.selectsMessage("I have them");
    ann.clicks("live.act.edit");
    ann.sees("live.editing");
    ann.audits("edit");
    ann.byRole(AriaRole.TEXTBOX, "room.text").fill("I have them all");
    ann.clicks("live.save");
    assertThat(ann.driver().message("I have them all"))
        .containsText(ann.texts().text("live.edited"));
    bob().sees("I have them all");

    reacts(ann);
    writesWithHelp(ann);
    ann.audits("talk");

    ann.selectsMessage("I have them all");
    ann.clicks("live.act.remove");
    ann.sees("live.act.remove.sure");
    ann.audits("take-back");
    ann.clicks("live.act.remove.yes");
    ann.sees("live.deleted");
    assertThat(bob().messageTexts().getByText("This message was taken back")).isVisible();
  }

  private static void reacts(RolePageDriver ann) {
    ann.selectsMessage("Who has the notes?");
    ann.taps(ann.page().getByRole(AriaRole.BUTTON, name("👍")));
    ann.selectsMessage("Who has the notes?");
    ann.clicks("live.act.react");
    Locator field = ann.byRole(AriaRole.TEXTBOX, "live.emoji");
    // The keyboard of a phone would cover the emoji.
    assertThat(ann.screen().isPhone() ? ann.page().locator(".palette button").first() : field)
        .isFocused();
    ann.audits("palette");
    field.fill("熊猫");
    ann.taps(ann.page().getByRole(AriaRole.BUTTON, name("🐼")));
    assertThat(ann.driver().message("Who has the notes?").locator(".reactions button"))
        .hasText(new String[] {"👍 1", "🐼 1"});
  }

  private void writesWithHelp(RolePageDriver ann) {
    ann.driver().input().pressSequentially("@b");
    Locator completion = ann.byRole(AriaRole.LISTBOX, "live.completion");
    ann.audits("completion");
    ann.taps(completion.getByRole(AriaRole.OPTION).first());
    assertThat(ann.driver().input()).hasValue("@Bob ");
    ann.driver().input().fill("@Bob **look** at `this` :smile:");
    ann.clicks("room.preview");
    assertThat(ann.byRole(AriaRole.REGION, "room.preview").locator("strong")).hasText("look");
    ann.audits("preview");
    ann.clicks("room.send");
    assertThat(bob().messageTexts().last()).hasText("@Bob look at this 😄");

    ann.says(
        "```\nif (a < b) { very(long, line, of, code, that, does, not, fit, on, a, phone); }\n```");
    assertThat(ann.button("live.copy")).isVisible();
    ann.says("مرحبا بالعالم, how are you?");
    assertThat(ann.driver().message("مرحبا بالعالم, how are you?").locator(".text"))
        .hasCSS("direction", "rtl");
    ann.says("many words make a message long. ".repeat(60).strip());
    ann.clicks("live.unfold");
    ann.clicks("live.fold");
    ann.driver().hasSentEverything();
  }

  @ParameterizedTest
  @MethodSource("screens")
  void reading(Screen screen) {
    RolePageDriver ann = meetsBob("reading", screen);
    bob().says("会议记录在抽屉里");
    ann.driver().sees("会议记录在抽屉里");
    bob().saysNumberedLines("reading-" + screen, 120);
    ann.driver().sees("line 120");
    ann.driver().setFocused(false);
    bob().says("said meanwhile");
    ann.driver().sees("said meanwhile");
    assertThat(ann.page()).hasTitle(Pattern.compile("^\\(1\\) "));
    ann.driver().setFocused(true);
    ann.sees("live.unread");
    ann.audits("unread");

    ann.clicks("room.search");
    Locator field = ann.byRole(AriaRole.SEARCHBOX, "room.search");
    field.fill("nowhere");
    ann.sees("live.search.none", "words", "nowhere");
    field.fill("line");
    assertThat(ann.button("live.search.more")).isVisible();
    ann.audits("search");
    field.fill("抽屉");
    Locator mark = ann.page().locator("#search mark");
    assertThat(mark).hasText(new String[] {"抽屉"});
    ann.taps(mark);
    assertThat(ann.driver().message("会议记录在抽屉里")).isFocused();
    bob().says("news");
    ann.taps(ann.page().getByText(ann.countText("live.new", 1)));
    ann.driver().seesLast("said meanwhile", "news");

    ann.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
    ann.selectsMessage("news");
    ann.clicks("live.act.link");
    ann.sees("live.copied");
    ann.audits("copied");
    assertThat(ann.page().evaluate("navigator.clipboard.readText()"))
        .isEqualTo(ann.page().url() + "#m123");
  }

  @ParameterizedTest
  @MethodSource("screens")
  void people(Screen screen) {
    RolePageDriver ann = meetsBob("people", screen);
    ann.sees("live.joined", "names", "Bob");
    bob().input().pressSequentially("anybody here?");
    ann.sees("live.typing.one", "name", "Bob");
    ann.audits("typing");
    bob().input().press("Enter");
    ann.driver().sees("anybody here?");

    ann.opensPeople();
    Locator listed = ann.page().getByRole(AriaRole.COMPLEMENTARY).getByText("Bob");
    assertThat(listed).isVisible();
    ann.audits("people");
    ann.taps(listed);
    ann.sees("live.profile.here");
    ann.audits("profile");
    ann.clicks("live.profile.mention");
    assertThat(ann.driver().input()).hasValue("@Bob ");

    ann.taps(ann.driver().message("anybody here?").locator(".who"));
    ann.clicks("live.profile.mute");
    assertThat(ann.button("live.profile.unmute")).isVisible();
    ann.closesDialogs();
    assertThat(ann.page().getByText(ann.countText("live.muted", 1))).isVisible();
    ann.audits("muted");
    ann.clicks("live.muted.show");
    ann.driver().sees("anybody here?");
    ann.opensSettings();
    ann.taps(ann.driver().dialog().getByText(ann.texts().text("live.profile.unmute")));
  }

  @ParameterizedTest
  @MethodSource("screens")
  void rooms(Screen screen) {
    RolePageDriver ann = meetsBob("rooms", screen);
    ann.says("read");
    ann.driver().hasSentEverything();
    ann.opensRooms();
    ann.taps(ann.page().getByText(ann.texts().text("room.rooms.open")));
    ann.seesTitle("live.rooms.new");
    opensRoom(ann, "not/a/room");
    ann.sees("live.rooms.bad");
    opensRoom(ann, "garden-" + screen);
    assertThat(ann.page().locator("h1")).hasText("garden-" + screen);
    ann.driver().seesConnection("open");
    ann.sees("live.beginning.empty");
    ann.audits("empty");
    bob().says("one");
    bob().says("two");
    bob().hasSentEverything();

    ann.page().reload();
    ann.driver().seesConnection("open");
    ann.opensRooms();
    assertThat(ann.page().getByLabel(ann.countText("live.new", 2)).last()).isVisible();
    ann.audits("rooms");
    ann.clicks("room.find");
    ann.byRole(AriaRole.SEARCHBOX, "live.find.hint").fill("garden-");
    assertThat(ann.driver().dialog().getByText("garden-" + screen)).isVisible();
    ann.audits("find");
    ann.closesDialogs();
    if (screen.isPhone()) {
      ann.clicks("room.people.hide");
    }
    ann.clicks("room.invite");
    ann.seesTitle("live.invite");
    assertThat(ann.byRole(AriaRole.TEXTBOX, "live.invite.link").last())
        .hasValue(STAGE.address().resolve("/rooms/garden-" + screen).toString());
    assertThat(ann.byRole(AriaRole.IMG, "live.invite.code").last()).isVisible();
    assertThat(ann.button("live.invite.copy").last()).isVisible();
    ann.audits("invitation");
    ann.closesDialogs();
    ann.opensRooms();
    Locator line = ann.page().getByRole(AriaRole.LISTITEM).filter(hasText("rooms-" + screen));
    line.hover();
    ann.taps(
        ann.page().getByLabel(ann.texts().text("live.rooms.forget", "room", "rooms-" + screen)));
    assertThat(line).hasCount(0);
  }

  private static void opensRoom(RolePageDriver ann, String room) {
    ann.byRole(AriaRole.TEXTBOX, "live.rooms.name").fill(room);
    ann.clicks("live.rooms.open");
  }

  @ParameterizedTest
  @MethodSource("screens")
  void attention(Screen screen) {
    RolePageDriver ann = member(screen);
    ann.driver().recordsNotifications();
    meetsBob("attention", screen);
    ann.opensSettings();
    Locator mentions = ann.byRole(AriaRole.RADIO, "live.settings.notify.mentions");
    assertThat(mentions).isChecked();
    assertThat(ann.byRole(AriaRole.CHECKBOX, "live.settings.sound")).not().isChecked();
    ann.clicks("live.settings.notify.allow");
    assertThat(ann.button("live.settings.notify.allow")).hasCount(0);
    ann.clicks("live.device.show");
    assertThat(ann.byRole(AriaRole.IMG, "live.device.code")).isVisible();
    ann.audits("settings");
    ann.closesDialogs();
    ann.driver().setFocused(false);
    bob().says("not for anybody");
    bob().says("and you, @Ann-" + screen + '?');
    ann.page().waitForFunction("() => called.length > 0");
    assertThat(ann.page().evaluate("called.join()"))
        .isEqualTo("Bob · attention-%s: and you, @Ann-%s?".formatted(screen, screen));

    ann.opensSettings();
    ann.byRole(AriaRole.RADIO, "live.settings.notify.nothing").check();
    ann.closesDialogs();
    bob().says("@Ann-" + screen + " nothing of this");
    ann.driver().sees("@Ann-" + screen + " nothing of this");
    assertThat(ann.page().evaluate("called.length")).isEqualTo(1);
    ann.driver().opensRoom("lobby");
    ann.opensSettings();
    assertThat(mentions).isChecked();
  }

  @ParameterizedTest
  @MethodSource("screens")
  void everywhere(Screen screen) {
    RolePageDriver ann = meetsBob("everywhere", screen);
    ann.opensSettings();
    if (screen.isPhone()) {
      assertThat(ann.button("live.keys")).hasCount(0);
    } else {
      ann.clicks("live.keys");
      ann.seesTitle("live.keys");
      ann.sees("live.keys.these");
      ann.audits("keys");
      ann.closesDialogs();
      ann.opensSettings();
    }
    ann.byRole(AriaRole.RADIO, "live.colours.light").check();
    assertThat(ann.page().locator("html")).hasCSS("color-scheme", "light");
    ann.byRole(AriaRole.RADIO, "live.colours.dark").check();
    assertThat(ann.page().locator("html")).hasCSS("color-scheme", "dark");
    ann.byRole(AriaRole.RADIO, "live.colours.auto").check();
    ann.closesDialogs();
    if (screen.isPhone()) {
      ann.clicks("room.people.hide");
    }

    ann.says("before the tunnel");
    ann.driver().hasSentEverything();
    ann.driver().setOnline(false);
    ann.sees("live.state.offline");
    ann.says("in the tunnel");
    ann.sees("live.waiting.offline");
    ann.audits("offline");
    ann.driver().setOnline(true);
    ann.driver().hasSentEverything();
    ann.sees("live.state.open");
    bob().seesLast("before the tunnel", "in the tunnel");
    assertThat(
            ann.page()
                .evaluate(
                    "fetch('/manifest.webmanifest').then((it) => it.json()).then(({ name }) => name)"))
        .isEqualTo(ann.texts().text("app.name"));
    ann.page().evaluate("navigator.serviceWorker.ready");
    roomAboveAKeyboard(ann);
  }

  /** As a phone's keyboard leaves it, the box and the last message are still seen. */
  private static void roomAboveAKeyboard(RolePageDriver ann) {
    var whole = ann.page().viewportSize();
    ann.page().setViewportSize(whole.width, whole.height / 2);
    assertThat(ann.driver().input()).isInViewport();
    assertThat(ann.driver().messageTexts().last()).isInViewport();
    ann.audits("keyboard");
    ann.page().setViewportSize(whole.width, whole.height);
  }

  private static Locator.FilterOptions hasText(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Page.GetByRoleOptions name(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}

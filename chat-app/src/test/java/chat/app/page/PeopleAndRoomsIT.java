package chat.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.BrowserExtension;
import chat.app.testing.PageDriver;
import chat.app.testing.Screen;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People, rooms, attention, and the page offline. */
class PeopleAndRoomsIT {
  private static final Screen PHONE = Screen.ENGLISH.phone();

  @RegisterExtension
  static final BrowserExtension STAGE =
      BrowserExtension.forAllTests("--message-rate", "off", "--leave-grace", "0s");

  @Test
  void aClickOnAMemberMentionsIt() {
    try (PageDriver ann = STAGE.signIn("Ann", PHONE);
        PageDriver bob = STAGE.signIn("Bob", Screen.ENGLISH)) {
      bob.says("anybody here?");
      ann.sees("anybody here?");
      ann.input().fill("good morning");
      ann.page().locator(".message .who", named("Bob")).last().click();
      assertThat(ann.dialog()).containsText("Here now");
      ann.dialog().getByText("Mention").click();

      assertThat(ann.dialog()).hasCount(0);
      assertThat(ann.input()).hasValue("good morning @Bob ");
      assertThat(ann.input()).isFocused();
    }
  }

  @Test
  void mutedMembersAreFoldedAway() {
    try (PageDriver cleo = STAGE.signIn("Cleo", PHONE);
        PageDriver dan = STAGE.signIn("Dan", Screen.ENGLISH)) {
      dan.says("first of Dan");
      dan.says("second of Dan");
      cleo.sees("second of Dan");
      cleo.page().locator(".message .who", named("Dan")).first().click();
      cleo.dialog().getByText("Mute for myself").click();
      cleo.page().keyboard().press("Escape");

      assertThat(cleo.messageTexts().getByText("of Dan")).hasCount(0);
      assertThat(cleo.page().locator(".muted")).containsText("2 messages of people you muted");
      cleo.page().locator(".muted button").click();
      cleo.sees("first of Dan");
      cleo.page().reload();
      assertThat(cleo.page().locator(".muted")).isVisible();
      cleo.opensSettings();
      cleo.dialog().getByText("Unmute").click();
      cleo.sees("second of Dan");
    }
  }

  @Test
  void memberDownloadsWhatItHasSaid() throws Exception {
    try (PageDriver flo = STAGE.signIn("Flo", Screen.ENGLISH)) {
      flo.says("words to take along");
      flo.hasSentEverything();
      flo.page().locator("#profile-open").click();
      Download download =
          flo.page()
              .waitForDownload(() -> flo.dialog().getByText("Download what I have said").click());
      assertThat(download.suggestedFilename()).isEqualTo("messages.json");
      assertThat(Files.readString(download.path())).contains("words to take along");

      flo.page().context().clearCookies();
      flo.dialog().getByText("Download what I have said").click();
      assertThat(flo.dialog().getByRole(AriaRole.ALERT)).containsText("Your sign-in has expired");
    }
  }

  @Test
  void onlyTheOwnerCanRemoveMembers() throws Exception {
    try (PageDriver owner = STAGE.signIn("Olga", PHONE);
        PageDriver eve = STAGE.signIn("Eve", Screen.ENGLISH)) {
      eve.page().locator(".member", named("Olga")).click();
      assertThat(eve.dialog()).containsText("Here now");
      assertThat(eve.page().locator(".owner")).hasCount(0);
      eve.page().keyboard().press("Escape");
      owner.page().navigate("/owner");
      owner.page().locator("#key").fill(STAGE.ownerKey());
      owner.page().locator("button.primary").click();
      assertThat(owner.page().locator(".persons")).isVisible();
      owner.page().navigate("/rooms/lobby");
      owner.seesConnection("open");

      owner.opensPeople();
      owner.page().locator(".member", named("Eve")).click();
      owner.screenshot("owner-profile-en-390-light");
      assertThat(owner.dialog()).not().containsText("Close the room");
      owner.page().getByRole(AriaRole.BUTTON, exactly("Ban")).click();
      assertThat(owner.dialog()).containsText("Ban Eve?");
      owner.page().getByRole(AriaRole.BUTTON, exactly("No")).click();
      owner.page().getByRole(AriaRole.BUTTON, exactly("Delete all messages")).click();
      assertThat(owner.dialog()).containsText("Delete all messages of Eve, in all rooms?");
      owner.page().getByRole(AriaRole.BUTTON, exactly("No")).click();
      owner.page().getByRole(AriaRole.BUTTON, exactly("Remove")).click();
      assertThat(owner.dialog()).containsText("Done.");
      assertThat(eve.page().locator("#why")).isVisible();
      eve.seesConnection("stopped");
    }
  }

  @Test
  void onlyTheOwnerDeletesMessagesOfOthers() throws Exception {
    try (PageDriver owner = STAGE.signIn("Oleg", Screen.ENGLISH);
        PageDriver ivy = STAGE.signIn("Ivy", Screen.ENGLISH)) {
      ivy.says("an advertisement");
      owner.says("a question");
      ivy.sees("a question");
      ivy.message("a question").hover();
      assertThat(ivy.page().getByRole(AriaRole.BUTTON, exactly("Reply"))).isVisible();
      assertThat(ivy.page().getByRole(AriaRole.BUTTON, exactly("Delete for everybody")))
          .hasCount(0);
      owner.page().navigate("/owner");
      owner.page().locator("#key").fill(STAGE.ownerKey());
      owner.page().locator("button.primary").click();
      assertThat(owner.page().locator(".persons")).isVisible();
      owner.page().navigate("/rooms/lobby");
      owner.sees("an advertisement");

      owner.message("an advertisement").hover();
      owner.page().getByRole(AriaRole.BUTTON, exactly("Delete for everybody")).click();
      assertThat(owner.page().locator(".question")).hasText("Delete this for everybody?");
      owner.page().getByRole(AriaRole.BUTTON, exactly("Delete for everybody")).click();

      assertThat(owner.page().locator("#notice")).hasText("Done.");
      assertThat(ivy.message("an advertisement")).hasCount(0);
      assertThat(owner.message("an advertisement")).hasCount(0);
      assertThat(ivy.message("a question")).isVisible();
    }
  }

  @Test
  void roomsAreOpenedListedAndForgotten() {
    try (PageDriver fay = STAGE.signIn("Fay", PHONE)) {
      fay.opensRoomByName("花园");
      assertThat(fay.page().locator("h1")).hasText("花园");
      fay.says("first here");
      fay.hasSentEverything();
      fay.opensRoomByName("lobby");
      fay.opensRooms();
      assertThat(fay.page().locator(".room-name")).hasText(new String[] {"花园", "lobby"});
      fay.screenshot("rooms-en-390-light");

      fay.page().locator("#room-new").click();
      fay.page().getByLabel("Name of a room").fill("not/a/room");
      fay.page().keyboard().press("Enter");
      assertThat(fay.dialog().getByRole(AriaRole.ALERT)).containsText("letters, digits");
      fay.page().keyboard().press("Escape");
      fay.page().getByLabel("Forget 花园").click();
      assertThat(fay.page().locator(".room-name")).hasText("lobby");
    }
  }

  @Test
  void unreadMessagesOfOtherRoomsAreCounted() {
    try (PageDriver pia = STAGE.signIn("Pia", PHONE);
        PageDriver quin = STAGE.signIn("Quin", Screen.ENGLISH)) {
      pia.opensRoomByName("counted");
      pia.says("read by Pia");
      pia.hasSentEverything();
      pia.opensRoomByName("lobby");
      quin.opensRoomByName("counted");
      quin.says("one");
      quin.says("two");
      quin.hasSentEverything();
      pia.opensRooms();

      assertThat(pia.page().locator(".my-rooms .badge:visible")).hasText("2");
      assertThat(pia.page().locator("#elsewhere")).hasText("2");
      pia.screenshot("rooms-unread-en-390-light");
    }
  }

  @Test
  void aMentionNotifiesWithoutFocusOnly() {
    try (PageDriver gus = STAGE.openSignIn(Screen.ENGLISH);
        PageDriver hana = STAGE.signIn("Hana", Screen.ENGLISH)) {
      gus.recordsNotifications();
      gus.signIn("Gus");
      gus.setFocused(false);
      hana.says("@Gus before it was allowed");
      gus.sees("@Gus before it was allowed");
      gus.opensSettings();
      gus.dialog().getByText("Allow notifications in this browser").click();
      gus.page().keyboard().press("Escape");
      hana.says("not for anybody");
      hana.says("and you, @gus?");
      gus.page().waitForFunction("() => called.length > 0");
      gus.setFocused(true);
      hana.says("@Gus now you look");
      gus.sees("@Gus now you look");

      assertThat(gus.page().evaluate("called.join('|')")).isEqualTo("Hana · lobby: and you, @gus?");
    }
  }

  @Test
  void thePageOpensOfflineAndSendsPendingMessages() {
    try (PageDriver ida = STAGE.signIn("Ida", PHONE)) {
      ida.says("known before");
      ida.hasSentEverything();
      ida.hasCached("/rooms/lobby");
      ida.setOnline(false);
      ida.page().reload();
      ida.seesConnection("offline");
      ida.sees("known before");
      ida.says("written offline");
      ida.screenshot("opened-offline-en-390-light");
      ida.setOnline(true);
      ida.hasSentEverything();
      ida.seesConnection("open");
      ida.seesLast("known before", "written offline");

      ida.opensRooms();
      ida.page().locator("#logout button[type=submit]").click();
      assertThat(ida.page().locator("#nickname")).isVisible();
      assertThat((String) ida.page().evaluate("Object.keys(localStorage).join()"))
          .doesNotContain("mine/", "draft/", "waiting/");
      ida.setOnline(false);
      assertThat(opens(ida.page(), "/rooms/lobby")).isFalse();
    }
  }

  @Test
  void whatAnotherAppSharesIsInTheComposerAndNotSent() {
    try (PageDriver sam = STAGE.signIn("Sam", PHONE)) {
      sam.opensRoom("shared-into");
      sam.hasCached("/rooms/shared-into");
      sam.page()
          .evaluate(
              """
              () => {
                const data = new DataTransfer();
                data.items.add(new File(['words'], '笔记.txt', {type: 'text/plain'}));
                const form = document.createElement('form');
                Object.assign(form, {method: 'post', action: '/share', enctype: 'multipart/form-data'});
                form.innerHTML = '<input name="text" value="look at this"><input name="files" type="file">';
                form.lastChild.files = data.files;
                document.body.append(form);
                form.submit();
              }\
              """);

      assertThat(sam.page().locator("#attachments li")).containsText("笔记.txt");
      assertThat(sam.input()).hasValue("look at this");
      assertThat(sam.page().locator("h1")).hasText("shared-into");
      assertThat(sam.messageTexts()).hasCount(0);
      sam.page().reload();
      sam.seesConnection("open");
      assertThat(sam.page().locator("#attachments li")).hasCount(1);
    }
  }

  @Test
  void chosenColoursAndLanguageAreInTheFirstResponse() {
    try (PageDriver jo = STAGE.signIn("Jo", PHONE)) {
      jo.opensSettings();
      jo.dialog().getByLabel("Dark").check();
      assertThat(jo.page().locator("html")).hasAttribute("data-colours", "dark");
      jo.screenshot("settings-en-390-dark");
      jo.dialog().getByLabel("中文").click();
      assertThat(jo.page().locator("html")).hasAttribute("lang", "zh-CN");
      jo.seesConnection("open");

      assertThat(jo.page().locator(".send")).hasText("发送");
      String first = (String) jo.page().evaluate("fetch(location).then((answer) => answer.text())");
      assertThat(first).contains("lang=\"zh-CN\" data-colours=\"dark\"");
    }
  }

  @Test
  void aQuestionMarkListsTheKeysOutsideTextFields() {
    try (PageDriver kim = STAGE.signIn("Kim", Screen.ENGLISH)) {
      kim.page().locator("#log").focus();
      kim.page().keyboard().press("?");
      assertThat(kim.dialog()).containsText("Show these keys");
      kim.page().keyboard().press("Escape");
      kim.input().focus();
      kim.page().keyboard().press("?");

      assertThat(kim.input()).hasValue("?");
      assertThat(kim.dialog()).hasCount(0);
    }
  }

  @Test
  void signingOutDeletesThePendingMessagesOfAllRooms() {
    try (PageDriver liv = STAGE.signIn("Liv", PHONE)) {
      Page page = liv.page();
      page.context().routeWebSocket(Pattern.compile("/chat/"), WebSocketRoute::close);
      page.reload();
      liv.says("waits in the lobby");
      page.navigate("/rooms/elsewhere");
      liv.says("waits elsewhere");
      assertThat(page.locator(".pending")).hasCount(1);
      var asked = new AtomicReference<String>();
      page.onDialog(question -> {
        asked.set(question.message());
        question.accept();
      });
      liv.opensRooms();
      page.locator("#logout button[type=submit]").click();

      assertThat(page.locator("#nickname")).isVisible();
      assertThat(asked.get()).startsWith("2 of your messages");
      assertThat((String) page.evaluate("Object.keys(localStorage).join()"))
          .doesNotContain("waiting/");
    }
  }

  @Test
  void anotherNameInAnotherTabKeepsPendingMessages() {
    try (PageDriver max = STAGE.signIn("Max", PHONE)) {
      Page page = max.page();
      page.context().routeWebSocket(Pattern.compile("/chat/elsewhere"), WebSocketRoute::close);
      page.navigate("/rooms/elsewhere");
      max.says("waits elsewhere");
      assertThat(page.locator(".pending")).hasCount(1);
      page.navigate("/rooms/lobby");
      max.seesConnection("open");
      max.input().fill("not sent yet");
      Page other = page.context().newPage();
      other.navigate("/");
      other.locator("#nickname").fill("Maxine");
      other.locator("button.primary").click();
      max.seesConnection("stopped");

      assertThat((String) page.evaluate("Object.entries(localStorage).join()"))
          .contains("waits elsewhere", "not sent yet");
    }
  }

  /** Whether the browser can open an address. */
  private static boolean opens(Page page, String address) {
    try {
      page.navigate(address);
      return true;
    } catch (PlaywrightException nothing) {
      return false;
    }
  }

  private static Page.LocatorOptions named(String name) {
    return new Page.LocatorOptions().setHasText(name);
  }

  private static Page.GetByRoleOptions exactly(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }
}

package chat.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.regex.Pattern;

/**
 * Somebody who goes through the pages at one screen, and finds everything as who cannot see it
 * does: by what it is, and by what it is called in their language.
 */
final class Walker implements AutoCloseable {
  private final Person person;
  private final Screen screen;
  private final Words words;

  /** Somebody at a page, at a screen. */
  Walker(Person person, Screen screen) {
    this.person = person;
    this.screen = screen;
    words = Words.of(screen);
    // What is still moving is half transparent for that moment.
    page().emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
  }

  Person person() {
    return person;
  }

  Page page() {
    return person.page();
  }

  Words words() {
    return words;
  }

  void signsIn(String nickname) {
    named(AriaRole.TEXTBOX, "signin.nickname").fill(nickname);
    does("signin.enter");
    person.seesConnection("open");
  }

  /** What has a role, and the words of a key as its name; a number may stand behind them. */
  Locator named(AriaRole role, String key) {
    // Escaped by hand: a browser has no other way to quote.
    String called = words.the(key).replaceAll("[.?*+()]", "\\\\$0");
    Pattern name = Pattern.compile("^" + called + "\\s*\\d*$");
    return page().getByRole(role, new Page.GetByRoleOptions().setName(name));
  }

  Locator button(String key) {
    return named(AriaRole.BUTTON, key);
  }

  /** Presses a button, with a finger or with the mouse. */
  void does(String key) {
    touches(button(key));
  }

  void touches(Locator target) {
    if (screen.isPhone()) {
      target.tap();
    } else {
      target.click();
    }
  }

  /** Brings up what can be done at a message. */
  void turnsTo(String message) {
    Locator text = person.placed(message).locator(".text");
    if (screen.isPhone()) {
      text.tap();
    } else {
      text.hover();
    }
    assertThat(named(AriaRole.TOOLBAR, "live.actions")).isVisible();
  }

  void says(String text) {
    named(AriaRole.TEXTBOX, "room.text").fill(text);
    does("room.send");
  }

  /** Opens the settings, which on a phone lie behind the list of people. */
  void opensSettings() {
    opensPeople();
    does("room.settings");
    seesTitle("live.settings");
  }

  /** On a phone the list of people has to be asked for. */
  void opensPeople() {
    if (screen.isPhone() && !button("room.people.hide").isVisible()) {
      does("room.people.show");
    }
  }

  /** Waits for a dialog with a title. */
  void seesTitle(String key) {
    assertThat(person.dialog().getByRole(AriaRole.HEADING).first()).hasText(words.the(key));
  }

  /** Waits for words of the page. */
  void sees(String key) {
    seesText(words.the(key));
  }

  /** Waits for words with a value in their hole. */
  void sees(String key, String hole, Object value) {
    seesText(words.the(key, hole, value));
  }

  /** The words of a key for a count; Chinese has no singular. */
  String counted(String key, int count) {
    boolean one = count == 1 && words.has(key + ".one");
    return words.the(key + (one ? ".one" : ".other"), "count", count);
  }

  private void seesText(String text) {
    assertThat(page().getByText(text, new Page.GetByTextOptions().setExact(true)).first())
        .isVisible();
  }

  void closesDialogs() {
    page().keyboard().press("Escape");
    assertThat(person.dialog()).hasCount(0);
  }

  /** Looks closely at a state of the page, and keeps a picture of it. */
  void looksAt(String state) {
    person.picture(state + '-' + screen);
    Sight.isFine(person, screen, state);
  }

  @Override
  public void close() {
    person.close();
  }
}

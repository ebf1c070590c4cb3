package chat.app.testing;

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
public final class RolePageDriver implements AutoCloseable {
  private final PageDriver driver;
  private final Screen screen;
  private final PageTexts texts;

  /** Somebody at a page, at a screen. */
  public RolePageDriver(PageDriver person, Screen screen) {
    this.driver = person;
    this.screen = screen;
    texts = PageTexts.of(screen);
    // What is still moving is half transparent for that moment.
    page().emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
  }

  public PageDriver driver() {
    return driver;
  }

  public Page page() {
    return driver.page();
  }

  public PageTexts texts() {
    return texts;
  }

  public void signsIn(String nickname) {
    byRole(AriaRole.TEXTBOX, "signin.nickname").fill(nickname);
    clicks("signin.enter");
    driver.seesConnection("open");
  }

  /** What has a role, and the words of a key as its name; a number may stand behind them. */
  public Locator byRole(AriaRole role, String key) {
    // Escaped by hand: a browser has no other way to quote.
    String called = texts.text(key).replaceAll("[.?*+()]", "\\\\$0");
    Pattern name = Pattern.compile("^" + called + "\\s*\\d*$");
    return page().getByRole(role, new Page.GetByRoleOptions().setName(name));
  }

  public Locator button(String key) {
    return byRole(AriaRole.BUTTON, key);
  }

  /** Presses a button, with a finger or with the mouse. */
  public void clicks(String key) {
    taps(button(key));
  }

  public void taps(Locator target) {
    if (screen.isPhone()) {
      target.tap();
    } else {
      target.click();
    }
  }

  /** Brings up what can be done at a message. */
  public void selectsMessage(String message) {
    Locator text = driver.numberedMessage(message).locator(".text");
    if (screen.isPhone()) {
      text.tap();
    } else {
      text.hover();
    }
    assertThat(byRole(AriaRole.TOOLBAR, "live.actions")).isVisible();
  }

  public void says(String text) {
    byRole(AriaRole.TEXTBOX, "room.text").fill(text);
    clicks("room.send");
  }

  /** Opens the settings, which on a phone lie behind the list of people. */
  public void opensSettings() {
    opensPeople();
    clicks("room.settings");
    seesTitle("live.settings");
  }

  /** On a phone the list of people has to be asked for. */
  public void opensPeople() {
    if (screen.isPhone() && !button("room.people.hide").isVisible()) {
      clicks("room.people.show");
    }
  }

  /** Waits for a dialog with a title. */
  public void seesTitle(String key) {
    assertThat(driver.dialog().getByRole(AriaRole.HEADING).first()).hasText(texts.text(key));
  }

  /** Waits for words of the page. */
  public void sees(String key) {
    seesText(texts.text(key));
  }

  /** Waits for words with a value in their hole. */
  public void sees(String key, String hole, Object value) {
    seesText(texts.text(key, hole, value));
  }

  /** The words of a key for a count; Chinese has no singular. */
  public String countText(String key, int count) {
    boolean one = count == 1 && texts.has(key + ".one");
    return texts.text(key + (one ? ".one" : ".other"), "count", count);
  }

  private void seesText(String text) {
    assertThat(page().getByText(text, new Page.GetByTextOptions().setExact(true)).first())
        .isVisible();
  }

  public void closesDialogs() {
    page().keyboard().press("Escape");
    assertThat(driver.dialog()).hasCount(0);
  }

  /** Looks closely at a state of the page, and keeps a picture of it. */
  public void audits(String state) {
    driver.screenshot(state + '-' + screen);
    PageAudit.assertAccessible(driver, screen, state);
  }

  @Override
  public void close() {
    driver.close();
  }
}

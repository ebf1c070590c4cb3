package chat.app.testing;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.regex.Pattern;

/**
 * A page driver that finds elements as a screen reader does: by role, and by name in the language
 * of the screen.
 */
public final class RolePageDriver implements AutoCloseable {
  private final PageDriver driver;
  private final Screen screen;
  private final PageTexts texts;

  /** Drives a page at a screen. */
  public RolePageDriver(PageDriver person, Screen screen) {
    this.driver = person;
    this.screen = screen;
    texts = PageTexts.of(screen);
    // Elements are half transparent while they move, and would fail the audit of contrast.
    page().emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
  }

  public PageDriver driver() {
    return driver;
  }

  public Page page() {
    return driver.page();
  }

  public Screen screen() {
    return screen;
  }

  public PageTexts texts() {
    return texts;
  }

  public void signsIn(String nickname) {
    byRole(AriaRole.TEXTBOX, "signin.nickname").fill(nickname);
    clicks("signin.enter");
    driver.seesConnection("open");
  }

  /** Finds an element by its role and by the text of a key as its name; a number may follow. */
  public Locator byRole(AriaRole role, String key) {
    // Escaped by hand, because JavaScript has no \\Q.
    String called = texts.text(key).replaceAll("[.?*+()]", "\\\\$0");
    Pattern name = Pattern.compile("^" + called + "\\s*\\d*$");
    return page().getByRole(role, new Page.GetByRoleOptions().setName(name));
  }

  public Locator button(String key) {
    return byRole(AriaRole.BUTTON, key);
  }

  /** Clicks or taps a button. */
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

  /** Opens the actions of a message. */
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

  /** Opens the settings; on a phone their button is below the list of rooms. */
  public void opensSettings() {
    opensRooms();
    clicks("room.settings");
    seesTitle("live.settings");
  }

  /** Shows the list of rooms, which is hidden on a phone. */
  public void opensRooms() {
    if (screen.isPhone() && !button("room.people.hide").isVisible()) {
      // Its name says also what is unread elsewhere.
      taps(page().locator("#rooms-open"));
    }
  }

  /** Shows the list of people, which is hidden on a phone, and where somebody has hidden it. */
  public void opensPeople() {
    if (!button("room.people.hide").isVisible()) {
      clicks("room.people.show");
    }
  }

  /** Waits for a dialog with a title. */
  public void seesTitle(String key) {
    assertThat(driver.dialog().getByRole(AriaRole.HEADING).first()).hasText(texts.text(key));
  }

  /** Waits for a text of the page. */
  public void sees(String key) {
    seesText(texts.text(key));
  }

  /** Waits for a text with a value in its placeholder. */
  public void sees(String key, String hole, Object value) {
    seesText(texts.text(key, hole, value));
  }

  /** The text of a key for a count; Chinese has no singular. */
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

  /** Audits a state of the page in light and dark colours, and takes a screenshot of each. */
  public void audits(String state) {
    Screen dark = screen.dark();
    emulate(dark);
    driver.screenshot(state + '-' + dark);
    PageAudit.assertContrast(driver, dark, state + ", dark");
    emulate(screen);
    driver.screenshot(state + '-' + screen);
    PageAudit.assertAccessible(driver, screen, state);
  }

  private void emulate(Screen shown) {
    page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(shown.colours()));
  }

  @Override
  public void close() {
    driver.close();
  }
}

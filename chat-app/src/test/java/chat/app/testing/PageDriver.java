package chat.app.testing;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Drives the page in a browser context: acts and reads as a user does. */
public final class PageDriver implements AutoCloseable {
  private static final Path SOURCE = Path.of("../chat-web/src/main/page");
  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  private final BrowserContext context;
  private final Page page;
  private final List<String> errors = new ArrayList<>();

  /** Opens the base address of the context. */
  PageDriver(BrowserContext context) {
    this(context, "/");
  }

  private PageDriver(BrowserContext context, String address) {
    this.context = context;
    page = context.newPage();
    page.onPageError(errors::add);
    page.onConsoleMessage(message -> {
      if (message.text().contains("Content Security Policy")) {
        errors.add(message.text());
      }
    });
    page.navigate(address);
  }

  public Page page() {
    return page;
  }

  public void signIn(String nickname) {
    page.locator("#nickname").fill(nickname);
    page.locator("button.primary").click();
    seesConnection("open");
  }

  /** Opens a room by its address. */
  public void opensRoom(String room) {
    page.navigate("/rooms/" + room);
    seesConnection("open");
  }

  /** Opens a room by its name, from the list of rooms. */
  public void opensRoomByName(String room) {
    opensRooms();
    page.locator("#room-new").click();
    page.locator(".opening input").fill(room);
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText(room);
    seesConnection("open");
  }

  /** Shows the list of people, where it is hidden. */
  public void opensPeople() {
    opensPanel("people");
  }

  /** Shows the list of rooms, where it is hidden. */
  public void opensRooms() {
    opensPanel("rooms");
  }

  private void opensPanel(String panel) {
    Locator opener = page.locator("#" + panel + "-open");
    if (opener.isVisible() && "false".equals(opener.getAttribute("aria-expanded"))) {
      opener.click();
      assertThat(page.locator("#" + panel + "-close")).isFocused();
    }
  }

  /** Opens the settings; their button is below the list of rooms. */
  public void opensSettings() {
    opensRooms();
    opens("settings");
  }

  /** Opens a dialog by its button. */
  public void opens(String dialog) {
    page.locator("#" + dialog + "-open").click();
    assertThat(dialog()).isVisible();
  }

  /** The open dialog. */
  public Locator dialog() {
    return page.locator("dialog");
  }

  /** Opens the same page as the same member in another browser context. */
  public PageDriver inAnotherBrowser() {
    var signedIn = new Browser.NewContextOptions().setStorageState(context.storageState());
    BrowserContext other = context.browser().newContext(signedIn.setLocale("en-GB"));
    var person = new PageDriver(other, page.url());
    person.seesConnection("open");
    return person;
  }

  /** Signs out in another tab. */
  public void signsOutElsewhere() {
    try (Page other = context.newPage()) {
      other.navigate("/rooms/lobby");
      other.locator("#logout").evaluate("(form) => form.requestSubmit()");
      other.waitForURL("**/");
    }
  }

  public void says(String text) {
    input().fill(text);
    input().press("Enter");
  }

  public Locator input() {
    return page.locator("#text");
  }

  /** The elements of the texts of messages. */
  public Locator messageTexts() {
    return page.locator("#log .message .text");
  }

  /** The element of the first message with a text. */
  public Locator message(String text) {
    Locator words = page.getByText(text, new Page.GetByTextOptions().setExact(true));
    return page.locator("#log .message", new Page.LocatorOptions().setHas(words)).first();
  }

  /** The same, once the message has a sequence number: actions need it. */
  public Locator numberedMessage(String text) {
    return message(text).and(page.locator("[data-seq]"));
  }

  /** The texts of the messages that are shown. */
  public List<String> shownTexts() {
    return messageTexts().allTextContents();
  }

  /** The notes between the messages, such as joins and absences. */
  public Locator notes() {
    return page.locator("#log .note");
  }

  public Locator people() {
    return page.locator("#members li bdi");
  }

  /**
   * Evaluates a script that imports source modules of the page from /source/; the page itself loads
   * a bundle.
   */
  public Object evaluateWithSource(String script) {
    String modules = "**/source/**/*.js";
    page.route(
        modules,
        route -> {
          String address = route.request().url();
          Path module = SOURCE.resolve(address.split("/source/", 2)[1]);
          route.fulfill(new Route.FulfillOptions().setPath(module));
        });
    try {
      return page.evaluate(script);
    } finally {
      page.unroute(modules);
    }
  }

  /** Waits until a message is shown. */
  public void sees(String text) {
    assertThat(messageTexts().getByText(text, new Locator.GetByTextOptions().setExact(true)))
        .isVisible();
  }

  /** Waits until these are the last messages, in this order. */
  public void seesLast(String... texts) {
    page.waitForFunction(
        """
        (last) => {
          const texts = [...document.querySelectorAll('#log .message .text')].map((text) => text.textContent);
          return JSON.stringify(texts.slice(-last.length)) === JSON.stringify(last);
        }\
        """,
        List.of(texts));
  }

  /** Waits until the page can be opened offline. */
  public void hasCached(String address) {
    // Not waitForFunction, because for that a promise is truthy.
    String kept =
        """
        async (address) => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated'
          && (await caches.match(address, { ignoreVary: true })) !== undefined\
        """;
    page.waitForCondition(() -> (Boolean) page.evaluate(kept, address));
  }

  /** Waits until the connection is in a state. */
  public void seesConnection(String state) {
    assertThat(page.locator("#state")).hasAttribute("data-state", state);
  }

  /** Waits until no message is pending. */
  public void hasSentEverything() {
    assertThat(page.locator(".pending")).hasCount(0);
  }

  public void setOnline(boolean online) {
    context.setOffline(!online);
  }

  /** Grants notifications; the next page records them in {@code called} and shows none. */
  public void recordsNotifications() {
    context.grantPermissions(List.of("notifications"));
    page.addInitScript(
        """
        window.called = [];
        ServiceWorkerRegistration.prototype.showNotification = (title, { body }) => called.push(`${title}: ${body}`);
        Notification = class { static permission = 'default';
          static requestPermission = async () => (Notification.permission = 'granted');
          constructor(title, { body }) { called.push(`${title}: ${body}`); } };\
        """);
  }

  /** Sets whether the page has the focus; a headless browser always reports that it has. */
  public void setFocused(boolean looked) {
    page.evaluate(
        """
        (looked) => {
          navigator.setAppBadge = async (count) => (window.appBadge = count);
          navigator.clearAppBadge = async () => (window.appBadge = 0);
          document.hasFocus = () => looked;
          dispatchEvent(new Event(looked ? 'focus' : 'blur'));
        }\
        """,
        looked);
  }

  /** Sends numbered messages to a room without pauses; returns after the last one. */
  public void saysNumberedLines(String room, int lines) {
    page.evaluate(
        """
        ([room, lines]) => new Promise((done) => {
          const socket = new WebSocket(`ws://${location.host}/chat/${room}`);
          socket.onopen = () => {
            for (let line = 1; line <= lines; line++) {
              socket.send(`line ${line}`);
            }
          };
          socket.onmessage = ({ data }) => data.endsWith(`:line ${lines}`) && (socket.close(), done());
        })\
        """,
        List.of(room, lines));
  }

  /** Takes a screenshot. */
  public void screenshot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(SCREENSHOTS.resolve(name + ".png"))
            .setAnimations(ScreenshotAnimations.DISABLED));
  }

  /** Closes the context. Fails if a script has failed or violated the content security policy. */
  @Override
  public void close() {
    context.close();
    assertThat(errors).isEmpty();
  }
}

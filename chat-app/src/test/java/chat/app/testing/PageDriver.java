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

/** Somebody at the page, who does and sees what people do and see. */
public final class PageDriver implements AutoCloseable {
  private static final Path SOURCE = Path.of("../chat-web/src/main/page");
  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  private final BrowserContext context;
  private final Page page;
  private final List<String> errors = new ArrayList<>();

  /** Goes to the address that the context begins with. */
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

  /** Goes to a room. */
  public void opensRoom(String room) {
    page.navigate("/rooms/" + room);
    seesConnection("open");
  }

  /** Goes to a room by its name, as people do. */
  public void opensRoomByName(String room) {
    page.locator("#rooms-open").click();
    page.locator(".opening input").fill(room);
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText(room);
    seesConnection("open");
  }

  /** Shows who is here, where that is not seen anyway. */
  public void opensPeople() {
    Locator opener = page.locator("#people-open");
    if (opener.isVisible() && "false".equals(opener.getAttribute("aria-expanded"))) {
      opener.click();
      assertThat(page.locator("#people-close")).isFocused();
    }
  }

  /** Opens one of the dialogs that are asked for beside the list of who is here. */
  public void opens(String dialog) {
    opensPeople();
    page.locator("#" + dialog + "-open").click();
    assertThat(dialog()).isVisible();
  }

  /** The dialog that is open. */
  public Locator dialog() {
    return page.locator("dialog");
  }

  /** The same person at another browser, at the same page. */
  public PageDriver inAnotherBrowser() {
    var signedIn = new Browser.NewContextOptions().setStorageState(context.storageState());
    BrowserContext other = context.browser().newContext(signedIn.setLocale("en-GB"));
    var person = new PageDriver(other, page.url());
    person.seesConnection("open");
    return person;
  }

  /** Signs out at another tab. */
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

  /** The texts of the messages, as elements. */
  public Locator messageTexts() {
    return page.locator("#log .message .text");
  }

  /** The line of the first message with a text. */
  public Locator message(String text) {
    Locator words = page.getByText(text, new Page.GetByTextOptions().setExact(true));
    return page.locator("#log .message", new Page.LocatorOptions().setHas(words)).first();
  }

  /** The same once it has its place in the room: before, there is nothing to act on. */
  public Locator numberedMessage(String text) {
    return message(text).and(page.locator("[data-seq]"));
  }

  /** The texts of the messages that are shown now. */
  public List<String> shownTexts() {
    return messageTexts().allTextContents();
  }

  /** The page's own lines between the messages. */
  public Locator notes() {
    return page.locator("#log .note");
  }

  public Locator people() {
    return page.locator("#members li bdi");
  }

  /**
   * What a script comes to that imports the page's modules as they were written, from /source/. The
   * page itself has them in one file.
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

  /** Waits until a message is there. */
  public void sees(String text) {
    assertThat(messageTexts().getByText(text, new Locator.GetByTextOptions().setExact(true)))
        .isVisible();
  }

  /** Waits until exactly these are the last messages. */
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
    // Not waitForFunction: to that a promise is as good as its value.
    String kept =
        """
        async (address) => navigator.serviceWorker.controller !== null
          && (await caches.match(address, { ignoreVary: true })) !== undefined\
        """;
    page.waitForCondition(() -> (Boolean) page.evaluate(kept, address));
  }

  /** Waits until the connection is in a state. */
  public void seesConnection(String state) {
    assertThat(page.locator("#state")).hasAttribute("data-state", state);
  }

  /** Waits until nothing that was written waits any more. */
  public void hasSentEverything() {
    assertThat(page.locator(".pending")).hasCount(0);
  }

  public void setOnline(boolean online) {
    context.setOffline(!online);
  }

  /** Lets the next page call by notifications; they are noted in {@code called}, and not shown. */
  public void recordsNotifications() {
    context.grantPermissions(List.of("notifications"));
    page.addInitScript(
        """
        window.called = [];
        ServiceWorkerRegistration.prototype.showNotification = (title, { body }) => called.push(`${title}: ${body}`);
        Notification = class { static permission = 'granted'; static requestPermission = async () => 'granted';
          constructor(title, { body }) { called.push(`${title}: ${body}`); } };\
        """);
  }

  /** Looks at the page, or not: a browser without a window always says that somebody does. */
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

  /** Says numbered lines in a room, as fast as the server takes them, and returns with the last. */
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

  /** Keeps what is seen now, for people to look at. */
  public void screenshot(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(SCREENSHOTS.resolve(name + ".png"))
            .setAnimations(ScreenshotAnimations.DISABLED));
  }

  /**
   * Leaves without a word. No script may have failed, and none of ours may have met the content
   * policy.
   */
  @Override
  public void close() {
    context.close();
    assertThat(errors).isEmpty();
  }
}

package chat.app.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/** A real browser without a window, and people at it: each has cookies and storage of its own. */
final class Chromium implements AutoCloseable {
  private static final double LIMIT_MS = 30_000;

  /**
   * The popups of the address bar, which each new window loads: a second of processor for a window
   * that nobody sees.
   */
  private static final List<String> UNSEEN_FEATURES =
      List.of("WebUIOmniboxPopup", "WebUIOmniboxAimPopup");

  /** The features that Playwright disables; of several lists Chromium takes the last one only. */
  private static final List<String> PLAYWRIGHTS_DISABLED_FEATURES =
      List.of(
          "AvoidUnnecessaryBeforeUnloadCheckSync",
          "BoundaryEventDispatchTracksNodeRemoval",
          "DestroyProfileOnBrowserClose",
          "DialMediaRouteProvider",
          "GlobalMediaControls",
          "HttpsUpgrades",
          "LensOverlay",
          "MediaRouter",
          "PaintHolding",
          "ThirdPartyStoragePartitioning",
          "BlockOriginHeaderModificationOnRedirect",
          "Translate",
          "AutoDeElevate",
          "OptimizationHints");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright) {
    this.playwright = playwright;
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(System.getProperty("chat.chromium")))
                    .setArgs(
                        List.of(
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--disable-features=" + String.join(",", disabledFeatures()))));
  }

  private static List<String> disabledFeatures() {
    return Stream.of(PLAYWRIGHTS_DISABLED_FEATURES, UNSEEN_FEATURES).flatMap(List::stream).toList();
  }

  /**
   * The browser of all test classes that this JVM runs, started for the first of them: Playwright
   * unpacks 190 MB for each start.
   */
  static Chromium shared(ExtensionContext context) {
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(Chromium.class))
        .computeIfAbsent(Chromium.class, type -> start(), Chromium.class);
  }

  private static Chromium start() {
    PlaywrightAssertions.setDefaultAssertionTimeout(LIMIT_MS);
    var options = new Playwright.CreateOptions();
    return new Chromium(
        Playwright.create(options.setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))));
  }

  /** Opens the sign-in page in a new context. */
  PageDriver open(URI chat, Screen screen) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setBaseURL(chat.toString())
                .setLocale(screen.language())
                .setTimezoneId("Asia/Shanghai")
                .setViewportSize(screen.width(), screen.height())
                .setIsMobile(screen.touch())
                .setHasTouch(screen.touch())
                .setColorScheme(screen.colours()));
    context.setDefaultTimeout(LIMIT_MS);
    return new PageDriver(context);
  }

  /** Signs in and opens the lobby in a new context. */
  PageDriver open(URI chat, Screen screen, String nickname) {
    PageDriver person = open(chat, screen);
    person.signIn(nickname);
    return person;
  }

  /**
   * Ends what a test class left open: its pages would go on connecting to a server that is gone.
   */
  void closeContexts() {
    browser.contexts().forEach(BrowserContext::close);
  }

  @Override
  public void close() {
    playwright.close();
  }
}

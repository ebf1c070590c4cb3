package chat.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.BrowserExtension;
import chat.app.testing.PageDriver;
import chat.app.testing.Screen;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The part of the page that is loaded once it is connected fails to load. */
class LazyPartsIT {
  private static final Pattern LAZY = Pattern.compile("/lazy\\.js(\\?.*)?$");
  private static final String FAILED =
      "This part of the page could not be loaded. Please try again; if it stays so, reload the page.";

  /** The worker would load it in place of the page, where no route is asked. */
  private static final String WITHOUT_WORKER =
      "navigator.serviceWorker.register = () => Promise.reject(new Error('no worker'))";

  @RegisterExtension static final BrowserExtension STAGE = BrowserExtension.forEachTest();

  @Test
  void messagesGoOnAndTheNextTryWorks() {
    var attempts = new AtomicInteger();
    try (PageDriver bob = STAGE.signIn("Bob", Screen.ENGLISH);
        PageDriver ann = STAGE.openSignIn(Screen.ENGLISH.phone())) {
      Page page = ann.page();
      page.addInitScript(WITHOUT_WORKER);
      page.route(LAZY, route -> fail(route, attempts.getAndIncrement()));
      ann.signIn("Ann");
      ann.says("hello :wave:");
      bob.sees("hello :wave:");
      bob.says("welcome");
      ann.sees("welcome");
      ann.hasSentEverything();

      saysThatItFailed(page, attempts, () -> ann.message("welcome").locator(".text").tap());
      saysThatItFailed(page, attempts, () -> page.locator("#search-open").tap());
      saysThatItFailed(page, attempts, () -> page.locator("#rooms-open").tap());
      page.goBack();
      assertThat(page.locator("#rooms")).hasClass("rooms-panel");

      page.unroute(LAZY);
      page.locator("#search-open").tap();
      assertThat(page.locator("#search")).isVisible();
      page.goBack();
      assertThat(page.locator("#search")).isHidden();
      // The tap that failed is not made up for later.
      assertThat(page.locator(".actions")).hasCount(0);
      ann.message("welcome").locator(".text").tap();
      assertThat(page.locator(".actions")).isVisible();
    }
  }

  @Test
  void aFileThatCannotBePreparedSaysSoAndTextsGoOn() {
    try (PageDriver ann = STAGE.openSignIn(Screen.ENGLISH.phone())) {
      Page page = ann.page();
      page.addInitScript(WITHOUT_WORKER);
      page.route(Pattern.compile("/upload\\.js$"), Route::abort);
      ann.signIn("Ann");
      page.locator("#attach-files")
          .setInputFiles(new FilePayload("a.txt", "text/plain", "a".getBytes(UTF_8)));
      assertThat(page.locator("#notice"))
          .hasText("Sending files needs the latest page: please reload it");
      ann.says("without it, then");
      ann.hasSentEverything();

      page.unrouteAll();
      page.reload();
      page.locator("#attach-files")
          .setInputFiles(new FilePayload("a.txt", "text/plain", "a".getBytes(UTF_8)));
      assertThat(page.locator("#attachments li")).hasCount(1);
    }
  }

  /** By turns the network is cut, and a proxy answers that the server is away. */
  private static void fail(Route route, int attempt) {
    if (attempt % 2 == 0) {
      route.abort();
    } else {
      route.fulfill(new Route.FulfillOptions().setStatus(503).setBody("away"));
    }
  }

  private static void saysThatItFailed(Page page, AtomicInteger attempts, Runnable act) {
    int before = attempts.get();
    page.evaluate("() => document.querySelector('#notice').replaceChildren()");
    act.run();
    assertThat(page.locator("#notice")).hasText(FAILED);
    assertThat(attempts).hasValueGreaterThan(before);
  }
}

package chat.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.BrowserExtension;
import chat.app.testing.PageDriver;
import chat.app.testing.Screen;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page that was suspended, reloaded or left has the right state when it is used again. */
@Tag("long")
class SuspendedPageIT {
  @RegisterExtension
  static final BrowserExtension STAGE =
      BrowserExtension.forAllTests("--message-rate", "off", "--leave-grace", "0s");

  @Test
  void aReloadABackButtonAndASecondTabEndInTheSameConversation() {
    try (PageDriver lea = STAGE.signIn("Lea", Screen.ENGLISH)) {
      lea.says("before all");
      lea.hasSentEverything();
      lea.page().reload();
      lea.sees("before all");
      lea.opensRoomByName("elsewhere");
      lea.page().goBack();
      lea.seesConnection("open");
      lea.sees("before all");
      Page tab = lea.page().context().newPage();
      tab.navigate("/rooms/lobby");
      lea.says("from the first tab");
      Locator said = tab.locator("#log .message .text").getByText("from the first tab");

      assertThat(said).hasCount(1);
      assertThat(tab.locator("#log .message.mine .text").getByText("before all")).hasCount(1);
    }
  }

  @Test
  void aLaptopThatSleptComesBackAndMissesNothing() {
    try (PageDriver mo = STAGE.signIn("Mo", Screen.ENGLISH);
        PageDriver ned = STAGE.signIn("Ned", Screen.ENGLISH)) {
      AtomicBoolean asleep = canFallAsleep(mo);
      mo.page().clock().install();
      mo.page().reload();
      mo.seesConnection("open");
      mo.says("good night");
      mo.hasSentEverything();
      // The socket is dead though nobody says so, and the timers stand still.
      asleep.set(true);
      ned.says("while Mo slept");
      ned.hasSentEverything();
      mo.page().clock().fastForward("10:00");

      mo.seesLast("good night", "while Mo slept");
      mo.seesConnection("open");
      assertThat(mo.notes().getByText(Pattern.compile("^You were away"))).isVisible();
    }
  }

  /**
   * Chromium does not keep the room's page for the back button, as it must not be stored; a browser
   * that does says so when it shows it again, and has closed its socket.
   */
  @Test
  void aPageThatWasKeptForTheBackButtonMissesNothing() {
    try (PageDriver oda = STAGE.signIn("Oda", Screen.ENGLISH);
        PageDriver pip = STAGE.signIn("Pip", Screen.ENGLISH)) {
      AtomicBoolean kept = canFallAsleep(oda);
      oda.page().reload();
      oda.seesConnection("open");
      oda.says("on to another page");
      oda.hasSentEverything();
      kept.set(true);
      pip.says("while Oda was there");
      pip.hasSentEverything();
      oda.page()
          .evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");

      oda.seesLast("on to another page", "while Oda was there");
      oda.seesConnection("open");
      assertThat(oda.shownTexts()).doesNotHaveDuplicates();
    }
  }

  /**
   * As a browser does with a tab that nobody looks at. Chromium without a window takes every page
   * for looked at and freezes none, so a debugger holds its scripts.
   */
  @Test
  void aPageThatWasFrozenMissesNothing() {
    try (PageDriver quin = STAGE.signIn("Quin", Screen.ENGLISH);
        PageDriver rob = STAGE.signIn("Rob", Screen.ENGLISH)) {
      CDPSession browser = quin.page().context().newCDPSession(quin.page());
      var frozen = new AtomicBoolean();
      browser.on("Debugger.paused", event -> frozen.set(true));
      browser.send("Debugger.enable");
      browser.send("Debugger.pause");
      rob.says("while it was frozen");
      rob.hasSentEverything();
      quin.page().waitForCondition(frozen::get);
      rob.says("and again");
      rob.hasSentEverything();
      browser.send("Debugger.resume");
      browser.detach();

      quin.seesLast("while it was frozen", "and again");
      quin.says("thawed");
      rob.seesLast("while it was frozen", "and again", "thawed");
    }
  }

  /** From its next connection on, the socket of a page can be made to deliver nothing. */
  private static AtomicBoolean canFallAsleep(PageDriver person) {
    var asleep = new AtomicBoolean();
    person
        .page()
        .routeWebSocket(
            Pattern.compile("/chat/"),
            socket -> {
              asleep.set(false);
              WebSocketRoute server = socket.connectToServer();
              server.onMessage(frame -> {
                if (!asleep.get()) {
                  socket.send(frame.text());
                }
              });
            });
    return asleep;
  }
}

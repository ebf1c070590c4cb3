package chat.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.app.testing.BrowserExtension;
import chat.app.testing.PageDriver;
import chat.app.testing.Screen;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The page says why a message is not sent, and until when, and loses none that could go nowhere.
 */
class RestrictedSendingIT {
  @RegisterExtension static final BrowserExtension STAGE = BrowserExtension.forEachTest();

  @Tag("long")
  @Test
  void messagesThatAreTooFastSayWhenTheyGoOut() {
    try (PageDriver ann = STAGE.signIn("Ann", Screen.ENGLISH)) {
      for (int line = 1; line <= 40; line++) {
        ann.says("line " + line);
      }
      assertThat(ann.page().locator(".receipt .clock").first())
          .hasText(Pattern.compile("^Many messages at once: goes out at \\d\\d:\\d\\d:\\d\\d$"));
      assertThat(ann.page().locator(".receipt .clock").last())
          .hasText("Goes out after the one before it");
      assertThat(ann.page().getByText("Goes out once connected")).hasCount(0);
    }
  }

  @Test
  void aMuteRefusesWithItsReasonAndIsNotSentByItself() {
    try (PageDriver ann = STAGE.openSignIn(Screen.ENGLISH)) {
      var said = new AtomicInteger();
      refuseSays(ann, said);
      ann.signIn("Ann");
      ann.says("may I");

      assertThat(ann.page().locator(".failure"))
          .hasText(Pattern.compile("^Not sent: you are muted until .*\\d\\d:\\d\\d:\\d\\d$"));
      assertThat(ann.page().locator("#limit"))
          .hasText(Pattern.compile("^You are muted until .*\\. What you write is not sent\\.$"));
      ann.screenshot("muted-en-1280-light");
      ann.page().reload();
      ann.seesConnection("open");
      assertThat(ann.page().locator(".failed .text")).hasText("may I");
      org.assertj.core.api.Assertions.assertThat(said).hasValue(1);
    }
  }

  /** Answers each message as the server does while its author is muted for a day. */
  private static void refuseSays(PageDriver person, AtomicInteger said) {
    person
        .page()
        .context()
        .routeWebSocket(
            Pattern.compile("/chat/"),
            socket -> {
              var server = socket.connectToServer();
              socket.onMessage(frame -> {
                if (!frame.text().contains("\"type\":\"say\"")) {
                  server.send(frame.text());
                  return;
                }
                said.incrementAndGet();
                String id = frame.text().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
                socket.send(
                    """
                    {"type":"refused","id":"%s","code":"muted","message":"muted","retryAfter":86400000}\
                    """
                        .formatted(id));
              });
            });
  }

  @Test
  void aTextThatCouldGoNowhereStaysInTheBox() {
    try (PageDriver ann = STAGE.signIn("Ann", Screen.ENGLISH)) {
      ann.signsOutElsewhere();
      ann.seesConnection("stopped");
      assertThat(ann.page().locator("#limit")).hasText("You have signed out.");
      ann.says("is anybody there");

      assertThat(ann.page().locator("#notice"))
          .hasText("You have signed out. What you wrote stays in the box.");
      assertThat(ann.input()).hasValue("is anybody there");
      assertThat(ann.messageTexts()).hasCount(0);
    }
  }
}

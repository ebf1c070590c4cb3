package chat.app.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.app.testing.BrowserExtension;
import chat.app.testing.PageDriver;
import chat.app.testing.RolePageDriver;
import chat.app.testing.Screen;
import chat.app.testing.TestPictures;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * axe finds nothing at level AA in any state of a page: here signing in, the owner's pages, files
 * and the end of a session; EveryScreenTests look at the rest of the room.
 */
class AccessibilityIT {
  @RegisterExtension
  static final BrowserExtension STAGE =
      BrowserExtension.forAllTests("--message-rate", "off", "--leave-grace", "0s");

  @ParameterizedTest
  @MethodSource("chat.app.testing.Screen#all")
  void signingIn(Screen screen) {
    try (var ann = new RolePageDriver(STAGE.openSignIn(screen), screen)) {
      ann.audits("sign-in");
      ann.byRole(AriaRole.TEXTBOX, "signin.nickname").fill("a:b");
      ann.clicks("signin.enter");
      ann.sees("reason.nickname-forbidden-character");
      ann.audits("sign-in-reason");
      ann.signsIn("Door-" + screen);
      ann.page().navigate("/login?nickname=Zoe");
      ann.sees("switch.title");
      ann.audits("switch");
      ann.page().navigate("/nowhere");
      ann.sees("error.404");
      ann.audits("error");
    }
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("chat.app.testing.Screen#all")
  void theOwnersPages(Screen screen) throws IOException {
    try (var olga = new RolePageDriver(STAGE.signIn("Olga-" + screen, screen), screen);
        PageDriver eve = STAGE.signIn("Eve-" + screen, Screen.ENGLISH)) {
      olga.page().navigate("/owner");
      olga.page().getByLabel(olga.texts().text("owner.key")).fill("not the key");
      olga.clicks("signin.enter");
      olga.sees("reason.owner-key");
      olga.audits("owner-key");
      olga.page().getByLabel(olga.texts().text("owner.key")).fill(STAGE.ownerKey());
      olga.clicks("signin.enter");
      olga.sees("owner.title");
      olga.audits("owner");
      olga.driver().opensRoom("lobby");
      eve.says("hello " + screen);
      olga.taps(olga.driver().message("hello " + screen).locator(".who"));
      olga.sees("owner.ban.address");
      olga.audits("owner-profile");
      olga.clicks("owner.kick");
      olga.sees("owner.done");
    }
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("chat.app.testing.Screen#all")
  void sendingFiles(Screen screen) {
    try (var ann = new RolePageDriver(STAGE.signIn("Files-" + screen, screen), screen)) {
      ann.driver().opensRoom("files-" + screen);
      ann.page()
          .locator("#attach-files")
          .setInputFiles(
              new FilePayload[] {
                TestPictures.jpeg("garden.jpg", 2600, 1300, 0.95f),
                TestPictures.jpeg("beds.jpg", 300, 400, 0.8f),
                new FilePayload("notes.txt", "text/plain", new byte[] {'o', 'k'})
              });
      assertThat(ann.page().locator(".originals")).isVisible();
      ann.audits("attachments");
      ann.driver().setOnline(false);
      ann.says("The beds this morning");
      assertThat(ann.button("live.uploading.cancel")).isVisible();
      ann.audits("uploading");
      ann.driver().setOnline(true);
      ann.driver().hasSentEverything();
      ann.audits("files");
      ann.taps(ann.page().locator(".picture").first());
      assertThat(ann.byRole(AriaRole.LINK, "live.viewer.download")).isVisible();
      ann.audits("viewer");
      ann.taps(ann.driver().dialog().getByLabel(ann.texts().text("live.close")));
      assertThat(ann.driver().dialog()).hasCount(0);
    }
  }

  @Tag("long")
  @ParameterizedTest
  @MethodSource("chat.app.testing.Screen#all")
  void theEndOfASession(Screen screen) {
    try (var ann = new RolePageDriver(STAGE.signIn("End-" + screen, screen), screen)) {
      ann.driver().signsOutElsewhere();
      ann.sees("live.state.stopped");
      assertThat(ann.page().getByRole(AriaRole.ALERT))
          .containsText(ann.texts().text("live.why.4001"));
      assertThat(ann.byRole(AriaRole.LINK, "live.signin")).isVisible();
      ann.audits("stopped");
    }
  }
}

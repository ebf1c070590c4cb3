package chat.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * axe finds nothing at level AA in any page or state of one: here at the door, at what the owner
 * sees and at the end; EveryScreenIT looks at the room.
 */
class AccessibilityIT {
  @RegisterExtension
  static final Stage STAGE = Stage.forAllTests("--message-rate", "off", "--leave-grace", "0s");

  @ParameterizedTest
  @MethodSource("chat.app.Screen#all")
  void theDoor(Screen screen) {
    try (var ann = new Walker(STAGE.comes(screen), screen)) {
      ann.looksAt("sign-in");
      ann.named(AriaRole.TEXTBOX, "signin.nickname").fill("a:b");
      ann.does("signin.enter");
      ann.sees("reason.nickname-forbidden-character");
      ann.looksAt("sign-in-reason");
      ann.signsIn("Door-" + screen);
      ann.page().navigate("/login?nickname=Zoe");
      ann.sees("switch.title");
      ann.looksAt("switch");
      ann.page().navigate("/nowhere");
      ann.sees("error.404");
      ann.looksAt("error");
    }
  }

  @ParameterizedTest
  @MethodSource("chat.app.Screen#all")
  void whatTheOwnerSees(Screen screen) throws IOException {
    try (var olga = new Walker(STAGE.enters("Olga-" + screen, screen), screen);
        Person eve = STAGE.enters("Eve-" + screen, Screen.ENGLISH)) {
      olga.page().navigate("/owner");
      olga.page().getByLabel(olga.words().the("owner.key")).fill("not the key");
      olga.does("signin.enter");
      olga.sees("reason.owner-key");
      olga.looksAt("owner-key");
      olga.page().getByLabel(olga.words().the("owner.key")).fill(STAGE.ownerKey());
      olga.does("signin.enter");
      olga.sees("owner.title");
      olga.looksAt("owner");
      olga.person().enters("lobby");
      eve.says("hello " + screen);
      olga.touches(olga.person().line("hello " + screen).locator(".who"));
      olga.sees("owner.ban.address");
      olga.looksAt("owner-profile");
      olga.does("owner.kick");
      olga.sees("owner.done");
    }
  }

  @ParameterizedTest
  @MethodSource("chat.app.Screen#all")
  void theEnd(Screen screen) {
    try (var ann = new Walker(STAGE.enters("End-" + screen, screen), screen)) {
      ann.person().signsOutElsewhere();
      ann.sees("live.state.stopped");
      assertThat(ann.page().getByRole(AriaRole.ALERT))
          .containsText(ann.words().the("live.why.4001"));
      assertThat(ann.named(AriaRole.LINK, "live.signin")).isVisible();
      ann.looksAt("stopped");
    }
  }
}

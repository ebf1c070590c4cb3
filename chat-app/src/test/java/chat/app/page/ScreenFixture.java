package chat.app.page;

import chat.app.testing.BrowserExtension;
import chat.app.testing.PageDriver;
import chat.app.testing.RolePageDriver;
import chat.app.testing.Screen;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server, Bob at a desk, and a member for each screen that the tests of a class are run at. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class ScreenFixture {
  @RegisterExtension
  static final BrowserExtension STAGE =
      BrowserExtension.forAllTests(
          "--message-rate", "off", "--leave-grace", "0s", "--rooms-per-member", "100");

  private final Predicate<Screen> shown;
  private final Map<Screen, RolePageDriver> members = new HashMap<>();
  private PageDriver bob;

  /**
   * @param shown which screens the tests are run at
   */
  ScreenFixture(Predicate<Screen> shown) {
    this.shown = shown;
  }

  Stream<Screen> screens() {
    return Screen.all().filter(shown);
  }

  @BeforeAll
  void signInBob() {
    bob = STAGE.signIn("Bob", Screen.ENGLISH);
  }

  @AfterAll
  void closePages() {
    members.values().forEach(RolePageDriver::close);
    bob.close();
  }

  PageDriver bob() {
    return bob;
  }

  /** The member at a screen, the same one in all tests, in a room with Bob. */
  RolePageDriver meetsBob(String test, Screen screen) {
    RolePageDriver ann = member(screen);
    ann.driver().setOnline(true);
    ann.driver().opensRoom(test + '-' + screen);
    bob.opensRoom(test + '-' + screen);
    return ann;
  }

  /** The member at a screen. */
  RolePageDriver member(Screen screen) {
    return members.computeIfAbsent(
        screen,
        _ -> {
          var ann = new RolePageDriver(STAGE.openSignIn(screen), screen);
          ann.signsIn("Ann-" + screen);
          return ann;
        });
  }
}

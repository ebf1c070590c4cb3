package chat.app.testing;

import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A JUnit extension with two users for the tests of a class: Ann at a desktop screen in English, 小明
 * at a phone in Chinese with dark colours. Each test has a room of its own, named after it.
 */
public final class TwoUsersExtension
    implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
  private static final int LONGEST_ROOM_NAME = 40;

  private final BrowserExtension stage =
      BrowserExtension.forAllTests("--message-rate", "off", "--rooms-per-member", "100");

  private PageDriver ann;
  private PageDriver ming;
  private String room;

  @Override
  public void beforeAll(ExtensionContext tests) throws IOException {
    stage.beforeAll(tests);
    ann = stage.signIn("Ann", Screen.ENGLISH);
    ming = stage.signIn("小明", Screen.CHINESE.phone().dark());
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    String name = test.getRequiredTestMethod().getName();
    room = name.substring(0, Math.min(LONGEST_ROOM_NAME, name.length())).toLowerCase(Locale.ROOT);
    ann.setOnline(true);
    ann.opensRoom(room);
    ming.opensRoom(room);
  }

  @Override
  public void afterAll(ExtensionContext tests) throws IOException {
    ann.close();
    ming.close();
    stage.afterAll(tests);
  }

  public PageDriver ann() {
    return ann;
  }

  public PageDriver ming() {
    return ming;
  }

  /** The room of the test. */
  public String room() {
    return room;
  }

  /** The address of a path of the server. */
  public String address(String path) {
    return stage.address().resolve(path).toString();
  }
}

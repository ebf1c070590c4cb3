package chat.app.testing;

import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;
import java.util.stream.Stream;

/** What somebody looks at the page with. */
public record Screen(String language, int width, int height, ColorScheme colours) {
  public static final Screen CHINESE = new Screen("zh-CN", 1280, 800, ColorScheme.LIGHT);
  public static final Screen ENGLISH = new Screen("en-GB", 1280, 800, ColorScheme.LIGHT);

  /** What is narrower is held in a hand. */
  private static final int NARROWEST_DESK = 600;

  /** Every language, at a desk and on a phone, in light and dark. */
  public static Stream<Screen> all() {
    return Stream.of(CHINESE, ENGLISH)
        .flatMap(screen -> Stream.of(screen, screen.phone()))
        .flatMap(screen -> Stream.of(screen, screen.dark()));
  }

  public Screen sized(int width, int height) {
    return new Screen(language, width, height, colours);
  }

  public Screen phone() {
    return sized(390, 844);
  }

  public Screen dark() {
    return new Screen(language, width, height, ColorScheme.DARK);
  }

  public boolean isPhone() {
    return width < NARROWEST_DESK;
  }

  /** Its language, width and colours, as a name of a file or a room. */
  @Override
  public String toString() {
    return "%s-%d-%s"
        .formatted(language.substring(0, 2), width, colours.name().toLowerCase(Locale.ROOT));
  }
}

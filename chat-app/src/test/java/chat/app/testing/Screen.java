package chat.app.testing;

import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A screen: its language, size and colour scheme.
 *
 * @param touch whether fingers alone point at it
 */
public record Screen(String language, int width, int height, ColorScheme colours, boolean touch) {
  public static final Screen CHINESE = new Screen("zh-CN", 1280, 800, ColorScheme.LIGHT, false);
  public static final Screen ENGLISH = new Screen("en-GB", 1280, 800, ColorScheme.LIGHT, false);

  /** 600 px, because a narrower screen is a phone. */
  private static final int MIN_DESKTOP_WIDTH = 600;

  private static final boolean EACH_LANGUAGE_ON_EACH = Boolean.getBoolean("chat.check.screens");

  /**
   * A desktop in Chinese, which is the default language, and a phone in English, because its longer
   * words have the least room there. With {@code ./verify long} the other two as well. In light
   * colours; an audit adds the dark ones.
   */
  public static Stream<Screen> all() {
    return EACH_LANGUAGE_ON_EACH
        ? Stream.of(CHINESE, ENGLISH).flatMap(screen -> Stream.of(screen, screen.phone()))
        : Stream.of(CHINESE, ENGLISH.phone());
  }

  public Screen sized(int width, int height) {
    return new Screen(language, width, height, colours, touch || width < MIN_DESKTOP_WIDTH);
  }

  public Screen phone() {
    return sized(390, 844);
  }

  /** As wide as a desktop's window, but without a pointer. */
  public Screen tablet() {
    return new Screen(language, 1024, 768, colours, true);
  }

  public Screen dark() {
    return new Screen(language, width, height, ColorScheme.DARK, touch);
  }

  public boolean isPhone() {
    return width < MIN_DESKTOP_WIDTH;
  }

  /** Language, width and colours, for names of files and rooms. */
  @Override
  public String toString() {
    return "%s-%d-%s"
        .formatted(language.substring(0, 2), width, colours.name().toLowerCase(Locale.ROOT));
  }
}

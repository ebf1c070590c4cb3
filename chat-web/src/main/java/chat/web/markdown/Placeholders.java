package chat.web.markdown;

/**
 * Noncharacters that stand for characters while a text is parsed, so that these are not taken for
 * markup. A text that has a noncharacter itself has no markup.
 */
final class Placeholders {
  private static final char FIRST = '\uFDD0';
  private static final char LAST = '\uFDEF';

  /** Inserted by {@link CjkEmphasis}; stands for nothing. */
  static final char MARKER = FIRST;

  /** Stands for a backslash that is not shown. */
  static final char ESCAPE = '\uFDD1';

  private static final char BASE = '\uFDD2';
  private static final String CHARACTERS = "*_~`>-+.) \t";

  private Placeholders() {}

  /** The placeholder of a character of markup. */
  static char of(char character) {
    return (char) (BASE + CHARACTERS.indexOf(character));
  }

  static boolean occurIn(String text) {
    return text.chars().anyMatch(Placeholders::isOne);
  }

  private static boolean isOne(int point) {
    return point >= FIRST && point <= LAST;
  }

  /** The code point for which another stands; that itself if it is no placeholder. */
  static int restore(int point) {
    int index = point - BASE;
    return index >= 0 && index < CHARACTERS.length() ? CHARACTERS.charAt(index) : point;
  }

  /** A text without placeholders. */
  static String restore(String text) {
    StringBuilder restored = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != MARKER && c != ESCAPE) {
        restored.append((char) restore(c));
      }
    }
    return restored.toString();
  }

  /** HTML without placeholders. */
  static String restoreHtml(String html) {
    return restore(html.replace(String.valueOf(of('>')), "&gt;"));
  }
}

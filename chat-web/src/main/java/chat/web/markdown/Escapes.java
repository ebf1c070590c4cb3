package chat.web.markdown;

import java.util.BitSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Backslashes that escape markup. In a conversation a backslash is one, as in a path or an
 * emoticon; only before {@code *}, {@code _} and a backtick that would be markup without it, it is
 * not shown.
 */
final class Escapes {
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?=[*_`])");

  private Escapes() {}

  /**
   * A text of the same length, with placeholders for those backslashes and what they escape.
   *
   * @param markup returns the positions of a text that are markup
   */
  static String replace(String text, Function<String, BitSet> markup) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    BitSet positions = markup.apply(ESCAPE.matcher(text).replaceAll(""));
    StringBuilder result = new StringBuilder(text);
    Matcher escape = ESCAPE.matcher(text);
    for (int removed = 0; escape.find(); removed++) {
      int at = escape.start();
      if (positions.get(at - removed)) {
        result.setCharAt(at, Placeholders.ESCAPE);
        result.setCharAt(at + 1, Placeholders.of(text.charAt(at + 1)));
      }
    }
    return result.toString();
  }
}

package chat.web.markdown;

import java.util.BitSet;
import java.util.regex.Pattern;

/**
 * Checks that HTML shows every character of its source but blanks and what is markup. Where it does
 * not, whatever the reason, the source is shown in its place: markup is a help, never a loss.
 */
final class LossCheck {
  private static final Pattern TAG = Pattern.compile("<[^>]*>");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private LossCheck() {}

  /**
   * Whether nothing is lost.
   *
   * @param html without placeholders
   * @param text that was parsed, with placeholders
   * @param markup the positions of the text that are markup
   */
  static boolean showsAll(String html, String text, BitSet markup) {
    StringBuilder words = new StringBuilder(text);
    for (int i = markup.length(); (i = markup.previousSetBit(i - 1)) >= 0; ) {
      words.setCharAt(i, ' ');
    }
    return withoutBlanks(Placeholders.restore(words.toString()))
        .equals(withoutBlanks(shownBy(html)));
  }

  static String withoutBlanks(String text) {
    return BLANKS.matcher(text).replaceAll("");
  }

  private static String shownBy(String html) {
    return TAG.matcher(html)
        .replaceAll("")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
  }
}

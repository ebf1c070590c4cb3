package chat.web.markdown;

import java.util.regex.Pattern;

/**
 * Lets emphasis end where Chinese has it end. By CommonMark {@code **注意：**请看} is not bold, as no
 * word of a language with blanks has punctuation before the asterisks and a letter behind them. A
 * character that is no punctuation, and that nobody may use, stands between them while it is read.
 */
final class CjkEmphasis {
  private static final char JOINT = '\uFDD0';
  private static final String JOINTS = String.valueOf(JOINT);

  private static final Pattern END =
      Pattern.compile("([[\\p{P}\\p{S}]&&[^\\x00-\\x7F]])(\\*{1,3})(?=[\\p{L}\\p{N}])");
  private static final Pattern BEGINNING =
      Pattern.compile("([\\p{L}\\p{N}])(\\*{1,3})(?=[[\\p{P}\\p{S}]&&[^\\x00-\\x7F]])");

  private CjkEmphasis() {}

  /** The text to read in the place of this one. */
  static String ease(String text) {
    if (text.indexOf('*') < 0) {
      return text;
    }
    String ended = END.matcher(text).replaceAll("$1" + JOINT + "$2");
    return BEGINNING.matcher(ended).replaceAll("$1$2" + JOINT);
  }

  /** Takes out again what was put in. */
  static String forget(String html) {
    return html.replace(JOINTS, "");
  }
}

package chat.web.markdown;

import java.util.regex.Pattern;

/**
 * Emphasis beside Chinese punctuation. By CommonMark {@code **注意：**请看} is not bold, because between
 * punctuation and a letter the asterisks do not close emphasis; languages without blanks need that.
 * So a marker, a noncharacter that no text contains, is inserted there while the text is parsed.
 */
final class CjkEmphasis {
  private static final char MARKER = Placeholders.MARKER;

  private static final Pattern CLOSING =
      Pattern.compile("([[\\p{P}\\p{S}]&&[^\\x00-\\x7F]])(\\*{1,3})(?=[\\p{L}\\p{N}])");
  private static final Pattern OPENING =
      Pattern.compile("([\\p{L}\\p{N}])(\\*{1,3})(?=[[\\p{P}\\p{S}]&&[^\\x00-\\x7F]])");

  private CjkEmphasis() {}

  /** The text to parse in place of this one. */
  static String insertMarkers(String text) {
    if (text.indexOf('*') < 0) {
      return text;
    }
    String closed = CLOSING.matcher(text).replaceAll("$1" + MARKER + "$2");
    return OPENING.matcher(closed).replaceAll("$1$2" + MARKER);
  }
}

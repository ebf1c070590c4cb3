package chat.core.log;

import chat.core.log.Refusal.Code;
import chat.core.name.InvisibleCharacters;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rules for texts: 1–4,096 code points, kept exactly as they were sent. */
public final class Text {
  /** In code points. */
  public static final int MAX_LENGTH = 4_096;

  private static final Pattern ONE_GRAPHEME = Pattern.compile("\\X");
  private static final int MAX_EMOJI_LENGTH = 64;
  private static final int VARIATION_SELECTOR_16 = 0xFE0F;

  private Text() {}

  /** The refusal of a text, or empty when it is valid. */
  public static Optional<Refusal> refusal(String text) {
    return refusal(text, MAX_LENGTH);
  }

  /**
   * The same with another limit.
   *
   * @param maxLength in code points
   */
  public static Optional<Refusal> refusal(String text, int maxLength) {
    boolean blank = true;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' ? c != '\n' && c != '\t' : c >= 0x7F && c < 0xA0) {
        return Optional.of(Refusal.of(Code.BAD_FRAME));
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == length
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return Optional.of(Refusal.of(Code.BAD_FRAME));
        }
        i++;
        blank = false;
      } else if (blank) {
        blank = isBlank(c);
      }
    }
    if (blank) {
      return Optional.of(Refusal.of(Code.EMPTY));
    }
    return length > maxLength && text.codePointCount(0, length) > maxLength
        ? Optional.of(Refusal.of(Code.TOO_LONG))
        : Optional.empty();
  }

  private static boolean isBlank(char c) {
    return c == ' '
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || InvisibleCharacters.contains(c);
  }

  /** Whether a text is one emoji sequence, as a reaction must be (UTS #51). */
  public static boolean isEmoji(String text) {
    return text.length() <= MAX_EMOJI_LENGTH
        && ONE_GRAPHEME.matcher(text).matches()
        // A grapheme may have any number of combining marks, which no emoji has.
        && text.codePoints().allMatch(Text::isPartOfEmoji)
        && (text.codePoints().anyMatch(Character::isEmojiPresentation)
            || (text.codePoints().anyMatch(Character::isEmoji)
                && text.indexOf(VARIATION_SELECTOR_16) >= 0)
            || text.codePoints().anyMatch(Character::isExtendedPictographic));
  }

  private static boolean isPartOfEmoji(int point) {
    return Character.isEmoji(point)
        || Character.isEmojiComponent(point)
        || Character.isExtendedPictographic(point);
  }
}

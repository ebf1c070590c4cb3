package chat.core.log;

import chat.core.log.Refusal.Code;
import chat.core.name.InvisibleCharacters;
import java.util.Optional;

/** The rules for texts: 1–4,096 code points, kept exactly as they were sent. */
public final class Text {
  /** In code points. */
  public static final int MAX_LENGTH = 4_096;

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
        blank = blank && showsNothing(text.codePointAt(i));
        i++;
      } else if (blank) {
        blank = showsNothing(c);
      }
    }
    if (blank) {
      return Optional.of(Refusal.of(Code.EMPTY));
    }
    return length > maxLength && text.codePointCount(0, length) > maxLength
        ? Optional.of(Refusal.of(Code.TOO_LONG))
        : Optional.empty();
  }

  /** Whether a text of this code point alone would show nothing; a mark needs a base. */
  private static boolean showsNothing(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          true;
      default ->
          Character.isWhitespace(point)
              || Character.isSpaceChar(point)
              || InvisibleCharacters.contains(point);
    };
  }

  /** Whether a text is one emoji sequence, as a reaction must be. */
  public static boolean isEmoji(String text) {
    return EmojiSequence.matches(text);
  }

  /**
   * The one form of an emoji: with variation selector 16 behind each part that would be shown as
   * text without it, and behind no other. Keyboards differ in that.
   */
  public static String canonicalEmoji(String emoji) {
    int[] points = emoji.codePoints().filter(point -> point != VARIATION_SELECTOR_16).toArray();
    StringBuilder canonical = new StringBuilder(emoji.length());
    for (int i = 0; i < points.length; i++) {
      canonical.appendCodePoint(points[i]);
      boolean hasTone = i + 1 < points.length && Character.isEmojiModifier(points[i + 1]);
      if (Character.isEmoji(points[i]) && !Character.isEmojiPresentation(points[i]) && !hasTone) {
        canonical.appendCodePoint(VARIATION_SELECTOR_16);
      }
    }
    return canonical.toString();
  }
}

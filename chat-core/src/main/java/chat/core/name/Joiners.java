package chat.core.name;

/**
 * Invisible code points that keyboards type as part of a letter or an emoji: variation selector 16,
 * the joiner and the non-joiner, and the tags of flags. They are allowed only where they belong
 * (UTS #51; RFC 5892, A.1 and A.2), and count for nothing where names are compared.
 */
final class Joiners {
  private static final int SELECTOR = 0xFE0F;
  private static final int KEYCAP = 0x20E3;
  private static final int NON_JOINER = 0x200C;
  private static final int JOINER = 0x200D;
  private static final int FIRST_TONE = 0x1F3FB;
  private static final int LAST_TONE = 0x1F3FF;
  private static final int FLAG = 0x1F3F4;
  private static final int FIRST_TAG = 0xE0020;
  private static final int END_TAG = 0xE007F;

  /** The characters whose canonical combining class is Virama. */
  private static final String VIRAMAS =
      "\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D3B\u0D3C\u0D4D\u0DCA\u0E3A\u0EBA\u0F84"
          + "\u1039\u103A\u1714\u1715\u1734\u17D2\u1A60\u1B44\u1BAA\u1BAB\u1BF2\u1BF3\u2D7F\uA806"
          + "\uA82C\uA8C4\uA953\uA9C0\uAAF6\uABED";

  /** Arabic letters that are not joined to the next one, and those that are not joined at all. */
  private static final String NOT_JOINED_AFTER =
      "\u0621\u0622\u0623\u0624\u0625\u0627\u0629\u062F\u0630\u0631\u0632\u0648\u0671\u0672\u0673"
          + "\u0674\u0675\u0676\u0677\u0688\u0689\u068A\u068B\u068C\u068D\u068E\u068F\u0690\u0691"
          + "\u0692\u0693\u0694\u0695\u0696\u0697\u0698\u0699\u06C0\u06C3\u06C4\u06C5\u06C6\u06C7"
          + "\u06C8\u06C9\u06CA\u06CB\u06CD\u06CF\u06D2\u06D3\u06D5\u06EE\u06EF";

  private static final String NEVER_JOINED = "\u0621\u0674";

  private Joiners() {}

  /** Whether the code point at an index of a text is one, and belongs there. */
  static boolean belongsAt(String text, int index) {
    int point = text.codePointAt(index);
    int before = index == 0 ? 0 : text.codePointBefore(index);
    int next = index + Character.charCount(point);
    int after = next < text.length() ? text.codePointAt(next) : 0;
    return switch (point) {
      case SELECTOR -> isEmoji(before) || (Character.isEmoji(before) && after == KEYCAP);
      case JOINER -> isVirama(before) || joinsEmoji(text, index, after);
      case NON_JOINER -> isVirama(before) || partsLetters(text, index);
      default -> point >= FIRST_TAG && point <= END_TAG && isInFlag(text, index);
    };
  }

  /** Digits count as emoji for Unicode, because of the keycaps. */
  private static boolean isEmoji(int point) {
    return point >= 0x80 && Character.isEmoji(point);
  }

  private static boolean isVirama(int point) {
    return point != 0 && VIRAMAS.indexOf(point) >= 0;
  }

  private static boolean joinsEmoji(String text, int index, int after) {
    int at = index;
    while (at > 0) {
      int before = text.codePointBefore(at);
      if (before != SELECTOR && (before < FIRST_TONE || before > LAST_TONE)) {
        return Character.isExtendedPictographic(before) && Character.isExtendedPictographic(after);
      }
      at -= Character.charCount(before);
    }
    return false;
  }

  /** Whether the letters beside a non-joiner, but for their marks, would be joined without it. */
  private static boolean partsLetters(String text, int index) {
    int start = index - 1;
    while (start >= 0 && Character.getType(text.charAt(start)) == Character.NON_SPACING_MARK) {
      start--;
    }
    int end = index + 1;
    while (end < text.length()
        && Character.getType(text.charAt(end)) == Character.NON_SPACING_MARK) {
      end++;
    }
    return start >= 0
        && end < text.length()
        && isArabic(text.charAt(start))
        && isArabic(text.charAt(end))
        && NOT_JOINED_AFTER.indexOf(text.charAt(start)) < 0
        && NEVER_JOINED.indexOf(text.charAt(end)) < 0;
  }

  private static boolean isArabic(char letter) {
    return Character.isLetter(letter)
        && Character.UnicodeScript.of(letter) == Character.UnicodeScript.ARABIC;
  }

  private static boolean isInFlag(String text, int index) {
    int start = index;
    while (start > 0 && isTag(text.codePointBefore(start))) {
      start -= 2;
    }
    int end = index;
    while (end < text.length() && isTag(text.codePointAt(end))) {
      end += 2;
    }
    // The end of the tags, and no other before it.
    return start > 0
        && text.codePointBefore(start) == FLAG
        && text.indexOf(Character.toString(END_TAG), start) == end - 2;
  }

  private static boolean isTag(int point) {
    return point >= FIRST_TAG && point <= END_TAG;
  }
}

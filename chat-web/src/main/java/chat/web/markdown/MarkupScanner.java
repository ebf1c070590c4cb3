package chat.web.markdown;

/** Counts the characters that may be markup, in one pass over a text and without a copy of it. */
final class MarkupScanner {
  private static final int ASCII = 128;

  /** The number of an ordered list has at most 9 digits, by CommonMark. */
  private static final int MAX_DIGITS = 9;

  /** Markup anywhere in a line. */
  private static final boolean[] ANYWHERE = table("*_`[<\\|");

  /** Markup at the start of a line. */
  private static final boolean[] AT_LINE_START = table(">-+~0123456789");

  private MarkupScanner() {}

  private static boolean[] table(String characters) {
    boolean[] is = new boolean[ASCII];
    characters.chars().forEach(c -> is[c] = true);
    return is;
  }

  /**
   * Returns their number; 0 means that a text has no Markdown. Counting some that are none, where
   * they stand, costs time only.
   */
  static int count(String text) {
    int marks = 0;
    boolean atStart = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ASCII) {
        if (ANYWHERE[c]
            || (c == ':' && text.startsWith("://", i))
            || (c == '~' && text.startsWith("~~", i))
            || (atStart && AT_LINE_START[c] && beginsBlock(text, i))) {
          marks++;
        }
        atStart = c == '\n' || (atStart && (c == ' ' || AT_LINE_START[c]));
      } else {
        atStart = false;
      }
    }
    return marks;
  }

  /** A quote's mark stands alone, a fence's three times; a list's is followed by a blank. */
  private static boolean beginsBlock(String text, int at) {
    if (text.charAt(at) == '>' || text.startsWith("~~~", at)) {
      return true;
    }
    int after = at;
    int end = Math.min(text.length(), at + MAX_DIGITS);
    while (after < end && isDigit(text.charAt(after))) {
      after++;
    }
    boolean numbered = after > at;
    if (numbered && (after == text.length() || ".)".indexOf(text.charAt(after)) < 0)) {
      return false;
    }
    after++;
    return after >= text.length() || Character.isWhitespace(text.charAt(after));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

package chat.web.markdown;

/** The characters that may be markup, found in one pass over a text and without a copy of it. */
final class MarkupScanner {
  private static final int ASCII = 128;

  /** A list's number has no more digits. */
  private static final int LONGEST_NUMBER = 9;

  /** Marks wherever they stand. */
  private static final boolean[] ANYWHERE = among("*_`[<\\");

  /** Marks at the beginning of a line. */
  private static final boolean[] AT_START = among(">-+~0123456789");

  private MarkupScanner() {}

  private static boolean[] among(String characters) {
    boolean[] table = new boolean[ASCII];
    characters.chars().forEach(c -> table[c] = true);
    return table;
  }

  /**
   * How many there are; 0 means that a text is no Markdown. That a few are counted which mean
   * nothing where they stand costs only time.
   */
  static int count(String text) {
    int marks = 0;
    boolean atStart = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ASCII) {
        if (ANYWHERE[c]
            || (c == ':' && text.startsWith("://", i))
            || (atStart && AT_START[c] && beginsBlock(text, i))) {
          marks++;
        }
        atStart = c == '\n' || (atStart && (c == ' ' || AT_START[c]));
      } else {
        atStart = false;
      }
    }
    return marks;
  }

  /** A quote's mark stands alone, a fence's three times; after a list's is a blank or nothing. */
  private static boolean beginsBlock(String text, int at) {
    if (text.charAt(at) == '>' || text.startsWith("~~~", at)) {
      return true;
    }
    int after = at;
    int longest = Math.min(text.length(), at + LONGEST_NUMBER);
    while (after < longest && isDigit(text.charAt(after))) {
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

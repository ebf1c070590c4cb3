package chat.core.name;

import java.lang.Character.UnicodeScript;

/** Combining marks, which change how the letter before them looks. */
public final class CombiningMarks {
  /**
   * 30 in a row, as the Stream-Safe Text Format has it (UAX #15, section 13), because no language
   * needs more.
   */
  static final int MAX_RUN = 30;

  private static final int FIRST = 0x300;

  private CombiningMarks() {}

  /** Whether a code point is one. */
  public static boolean contains(int point) {
    return point >= FIRST
        && switch (Character.getType(point)) {
          case Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.ENCLOSING_MARK ->
              true;
          default -> false;
        };
  }

  /**
   * Leaves out what is more than 30 marks in a row. Texts of clients are cut before each
   * normalization, which sorts marks and takes time by the square of their number.
   */
  public static String cutRuns(String text) {
    int run = 0;
    int point;
    for (int i = 0; i < text.length(); i += Character.charCount(point)) {
      point = text.codePointAt(i);
      run = contains(point) ? run + 1 : 0;
      if (run > MAX_RUN) {
        return cutRunsFrom(text, i);
      }
    }
    return text;
  }

  /**
   * @param start the first mark that is too much
   */
  private static String cutRunsFrom(String text, int start) {
    StringBuilder cut = new StringBuilder(text.length()).append(text, 0, start);
    int run = MAX_RUN;
    int point;
    for (int i = start; i < text.length(); i += Character.charCount(point)) {
      point = text.codePointAt(i);
      run = contains(point) ? run + 1 : 0;
      if (run <= MAX_RUN) {
        cut.appendCodePoint(point);
      }
    }
    return cut.toString();
  }

  /**
   * Whether each mark of a name stands behind a letter that it may stand with, and no more in a row
   * than a limit. A mark of a script stands behind letters of that script: behind others, many
   * cannot be seen.
   */
  static boolean belong(String name, int maxInARow) {
    int base = -1;
    int inARow = 0;
    int point;
    for (int i = 0; i < name.length(); i += Character.charCount(point)) {
      point = name.codePointAt(i);
      if (!contains(point)) {
        base = Character.getType(point) == Character.FORMAT ? base : point;
        inARow = 0;
      } else if (base < 0 || ++inARow > maxInARow || !mayFollow(base, point)) {
        return false;
      }
    }
    return true;
  }

  private static boolean mayFollow(int base, int mark) {
    UnicodeScript script = UnicodeScript.of(mark);
    return script == UnicodeScript.INHERITED
        || script == UnicodeScript.COMMON
        || script == UnicodeScript.of(base);
  }
}

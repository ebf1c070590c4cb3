package chat.web.markdown;

import java.util.regex.Pattern;

/**
 * Replaces the marks at the start of a line that begin no block in a conversation, and the
 * indentation of text, by placeholders. A quote has a blank after {@code >}; a quote and a list
 * item have a text; a code block has an end, and a language of one word.
 */
final class LiteralBlockMarkers {
  private static final int TAB = 4;

  /** By CommonMark, a line with this indentation begins no block. */
  private static final int MAX_INDENT = 4;

  /** By CommonMark. */
  private static final int MAX_DIGITS = 9;

  private static final int MIN_FENCE = 3;
  private static final Pattern LANGUAGE = Pattern.compile("[\\w+#.-]{0,20}");

  private final String text;
  private final StringBuilder result;
  private final OpenItems items = new OpenItems();
  private boolean hasItem;
  // Where the last word of the line ends that is no mark of a list.
  private int wordsEnd;
  // The fence of the code block that is open, or null.
  private String fence;
  // The shortest fences of backticks and of tildes that have no end.
  private final int[] unclosed = {Integer.MAX_VALUE, Integer.MAX_VALUE};

  private LiteralBlockMarkers(String text) {
    this.text = text;
    this.result = new StringBuilder(text);
  }

  /** A text of the same length to parse in place of this one. */
  static String replace(String text) {
    LiteralBlockMarkers markers = new LiteralBlockMarkers(text);
    for (int start = 0; start <= text.length(); start = markers.lineEnd(start) + 1) {
      markers.line(start, markers.lineEnd(start));
    }
    return markers.result.toString();
  }

  private int lineEnd(int start) {
    int end = text.indexOf('\n', start);
    return end < 0 ? text.length() : end;
  }

  private void line(int start, int end) {
    int at = skipBlanks(start, end);
    if (fence != null) {
      fence = isClosing(start, end, fence) ? null : fence;
    } else if (at < end) {
      wordsEnd = wordsEnd(at, end);
      boolean canBegin = isInList() || width(start, at) < MAX_INDENT;
      textOfLine(start, at, end, canBegin);
    }
  }

  private void textOfLine(int start, int at, int end, boolean canBegin) {
    boolean wasInList = isInList();
    hasItem = false;
    int from = canBegin ? containers(start, at, end) : start;
    if (from >= 0) {
      int text = skipBlanks(from, end);
      int content = wasInList ? items.contentBefore(width(start, text)) : 0;
      keepBlanks(Math.max(from, atColumn(start, text, content)), text);
    }
    boolean isIndented = at > start || (from >= 0 && skipBlanks(from, end) > from);
    if (!isIndented && !hasItem) {
      items.leave();
    }
  }

  private boolean isInList() {
    return items.isOpen();
  }

  /**
   * Goes over the marks of quotes and list items. Returns where text begins, before its
   * indentation; -1 where the indentation is markup.
   */
  private int containers(int lineStart, int first, int end) {
    int start = lineStart;
    int at = first;
    boolean isInNumber = false;
    while (at < end) {
      int next = isQuote(at, end) ? at + 2 : afterListMarker(at, end);
      if (next < 0) {
        break;
      }
      // Counted is "1) 2) 3)", and no list in a list.
      if (isInNumber && isDigit(text.charAt(at))) {
        result.setCharAt(next - 1, Placeholders.of(text.charAt(next - 1)));
        break;
      }
      isInNumber = isDigit(text.charAt(at));
      hasItem |= text.charAt(at) != '>';
      start = text.charAt(at) == '>' ? next : -1;
      int content = skipBlanks(next, end);
      if (start < 0) {
        int blanks = content - next <= MAX_INDENT ? content - next : 1;
        items.enter(width(lineStart, at), width(lineStart, next) + blanks);
      }
      at = content;
    }
    return at < end && isFence(at, end) ? -1 : start;
  }

  private boolean isQuote(int at, int end) {
    if (text.charAt(at) != '>') {
      return false;
    }
    if (at + 1 < end && isBlank(at + 1) && skipBlanks(at + 1, end) < end) {
      return true;
    }
    // A line without text between two of a quote.
    boolean isBetween =
        skipBlanks(at + 1, end) == end
            && isQuoteLine(lineEnd(at) + 1)
            && isQuoteLine(lineBefore(at));
    if (!isBetween) {
      result.setCharAt(at, Placeholders.of('>'));
    }
    return false;
  }

  private int lineBefore(int at) {
    int start = text.lastIndexOf('\n', at);
    return start <= 0 ? text.length() : text.lastIndexOf('\n', start - 1) + 1;
  }

  private boolean isQuoteLine(int start) {
    return text.startsWith(">", start);
  }

  /** The index at which the text of a list item begins; -1 if there is none. */
  private int afterListMarker(int at, int end) {
    int mark = at;
    while (mark < end && mark - at < MAX_DIGITS && isDigit(text.charAt(mark))) {
      mark++;
    }
    boolean isNumber = mark > at;
    if (mark == end
        || (isNumber ? ".)" : "-+*").indexOf(text.charAt(mark)) < 0
        || (mark + 1 < end && !isBlank(mark + 1))) {
      return -1;
    }
    boolean hasLostZero = mark - at > 1 && text.charAt(at) == '0';
    if (hasLostZero || mark + 1 > wordsEnd) {
      for (int i = mark; i < end; i++) {
        if ("-+*.)".indexOf(text.charAt(i)) >= 0 && (i == mark || !hasLostZero)) {
          result.setCharAt(i, Placeholders.of(text.charAt(i)));
        }
      }
      return -1;
    }
    return mark + 1;
  }

  /** Rules, rows of stars and {@code 1) 2) 3)} have no words. */
  private int wordsEnd(int start, int end) {
    int at = end;
    int wordEnd = end;
    while (at > start && isMark(at, wordEnd)) {
      wordEnd = at;
      while (wordEnd > start && isBlank(wordEnd - 1)) {
        wordEnd--;
      }
      at = wordEnd;
      while (at > start && !isBlank(at - 1)) {
        at--;
      }
    }
    return isMark(at, wordEnd) ? start : wordEnd;
  }

  private boolean isMark(int start, int end) {
    int at = start;
    while (at < end && isDigit(text.charAt(at))) {
      at++;
    }
    boolean isNumber = at > start;
    while (at < end && (isNumber ? ".)" : "-+*").indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at == end;
  }

  private boolean isFence(int at, int end) {
    char mark = text.charAt(at);
    int after = at;
    while (after < end && text.charAt(after) == mark) {
      after++;
    }
    if ((mark != '`' && mark != '~') || after - at < MIN_FENCE) {
      return false;
    }
    String info = text.substring(after, end).strip();
    if (mark == '`' && info.indexOf('`') >= 0) {
      return false;
    }
    String opening = text.substring(at, after);
    if (LANGUAGE.matcher(info).matches() && hasCode(end + 1, opening)) {
      fence = opening;
      return true;
    }
    for (int i = at; i < after; i++) {
      result.setCharAt(i, Placeholders.of(mark));
    }
    return false;
  }

  /** Whether a code block has an end, and something before it. */
  private boolean hasCode(int from, String opening) {
    int kind = opening.charAt(0) == '`' ? 0 : 1;
    if (opening.length() >= unclosed[kind]) {
      return false;
    }
    boolean hasCode = false;
    for (int start = from; start <= text.length(); start = lineEnd(start) + 1) {
      int end = lineEnd(start);
      if (isClosing(start, end, opening)) {
        return hasCode;
      }
      hasCode |= !text.substring(start, end).isBlank();
    }
    unclosed[kind] = opening.length();
    return false;
  }

  private boolean isClosing(int start, int end, String opening) {
    int at = start;
    while (at < end && (isBlank(at) || text.charAt(at) == '>')) {
      at++;
    }
    int after = at;
    while (after < end && text.charAt(after) == opening.charAt(0)) {
      after++;
    }
    return after - at >= opening.length() && skipBlanks(after, end) == end;
  }

  /** The last blank of several stays, because it tells whether emphasis may begin after it. */
  private void keepBlanks(int start, int end) {
    int keep = end - start > 1 ? end - 1 : end;
    for (int i = start; i < keep; i++) {
      result.setCharAt(i, Placeholders.of(text.charAt(i)));
    }
  }

  private int width(int start, int end) {
    int width = 0;
    for (int i = start; i < end; i++) {
      width += text.charAt(i) == '\t' ? TAB : 1;
    }
    return width;
  }

  /** The index at which a line reaches a width. */
  private int atColumn(int start, int end, int column) {
    int at = start;
    while (at < end && width(start, at) < column) {
      at++;
    }
    return at;
  }

  private int skipBlanks(int start, int end) {
    int at = start;
    while (at < end && isBlank(at)) {
      at++;
    }
    return at;
  }

  private boolean isBlank(int at) {
    return text.charAt(at) == ' ' || text.charAt(at) == '\t';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

package chat.web.markdown;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ends quotes, lists and tables at a line that has not their mark. By CommonMark such a line
 * continues the paragraph within, so that the answer below a quote would be part of it. An empty
 * line is inserted there while the text is parsed.
 */
final class BlockEnds {
  /** Behind the marks of the quotes that go on. No text with this character gets empty lines. */
  private static final char EMPTY_LINE = '\r';

  private static final Pattern INSERTED = Pattern.compile(">*+" + EMPTY_LINE);
  private static final Pattern ITEM = Pattern.compile("(?:\\d{1,9}[.)]|[-+*])(?=[ \\t])");
  private static final Pattern FENCE = Pattern.compile("(```+)[^`]*+|(~~~+).*+");
  private static final Pattern BELOW_HEADS =
      Pattern.compile("(?=[^|]*+\\|)\\s*+\\|?+(?:\\s*+:?+-++:?+\\s*+(?:\\||$))++\\s*+");

  private final String text;
  private final StringBuilder result = new StringBuilder();
  private String fence;
  private int quotes;
  private boolean isInList;
  // The quotes around the list, at most the deepest nesting.
  private int listQuotes;
  private boolean isAfterList;
  private boolean isInTable;
  // An empty line or the end of a code block: nothing is continued.
  private boolean isAfterEnd = true;

  private BlockEnds(String text) {
    this.text = text;
  }

  /** The text to parse in place of this one. */
  static String insert(String text) {
    if (text.indexOf('\n') < 0 || text.indexOf(EMPTY_LINE) >= 0) {
      return text;
    }
    BlockEnds ends = new BlockEnds(text);
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      int next = end < 0 ? text.length() : end + 1;
      ends.line(ends.new Line(start, end < 0 ? next : end));
      ends.result.append(text, start, next);
      start = next;
    }
    return ends.result.toString();
  }

  /** The matcher of what was inserted into a text. */
  static Matcher inserted(String text) {
    return INSERTED.matcher(text);
  }

  private void line(Line line) {
    if (fence != null) {
      fence = line.closes(fence) ? null : fence;
      isAfterEnd = fence == null;
    } else if (line.isEmpty()) {
      isAfterEnd = true;
      isAfterList = false;
      isInTable = false;
    } else {
      text(line);
    }
  }

  private void text(Line line) {
    boolean endsList = isInList && !line.isItem && line.indents[listQuotes] == 0;
    boolean endsTable = isInTable && !line.hasCells();
    if (!isAfterEnd
        && (line.quotes < quotes || endsList || endsTable || (isAfterList && line.isItem))) {
      result.repeat('>', line.quotes).append(EMPTY_LINE);
    }
    isAfterList = !line.isItem && (endsList || isAfterList);
    isInList = line.isItem || (isInList && !endsList);
    isInTable =
        line.quotes == 0 && !endsTable && (isInTable || (!isAfterEnd && line.isBelowHeads()));
    isAfterEnd = false;
    listQuotes = line.isItem ? line.itemQuotes : listQuotes;
    quotes = line.quotes;
    fence = line.fence();
  }

  /** A line, after the marks of quotes and list items. */
  private final class Line {
    private final int end;
    private int at;
    // Behind each mark of a quote.
    private final int[] indents = new int[Markdown.MAX_NESTING + 1];
    private int quotes;
    private int itemQuotes;
    private boolean isItem;

    Line(int start, int end) {
      this.end = end;
      this.at = start;
      Matcher item = ITEM.matcher(text).region(start, end);
      indents[0] = skipBlanks();
      while (at < end) {
        if (text.charAt(at) == '>' && quotes < Markdown.MAX_NESTING) {
          quotes++;
          at++;
          indents[quotes] = Math.max(0, skipBlanks() - 1);
        } else if (item.region(at, end).lookingAt()) {
          itemQuotes = isItem ? itemQuotes : quotes;
          isItem = true;
          at = item.end();
          skipBlanks();
        } else {
          break;
        }
      }
    }

    private int skipBlanks() {
      int start = at;
      while (at < end && " \t".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      return at - start;
    }

    boolean isEmpty() {
      return at == end;
    }

    boolean hasCells() {
      int cell = text.indexOf('|', at);
      return cell >= 0 && cell < end;
    }

    boolean isBelowHeads() {
      return BELOW_HEADS.matcher(text).region(at, end).matches();
    }

    /** The fence of the code block that begins here, or null. */
    String fence() {
      Matcher opening = FENCE.matcher(text).region(at, end);
      if (!opening.matches()) {
        return null;
      }
      return opening.group(1) == null ? opening.group(2) : opening.group(1);
    }

    boolean closes(String opening) {
      String mark = text.substring(at, end).strip();
      return mark.startsWith(opening) && mark.equals(opening.substring(0, 1).repeat(mark.length()));
    }
  }
}

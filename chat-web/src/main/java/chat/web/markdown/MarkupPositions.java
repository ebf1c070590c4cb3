package chat.web.markdown;

import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/**
 * The positions of a parsed text that are markup: what the nodes of the document explain. All
 * others have to be shown.
 */
final class MarkupPositions {
  private static final Pattern LIST_MARKER = Pattern.compile("\\s*(?:\\d{1,9}[.)]|[-+*])");
  private static final Pattern QUOTE_MARKER = Pattern.compile("\\s*>");

  private final String text;
  private final BitSet positions = new BitSet();

  private MarkupPositions(String text) {
    this.text = text;
  }

  /**
   * @param text that was parsed, with placeholders
   */
  static BitSet of(Node document, String text) {
    MarkupPositions markup = new MarkupPositions(text);
    markup.visit(document);
    return markup.positions;
  }

  private void visit(Node node) {
    // A node without a position explains nothing, and the source is shown.
    if (!node.getSourceSpans().isEmpty()) {
      add(node);
    }
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      visit(child);
    }
  }

  private void add(Node node) {
    switch (node) {
      case Emphasis emphasis -> delimiters(emphasis, 1);
      case StrongEmphasis emphasis -> delimiters(emphasis, 2);
      case Strikethrough strikethrough -> delimiters(strikethrough, 2);
      case Code code -> delimiters(code, backticks(code));
      case FencedCodeBlock block -> fences(block);
      case BlockQuote quote when showsText(quote) ->
          quote.getSourceSpans().forEach(line -> marker(QUOTE_MARKER, line));
      case ListItem item when showsText(item) -> marker(LIST_MARKER, item.getSourceSpans().get(0));
      case Link link when SafeLinks.isSafe(link.getDestination()) -> link(link);
      case Image image -> link(image);
      case TableBlock table when showsText(table) -> table(table);
      default -> {}
    }
  }

  private static int start(Node node) {
    return node.getSourceSpans().get(0).getInputIndex();
  }

  private static int end(Node node) {
    return end(node.getSourceSpans().get(node.getSourceSpans().size() - 1));
  }

  private static int end(SourceSpan span) {
    return span.getInputIndex() + span.getLength();
  }

  private void delimiters(Node node, int length) {
    if (showsWords(node)) {
      positions.set(start(node), start(node) + length);
      positions.set(end(node) - length, end(node));
    }
  }

  private int backticks(Node code) {
    int at = start(code);
    while (text.charAt(at) == '`') {
      at++;
    }
    return at - start(code);
  }

  private void fences(FencedCodeBlock block) {
    List<SourceSpan> lines = block.getSourceSpans();
    if (block.getClosingFenceLength() != null && Invisible.showsAny(block.getLiteral())) {
      positions.set(start(block), end(lines.get(0)));
      positions.set(lines.get(lines.size() - 1).getInputIndex(), end(block));
    }
  }

  private void marker(Pattern marker, SourceSpan line) {
    Matcher matcher = marker.matcher(text).region(line.getInputIndex(), end(line));
    if (matcher.lookingAt()) {
      positions.set(matcher.start(), matcher.end());
    }
  }

  /** All but the label; of a bare address, the brackets around it, if there are any. */
  private void link(Node link) {
    int labelStart = start(link);
    int labelEnd = end(link);
    if (text.charAt(labelStart) == '<') {
      labelStart++;
      labelEnd--;
    } else if (text.charAt(labelStart) == '[' || text.startsWith("![", labelStart)) {
      labelStart = text.indexOf('[', labelStart) + 1;
      labelEnd = labelEnd(link, labelStart);
    }
    positions.set(start(link), labelStart);
    positions.set(labelEnd, end(link));
  }

  private static int labelEnd(Node link, int start) {
    int end = start;
    for (Node child = link.getFirstChild(); child != null; child = child.getNext()) {
      end = child.getSourceSpans().isEmpty() ? end : end(child);
    }
    return end;
  }

  /** The line below the heads, and the marks between cells. */
  private void table(TableBlock table) {
    List<SourceSpan> lines = table.getSourceSpans();
    for (SourceSpan line : lines) {
      for (int i = line.getInputIndex(); i < end(line); i++) {
        positions.set(i, text.charAt(i) == '|');
      }
    }
    positions.set(lines.get(1).getInputIndex(), end(lines.get(1)));
    cells(table);
  }

  /** In a cell, a backslash before the mark between two cells. */
  private void cells(Node parent) {
    for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
      if (child instanceof TableCell cell) {
        cell.getSourceSpans().forEach(this::cell);
      } else {
        cells(child);
      }
    }
  }

  private void cell(SourceSpan span) {
    for (int i = span.getInputIndex(); i < end(span); i++) {
      positions.set(i, text.startsWith("\\|", i));
    }
  }

  /** Whether a node shows anything. */
  private static boolean showsText(Node node) {
    return shows(node, Invisible::showsAny);
  }

  /** Whether a node has a letter, a digit, an emoji or code. */
  private static boolean showsWords(Node node) {
    return shows(node, text -> text.codePoints().anyMatch(LiteralMarks::isContent));
  }

  private static boolean shows(Node node, Predicate<String> condition) {
    boolean isShown =
        switch (node) {
          case Text words -> condition.test(words.getLiteral());
          case HtmlInline tag -> true;
          case Code code -> Invisible.showsAny(code.getLiteral());
          case FencedCodeBlock block -> Invisible.showsAny(block.getLiteral());
          default -> false;
        };
    for (Node child = node.getFirstChild(); !isShown && child != null; child = child.getNext()) {
      isShown = shows(child, condition);
    }
    return isShown;
  }
}

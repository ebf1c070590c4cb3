package chat.web.markdown;

import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.node.Emphasis;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;

/**
 * Writes marks out again where CommonMark lets one open emphasis that can only close it, or the
 * other way round, as in {@code src/*.js and test/*.ts}.
 */
final class MarkDirections {
  private final String text;

  private MarkDirections(String text) {
    this.text = text;
  }

  /**
   * @param text from which the document was parsed
   */
  static void check(Node document, String text) {
    new MarkDirections(text).visit(document);
  }

  private void visit(Node parent) {
    for (Node child = parent.getFirstChild(); child != null; ) {
      Node next = child.getNext();
      visit(child);
      int length = markLength(child);
      if (length > 0 && !child.getSourceSpans().isEmpty() && !isDirected(child, length)) {
        writeOut(child, length);
      }
      child = next;
    }
  }

  private static int markLength(Node node) {
    return switch (node) {
      case Emphasis emphasis -> 1;
      case StrongEmphasis emphasis -> 2;
      case Strikethrough strikethrough -> 2;
      default -> 0;
    };
  }

  private boolean isDirected(Node node, int length) {
    return new Run(start(node)).canOpen() && new Run(end(node) - length).canClose();
  }

  private static int start(Node node) {
    return node.getSourceSpans().get(0).getInputIndex();
  }

  private static int end(Node node) {
    SourceSpan last = node.getSourceSpans().get(node.getSourceSpans().size() - 1);
    return last.getInputIndex() + last.getLength();
  }

  private void writeOut(Node node, int length) {
    node.insertBefore(new Text(text.substring(start(node), start(node) + length)));
    for (Node child = node.getFirstChild(); child != null; child = node.getFirstChild()) {
      node.insertBefore(child);
    }
    node.insertBefore(new Text(text.substring(end(node) - length, end(node))));
    node.unlink();
  }

  /** The marks of one kind around a position. */
  private final class Run {
    private int start;
    private int end;

    Run(int at) {
      char mark = text.charAt(at);
      for (start = at; start > 0 && text.charAt(start - 1) == mark; ) {
        start--;
      }
      for (end = at; end < text.length() && text.charAt(end) == mark; ) {
        end++;
      }
    }

    boolean canOpen() {
      return LiteralMarks.canOpen(before(), after(), length());
    }

    boolean canClose() {
      return LiteralMarks.canClose(before(), after(), length());
    }

    private int length() {
      return text.charAt(start) == '_' ? 1 : end - start;
    }

    private int before() {
      return start == 0 ? '\n' : Placeholders.restore(text.codePointBefore(start));
    }

    private int after() {
      return end == text.length() ? '\n' : Placeholders.restore(text.codePointAt(end));
    }
  }
}

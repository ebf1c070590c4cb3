package chat.web.markdown;

import org.commonmark.node.Document;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** Checks whether a parsed text shows anything but its words. */
final class PlainTextCheck {
  private final StringBuilder words = new StringBuilder();
  private boolean isPlain = true;

  private PlainTextCheck() {}

  /** Whether a document shows this text and no formatting. */
  static boolean showsOnly(Node document, String text) {
    PlainTextCheck check = new PlainTextCheck();
    check.visit(document);
    return check.isPlain
        && LossCheck.withoutBlanks(Placeholders.restore(check.words.toString()))
            .equals(LossCheck.withoutBlanks(text));
  }

  private void visit(Node node) {
    switch (node) {
      case Text text -> words.append(text.getLiteral());
      // A tag is shown as it is written.
      case HtmlInline tag -> words.append(tag.getLiteral());
      case Document all -> visitChildren(all);
      case Paragraph paragraph -> visitChildren(paragraph);
      case SoftLineBreak end -> {}
      case HardLineBreak end -> {}
      default -> isPlain = false;
    }
  }

  private void visitChildren(Node parent) {
    for (Node child = parent.getFirstChild(); isPlain && child != null; child = child.getNext()) {
      visit(child);
    }
  }
}

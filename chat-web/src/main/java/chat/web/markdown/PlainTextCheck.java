package chat.web.markdown;

import org.commonmark.node.Document;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/** Finds out whether a text that was read as Markdown has anything in it but its words. */
final class PlainTextCheck {
  private final StringBuilder words = new StringBuilder();
  private boolean bare = true;

  private PlainTextCheck() {}

  /** Whether all that a document shows is this text. */
  static boolean showsOnly(Node document, String text) {
    PlainTextCheck look = new PlainTextCheck();
    look.look(document);
    return look.bare
        && withoutBlanks(CjkEmphasis.forget(look.words.toString())).equals(withoutBlanks(text));
  }

  private void look(Node node) {
    switch (node) {
      case Text text -> words.append(text.getLiteral());
      // Shown as it is written.
      case HtmlInline tag -> words.append(tag.getLiteral());
      case Document all -> lookInside(all);
      case Paragraph paragraph -> lookInside(paragraph);
      case SoftLineBreak end -> {}
      case HardLineBreak end -> {}
      default -> bare = false;
    }
  }

  private void lookInside(Node parent) {
    for (Node child = parent.getFirstChild(); bare && child != null; child = child.getNext()) {
      look(child);
    }
  }

  private static String withoutBlanks(String text) {
    return text.replaceAll("\\s+", "");
  }
}

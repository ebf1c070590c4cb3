package chat.web.markdown;

import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;

/**
 * Replaces links by their source where the label reads like another address, shows nothing, or has
 * another link in it. It sees what is shown, whatever markup it consists of and however the address
 * was written. Only the outer one of nested links is looked at, so that each label is read once.
 */
final class MisleadingLinks {
  private final String text;

  private MisleadingLinks(String text) {
    this.text = text;
  }

  /**
   * @param text from which the document was parsed
   */
  static void replace(Node document, String text) {
    new MisleadingLinks(text).visit(document);
  }

  private void visit(Node parent) {
    for (Node child = parent.getFirstChild(); child != null; ) {
      Node next = child.getNext();
      String address = address(child);
      if (address == null) {
        visit(child);
      } else if (!isTrue(child, Placeholders.restore(address))) {
        writeOut(child);
      }
      child = next;
    }
  }

  private static String address(Node node) {
    return switch (node) {
      case Link link -> link.getDestination();
      case Image image -> image.getDestination();
      default -> null;
    };
  }

  private static boolean isTrue(Node link, String address) {
    StringBuilder label = new StringBuilder();
    if (!SafeLinks.isSafe(address) || !read(link, label)) {
      return false;
    }
    String shown = Placeholders.restore(label.toString());
    return isBare(address, shown) || LinkLabel.mayHide(address, shown);
  }

  private static boolean isBare(String address, String shown) {
    return address.equals(shown) || address.equals("mailto:" + shown);
  }

  /** Reads what a node shows. Returns false if it has another link in it. */
  private static boolean read(Node parent, StringBuilder shown) {
    for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
      int start = shown.length();
      switch (child) {
        case Text words -> shown.append(words.getLiteral());
        case Code code -> shown.append(code.getLiteral());
        case HtmlInline tag -> shown.append(tag.getLiteral());
        case SoftLineBreak end -> shown.append('\n');
        case HardLineBreak end -> shown.append('\n');
        default -> {}
      }
      if (!read(child, shown)) {
        return false;
      }
      String address = address(child);
      if (address != null && !isBare(address, shown.substring(start))) {
        return false;
      }
    }
    return true;
  }

  /** A link of several lines has a span for each. */
  private void writeOut(Node link) {
    boolean isFirst = true;
    for (SourceSpan span : link.getSourceSpans()) {
      if (!isFirst) {
        link.insertBefore(new SoftLineBreak());
      }
      int start = span.getInputIndex();
      link.insertBefore(new Text(text.substring(start, start + span.getLength())));
      isFirst = false;
    }
    link.unlink();
  }
}

package chat.web.markdown;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.renderer.html.AttributeProvider;

/**
 * Keeps the numbers of ordered lists as they are written: a list begins anew at an item whose
 * number does not follow the one before.
 */
final class ListNumbers extends AbstractVisitor {
  private static final Pattern NUMBER = Pattern.compile("\\s*(\\d{1,9})");
  private static final int MANY = 100;
  private static final int VERY_MANY = 10_000;

  private final String text;

  private ListNumbers(String text) {
    this.text = text;
  }

  static void keep(Node document, String text) {
    document.accept(new ListNumbers(text));
  }

  @Override
  public void visit(OrderedList list) {
    visitChildren(list);
    OrderedList current = list;
    boolean isOther = false;
    int expected = list.getMarkerStartNumber();
    for (Node item = list.getFirstChild(); item != null; ) {
      Node next = item.getNext();
      int number = number((ListItem) item, expected);
      if (number != expected) {
        OrderedList other = like(list, number);
        current.insertAfter(other);
        current = other;
        isOther = true;
      }
      if (isOther) {
        current.appendChild(item);
      }
      expected = number + 1;
      item = next;
    }
  }

  private static OrderedList like(OrderedList list, int number) {
    OrderedList other = new OrderedList();
    other.setMarkerStartNumber(number);
    other.setMarkerDelimiter(list.getMarkerDelimiter());
    other.setTight(list.isTight());
    return other;
  }

  private int number(ListItem item, int otherwise) {
    Matcher number = NUMBER.matcher(text);
    number.region(item.getSourceSpans().get(0).getInputIndex(), text.length());
    return number.lookingAt() ? Integer.parseInt(number.group(1)) : otherwise;
  }

  /**
   * Marks lists with long numbers, for which a page needs more room before the text, and numbers
   * with a parenthesis.
   */
  static AttributeProvider classes() {
    return (node, tag, attributes) -> {
      if (node instanceof OrderedList list) {
        String classes = (width(list) + parenthesis(list)).strip();
        if (!classes.isEmpty()) {
          attributes.put("class", classes);
        }
      }
    };
  }

  private static String width(OrderedList list) {
    int last = list.getMarkerStartNumber() - 1;
    for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
      last++;
    }
    if (last < MANY) {
      return "";
    }
    return last < VERY_MANY ? "wide" : "widest";
  }

  private static String parenthesis(OrderedList list) {
    return ")".equals(list.getMarkerDelimiter()) ? " paren" : "";
  }
}

package chat.web.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.HtmlEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page that was rendered once, with marks where the values go: filling it in costs a copy, where
 * rendering it for everybody who comes would be most of what a sign-in costs.
 */
final class PageTemplate {
  // Private-use characters: neither the pages nor the values that are rendered have any.
  private static final Pattern MARK = Pattern.compile("\uE000([a-z]+)\uE001");

  private final List<byte[]> texts = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  // Of the texts together.
  private final int size;

  /** Takes a page that was rendered with {@link #mark}s as values. */
  PageTemplate(String page) {
    Matcher marks = MARK.matcher(page);
    int from = 0;
    while (marks.find()) {
      texts.add(page.substring(from, marks.start()).getBytes(UTF_8));
      names.add(marks.group(1));
      from = marks.end();
    }
    texts.add(page.substring(from).getBytes(UTF_8));
    size = texts.stream().mapToInt(text -> text.length).sum();
  }

  /**
   * Reads a page that was printed.
   *
   * @param file its name among the resources
   * @param fixed values that are the same whenever it is filled in; not escaped
   */
  static PageTemplate read(String file, Map<String, String> fixed) {
    String page = new String(Resources.read(file), UTF_8);
    for (var value : fixed.entrySet()) {
      page = page.replace(mark(value.getKey()), value.getValue());
    }
    return new PageTemplate(page);
  }

  /** What to render in place of a value. */
  static String mark(String name) {
    return '\uE000' + name + '\uE001';
  }

  /** The page with the values in it, escaped for text and attributes; in UTF-8. */
  byte[] fill(Map<String, String> values) {
    byte[][] escaped = new byte[names.size()][];
    int length = size;
    for (int i = 0; i < escaped.length; i++) {
      escaped[i] = HtmlEncoder.encode(values.get(names.get(i))).getBytes(UTF_8);
      length += escaped[i].length;
    }
    byte[] page = new byte[length];
    int at = put(texts.getFirst(), page, 0);
    for (int i = 0; i < escaped.length; i++) {
      at = put(escaped[i], page, at);
      at = put(texts.get(i + 1), page, at);
    }
    return page;
  }

  private static int put(byte[] text, byte[] page, int at) {
    System.arraycopy(text, 0, page, at, text.length);
    return at + text.length;
  }
}

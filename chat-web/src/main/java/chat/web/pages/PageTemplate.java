package chat.web.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.HtmlEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page that was rendered once, with placeholders for its values. Filling it in costs a copy;
 * rendering it for each request would be most of the cost of a sign-in.
 */
final class PageTemplate {
  // Private-use characters, because neither the pages nor the rendered values contain any.
  private static final Pattern PLACEHOLDER = Pattern.compile("\uE000([a-z]+)\uE001");

  private final List<byte[]> texts = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  // In bytes, of all texts.
  private final int size;

  /** Parses a page that was rendered with {@link #placeholder}s as values. */
  PageTemplate(String page) {
    Matcher placeholders = PLACEHOLDER.matcher(page);
    int end = 0;
    while (placeholders.find()) {
      texts.add(page.substring(end, placeholders.start()).getBytes(UTF_8));
      names.add(placeholders.group(1));
      end = placeholders.end();
    }
    texts.add(page.substring(end).getBytes(UTF_8));
    size = texts.stream().mapToInt(text -> text.length).sum();
  }

  /**
   * Reads a prerendered page.
   *
   * @param file the name of its resource
   * @param fixed values that are the same for every request; not escaped
   */
  static PageTemplate read(String file, Map<String, String> fixed) {
    String page = new String(Resources.read(file), UTF_8);
    for (var value : fixed.entrySet()) {
      page = page.replace(placeholder(value.getKey()), value.getValue());
    }
    return new PageTemplate(page);
  }

  /** The text to render in place of a value. */
  static String placeholder(String name) {
    return '\uE000' + name + '\uE001';
  }

  /** The page in UTF-8, with the values escaped for text and attributes. */
  byte[] fill(Map<String, String> values) {
    byte[][] escaped = new byte[names.size()][];
    int length = size;
    for (int i = 0; i < escaped.length; i++) {
      escaped[i] = HtmlEncoder.encode(values.get(names.get(i))).getBytes(UTF_8);
      length += escaped[i].length;
    }
    byte[] page = new byte[length];
    int offset = put(texts.getFirst(), page, 0);
    for (int i = 0; i < escaped.length; i++) {
      offset = put(escaped[i], page, offset);
      offset = put(texts.get(i + 1), page, offset);
    }
    return page;
  }

  private static int put(byte[] text, byte[] page, int offset) {
    System.arraycopy(text, 0, page, offset, text.length);
    return offset + text.length;
  }
}

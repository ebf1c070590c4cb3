package chat.web;

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
final class Stencil {
  // Private-use characters: neither the pages nor the values that are rendered have any.
  private static final Pattern MARK = Pattern.compile("\uE000([a-z]+)\uE001");

  private final List<String> texts = new ArrayList<>();
  private final List<String> names = new ArrayList<>();

  /** Takes a page that was rendered with {@link #mark}s as values. */
  Stencil(String page) {
    Matcher marks = MARK.matcher(page);
    int from = 0;
    while (marks.find()) {
      texts.add(page.substring(from, marks.start()));
      names.add(marks.group(1));
      from = marks.end();
    }
    texts.add(page.substring(from));
  }

  /** What to render in place of a value. */
  static String mark(String name) {
    return '\uE000' + name + '\uE001';
  }

  /** The page with the values in it, escaped for text and attributes. */
  String fill(Map<String, String> values) {
    var page = new StringBuilder(texts.getFirst());
    for (int i = 0; i < names.size(); i++) {
      page.append(HtmlEncoder.encode(values.get(names.get(i)))).append(texts.get(i + 1));
    }
    return page.toString();
  }
}

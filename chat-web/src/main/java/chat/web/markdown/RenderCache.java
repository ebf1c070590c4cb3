package chat.web.markdown;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * What the latest texts became, so that each is rendered once, and not again for everybody who
 * comes and reads. Nobody waits here: it is asked under a room's lock.
 *
 * <p>Two generations: what is asked for moves into the younger one; when that is full it becomes
 * the elder, and the elder is forgotten.
 */
final class RenderCache {
  /** A generation, in characters of text and HTML. */
  private static final int CHARS = 1 << 20;

  private static final int OVERHEAD = 100;

  private volatile Map<String, Optional<String>> young = new ConcurrentHashMap<>();
  private volatile Map<String, Optional<String>> old = Map.of();
  private final AtomicInteger chars = new AtomicInteger();

  /** The HTML of a text, rendered if it is not known. */
  Optional<String> html(String text, Function<String, Optional<String>> rendering) {
    Optional<String> known = young.get(text);
    if (known != null) {
      return known;
    }
    known = old.get(text);
    Optional<String> html = known == null ? rendering.apply(text) : known;
    remember(text, html);
    return html;
  }

  // Two at once may both find it full; then a little more is forgotten than need be.
  private void remember(String text, Optional<String> html) {
    int more = OVERHEAD + text.length() + html.map(String::length).orElse(0);
    if (chars.addAndGet(more) > CHARS) {
      old = young;
      young = new ConcurrentHashMap<>();
      chars.set(more);
    }
    young.put(text, html);
  }
}

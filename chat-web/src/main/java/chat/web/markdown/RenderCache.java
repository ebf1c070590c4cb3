package chat.web.markdown;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A bounded cache of rendered texts, so that a message is not rendered again for each client that
 * reads it later. It never blocks, because it is used under a room's lock.
 *
 * <p>It has two generations: a text that is used moves into the younger one; when that is full it
 * becomes the elder, and the elder is dropped.
 */
final class RenderCache {
  /** About what an entry takes beside its characters. */
  private static final int OVERHEAD = 100;

  private final int generationSize;
  private final Function<String, Optional<String>> renderer;
  private volatile Map<String, Optional<String>> young = new ConcurrentHashMap<>();
  private volatile Map<String, Optional<String>> old = Map.of();
  private final AtomicInteger youngSize = new AtomicInteger();

  /**
   * @param generationSize in characters of text and HTML
   */
  RenderCache(int generationSize, Function<String, Optional<String>> renderer) {
    this.generationSize = generationSize;
    this.renderer = renderer;
  }

  /** The HTML of a text, rendered if it is not in the cache. */
  Optional<String> get(String text) {
    Optional<String> html = young.get(text);
    if (html != null) {
      return html;
    }
    html = old.get(text);
    if (html == null) {
      html = renderer.apply(text);
    }
    put(text, html);
    return html;
  }

  // Two threads may both find it full; then a little more is dropped than need be.
  private void put(String text, Optional<String> html) {
    int size = OVERHEAD + text.length() + html.map(String::length).orElse(0);
    if (youngSize.addAndGet(size) > generationSize) {
      old = young;
      young = new ConcurrentHashMap<>();
      youngSize.set(size);
    }
    young.put(text, html);
  }
}

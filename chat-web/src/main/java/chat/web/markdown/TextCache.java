package chat.web.markdown;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A bounded cache of what is computed from a text, such as its HTML, so that a message is not
 * rendered again for each client that reads it later. It never blocks, because it is used under a
 * room's lock.
 *
 * <p>It has two generations: a text that is used moves into the younger one; when that is full it
 * becomes the elder, and the elder is dropped.
 */
public final class TextCache<V> {
  /** About what an entry takes beside its characters. */
  private static final int OVERHEAD = 100;

  private final int generationSize;
  private final Function<String, V> source;
  private final ToIntFunction<V> length;
  private volatile Map<String, V> young = new ConcurrentHashMap<>();
  private volatile Map<String, V> old = Map.of();
  private final AtomicInteger youngSize = new AtomicInteger();

  /**
   * @param generationSize in characters of texts and values
   * @param source computes the value of a text
   * @param length of a value in characters
   */
  public TextCache(int generationSize, Function<String, V> source, ToIntFunction<V> length) {
    this.generationSize = generationSize;
    this.source = source;
    this.length = length;
  }

  /** The value of a text, computed if it is not in the cache. */
  public V get(String text) {
    V value = young.get(text);
    if (value != null) {
      return value;
    }
    value = old.get(text);
    if (value == null) {
      value = source.apply(text);
    }
    put(text, value);
    return value;
  }

  // Two threads may both find it full; then a little more is dropped than need be.
  private void put(String text, V value) {
    int size = OVERHEAD + text.length() + length.applyAsInt(value);
    if (youngSize.addAndGet(size) > generationSize) {
      old = young;
      young = new ConcurrentHashMap<>();
      youngSize.set(size);
    }
    young.put(text, value);
  }
}

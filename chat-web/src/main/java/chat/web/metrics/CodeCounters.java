package chat.web.metrics;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counters by a code that the server has chosen, so that there are few. Safe for many threads. */
public final class CodeCounters {
  private final Map<Integer, LongAdder> counters = new ConcurrentSkipListMap<>();

  /**
   * @param expected codes that are reported before they were counted, so that a first one is seen
   *     as a rise
   */
  CodeCounters(int... expected) {
    for (int code : expected) {
      counters.put(code, new LongAdder());
    }
  }

  public void increment(int code) {
    counters.computeIfAbsent(code, c -> new LongAdder()).increment();
  }

  /** How often each code was counted. */
  public SortedMap<Integer, Long> counts() {
    SortedMap<Integer, Long> counts = new TreeMap<>();
    counters.forEach((code, count) -> counts.put(code, count.sum()));
    return counts;
  }
}

package chat.web;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often each limit was met and why connections were cut, and how long deliveries took. Only
 * counts; {@link Metrics} tells.
 */
final class Tally {
  private final Map<Limit, LongAdder> met = adders(Limit.class);
  private final Map<Cut, LongAdder> cuts = adders(Cut.class);
  private final Deliveries deliveries = new Deliveries();

  private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
    Map<E, LongAdder> adders = new EnumMap<>(type);
    for (E each : type.getEnumConstants()) {
      adders.put(each, new LongAdder());
    }
    return adders;
  }

  void met(Limit limit) {
    met.get(limit).increment();
  }

  long count(Limit limit) {
    return met.get(limit).sum();
  }

  void cut(Cut why) {
    cuts.get(why).increment();
  }

  long count(Cut why) {
    return cuts.get(why).sum();
  }

  Deliveries deliveries() {
    return deliveries;
  }

  /** How long it took from appending a message until one connection had it written. */
  static final class Deliveries {
    static final double[] BOUNDS = {
      0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5
    };
    private final LongAdder[] counts = new LongAdder[BOUNDS.length + 1];
    private final LongAdder nanos = new LongAdder();

    Deliveries() {
      java.util.Arrays.setAll(counts, i -> new LongAdder());
    }

    void add(Duration took) {
      double seconds = took.toNanos() / 1e9;
      int bucket = 0;
      while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
        bucket++;
      }
      counts[bucket].increment();
      nanos.add(took.toNanos());
    }

    /** How many took at most the bound with this number and more than the one before. */
    long count(int bucket) {
      return counts[bucket].sum();
    }

    double seconds() {
      return nanos.sum() / 1e9;
    }
  }
}

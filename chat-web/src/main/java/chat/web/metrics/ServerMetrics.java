package chat.web.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counters of limits that were hit and of disconnects by reason, and a histogram of delivery times.
 * {@code /metrics} reports them.
 */
public final class ServerMetrics {
  private final Map<Limit, LongAdder> limitHit = adders(Limit.class);
  private final Map<DisconnectReason, LongAdder> cuts = adders(DisconnectReason.class);
  private final DeliveryTimes deliveryTimes = new DeliveryTimes();

  private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
    Map<E, LongAdder> adders = new EnumMap<>(type);
    for (E each : type.getEnumConstants()) {
      adders.put(each, new LongAdder());
    }
    return adders;
  }

  public void limitHit(Limit limit) {
    limitHit.get(limit).increment();
  }

  public long count(Limit limit) {
    return limitHit.get(limit).sum();
  }

  public void disconnected(DisconnectReason why) {
    cuts.get(why).increment();
  }

  public long count(DisconnectReason why) {
    return cuts.get(why).sum();
  }

  public DeliveryTimes deliveryTimes() {
    return deliveryTimes;
  }

  /** How long it took from appending a message until one connection had it written. */
  public static final class DeliveryTimes {
    private static final double[] BOUNDS = {
      0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5
    };
    private final LongAdder[] counts = new LongAdder[BOUNDS.length + 1];
    private final LongAdder nanos = new LongAdder();

    DeliveryTimes() {
      Arrays.setAll(counts, i -> new LongAdder());
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

    /** The upper bounds of the buckets in seconds, rising; one more bucket has no bound. */
    public static List<Double> bounds() {
      return Arrays.stream(BOUNDS).boxed().toList();
    }

    /** How many took at most the bound with this number and more than the one before. */
    public long count(int bucket) {
      return counts[bucket].sum();
    }

    public double seconds() {
      return nanos.sum() / 1e9;
    }
  }
}

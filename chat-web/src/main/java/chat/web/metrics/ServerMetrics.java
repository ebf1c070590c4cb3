package chat.web.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counters of messages, of limits that were hit, and of disconnects, closes and errors by reason,
 * and a histogram of delivery times. {@code /metrics} reports them.
 */
public final class ServerMetrics {
  private static final int FIRST_SERVER_ERROR = 500;

  private final Map<Limit, LongAdder> limitHit = adders(Limit.class);
  private final Map<DisconnectReason, LongAdder> disconnects = adders(DisconnectReason.class);
  private final DeliveryTimes deliveryTimes = new DeliveryTimes();
  private final CallMetrics calls = new CallMetrics();
  private final MessageCounter messages = new MessageCounter();
  private final CodeCounters serverErrors = new CodeCounters(500, 503);
  private final CodeCounters closes = new CodeCounters(1002, 1008, 1011, 1012);

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

  public void disconnected(DisconnectReason reason) {
    disconnects.get(reason).increment();
  }

  public long count(DisconnectReason reason) {
    return disconnects.get(reason).sum();
  }

  /** A listener of each room that counts messages. */
  public MessageCounter messages() {
    return messages;
  }

  /** Counters of calls to bots. */
  public CallMetrics calls() {
    return calls;
  }

  /** Counts a response with a status from 500 on. */
  public void responded(int status) {
    if (status >= FIRST_SERVER_ERROR) {
      serverErrors.increment(status);
    }
  }

  /** Responses by status, from 500 on. */
  public CodeCounters serverErrors() {
    return serverErrors;
  }

  /** WebSockets that the server closed, by the code of the close frame. */
  public CodeCounters closes() {
    return closes;
  }

  public DeliveryTimes deliveryTimes() {
    return deliveryTimes;
  }

  /** A histogram of the time from the append of a message until one connection has written it. */
  public static final class DeliveryTimes {
    private static final double[] BOUNDS = {
      0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5
    };
    private final LongAdder[] counts = new LongAdder[BOUNDS.length + 1];
    private final LongAdder nanos = new LongAdder();

    DeliveryTimes() {
      Arrays.setAll(counts, i -> new LongAdder());
    }

    void add(Duration time) {
      double seconds = time.toNanos() / 1e9;
      int bucket = 0;
      while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
        bucket++;
      }
      counts[bucket].increment();
      nanos.add(time.toNanos());
    }

    /** The upper bounds of the buckets in seconds, ascending; one more bucket has no bound. */
    public static List<Double> bounds() {
      return Arrays.stream(BOUNDS).boxed().toList();
    }

    /** The number of deliveries in a bucket: within its bound, and over that of the one before. */
    public long count(int bucket) {
      return counts[bucket].sum();
    }

    /** The sum of all times. */
    public double seconds() {
      return nanos.sum() / 1e9;
    }
  }
}

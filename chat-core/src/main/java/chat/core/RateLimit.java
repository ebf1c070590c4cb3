package chat.core;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A rate limit with a token bucket for each key, such as a member or an address. Memory is bounded:
 * a full bucket is removed, because a new one is full, too; and when there are too many keys, all
 * further ones share one bucket. Safe for many threads.
 */
public final class RateLimit {
  /** 100,000 buckets take about 10 MB. */
  public static final int MAX_KEYS = 100_000;

  private static final String OTHER_KEYS = "";

  private final double perSecond;
  private final int burst;
  private final int maxKeys;
  private final InstantSource clock;
  private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();

  /**
   * A limit of which nothing is used.
   *
   * @param burst how many at once
   * @param maxKeys how many keys have a bucket of their own
   * @param clock monotonic
   */
  public RateLimit(double perSecond, int burst, int maxKeys, InstantSource clock) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.maxKeys = maxKeys;
    this.clock = clock;
  }

  /** Takes a token of a key and returns zero; else returns how long to wait for one. */
  public Duration take(String key) {
    boolean isOwn = buckets.size() < maxKeys || buckets.containsKey(key);
    Duration[] wait = {Duration.ZERO};
    // Taken inside, so that no bucket is removed between finding it and taking from it.
    buckets.compute(
        isOwn ? key : OTHER_KEYS,
        (k, known) -> {
          TokenBucket bucket = known != null ? known : new TokenBucket(perSecond, burst, clock);
          wait[0] = bucket.take();
          return bucket;
        });
    return wait[0];
  }

  /** Removes full buckets. Called several times a second. */
  public void expire() {
    buckets.keySet().forEach(key -> buckets.computeIfPresent(key, (k, b) -> b.isFull() ? null : b));
  }

  /** How many buckets there are. */
  public int size() {
    return buckets.size();
  }
}

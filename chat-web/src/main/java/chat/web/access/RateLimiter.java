package chat.web.access;

import chat.core.TokenBucket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** Lets so many through in a minute, from each address. Safe for many threads. */
public final class RateLimiter {
  /** So many addresses are told apart; all others share what one has, so that memory is bounded. */
  static final int MOST_ADDRESSES = 100_000;

  private static final String ALL_OTHERS = "";
  private static final double MINUTE = 60;

  private final OptionalInt perMinute;
  private final InstantSource clock;
  private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();

  /**
   * @param perMinute empty: no limit
   * @param clock never goes back
   */
  public RateLimiter(OptionalInt perMinute, InstantSource clock) {
    this.perMinute = perMinute;
    this.clock = clock;
  }

  /** Counts somebody; false when too many came from there. */
  public boolean pass(String address) {
    return take(address).isZero();
  }

  /** Counts somebody; zero when it may pass, else how long to wait before coming again. */
  Duration take(String address) {
    if (perMinute.isEmpty()) {
      return Duration.ZERO;
    }
    boolean known = buckets.size() < MOST_ADDRESSES || buckets.containsKey(address);
    return buckets.computeIfAbsent(known ? address : ALL_OTHERS, this::bucket).take();
  }

  private TokenBucket bucket(String address) {
    int count = perMinute.orElseThrow();
    return new TokenBucket(count / MINUTE, count, clock);
  }

  /** Forgets who was not here for a while. Called now and then. */
  public void settle() {
    buckets.values().removeIf(TokenBucket::isFull);
  }
}

package chat.web.access;

import chat.core.TokenBucket;
import chat.core.name.Member;
import chat.web.client.RemoteClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits requests a minute of each member, and of each address: a person can sign in under many
 * names. Each key has a token bucket. Safe for many threads.
 */
public final class RateLimiter {
  /** 100,000 keys of a kind have a bucket of their own, so that memory is bounded. */
  private static final int MAX_KEYS = 100_000;

  private final Buckets byMember;
  private final Buckets byAddress;

  /**
   * @param perMember requests a minute; empty: no limit
   * @param perAddress requests a minute; empty: no limit
   * @param clock monotonic
   */
  public RateLimiter(OptionalInt perMember, OptionalInt perAddress, InstantSource clock) {
    this(perMember, perAddress, clock, MAX_KEYS);
  }

  RateLimiter(OptionalInt perMember, OptionalInt perAddress, InstantSource clock, int maxKeys) {
    byMember = new Buckets(perMember, clock, maxKeys);
    byAddress = new Buckets(perAddress, clock, maxKeys);
  }

  /** Counts a request of a member; returns zero if it is allowed, else the time to wait. */
  public Duration acquire(Member member) {
    return byMember.take(member.id());
  }

  /** Counts a request of a client; returns zero if it is allowed, else the time to wait. */
  public Duration acquire(RemoteClient client) {
    return byAddress.take(client.addressGroup());
  }

  /** Counts a request of a member and its client; returns zero, or the time to wait. */
  public Duration acquire(Member member, RemoteClient client) {
    Duration wait = acquire(member);
    return wait.isZero() ? acquire(client) : wait;
  }

  /**
   * Removes buckets that are full again, as a new bucket is full. Called several times a second.
   */
  public void expire() {
    byMember.expire();
    byAddress.expire();
  }

  /** The number of buckets. */
  int size() {
    return byMember.size() + byAddress.size();
  }

  /** The buckets of one kind of key. When there are too many, all further keys share one. */
  private static final class Buckets {
    private static final String OTHERS = "";
    private static final double MINUTE = 60;

    private final OptionalInt perMinute;
    private final InstantSource clock;
    private final int maxKeys;
    private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();

    Buckets(OptionalInt perMinute, InstantSource clock, int maxKeys) {
      this.perMinute = perMinute;
      this.clock = clock;
      this.maxKeys = maxKeys;
    }

    Duration take(String key) {
      if (perMinute.isEmpty()) {
        return Duration.ZERO;
      }
      boolean isOwn = buckets.size() < maxKeys || buckets.containsKey(key);
      return buckets.computeIfAbsent(isOwn ? key : OTHERS, this::bucket).take();
    }

    private TokenBucket bucket(String key) {
      int count = perMinute.orElseThrow();
      return new TokenBucket(count / MINUTE, count, clock);
    }

    void expire() {
      buckets.values().removeIf(TokenBucket::isFull);
    }

    int size() {
      return buckets.size();
    }
  }
}

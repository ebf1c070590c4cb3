package chat.web.access;

import chat.core.RateLimit;
import chat.core.name.Member;
import chat.web.client.RemoteClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Limits requests in a time of each member, and of each address: a person can sign in under many
 * names. Each kind of key has a {@link RateLimit}, or no limit. Safe for many threads.
 */
public final class RateLimiter {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Duration period;
  private final InstantSource clock;
  private final int maxKeys;
  private volatile Optional<RateLimit> byMember;
  private volatile Optional<RateLimit> byAddress;

  /**
   * @param perMember requests a minute; empty: no limit
   * @param perAddress requests a minute; empty: no limit
   * @param clock monotonic
   */
  public RateLimiter(OptionalInt perMember, OptionalInt perAddress, InstantSource clock) {
    this(perMember, perAddress, MINUTE, clock, RateLimit.MAX_KEYS);
  }

  /**
   * @param perMember requests in the period; empty: no limit
   * @param perAddress requests in the period; empty: no limit
   * @param clock monotonic
   */
  public RateLimiter(
      OptionalInt perMember, OptionalInt perAddress, Duration period, InstantSource clock) {
    this(perMember, perAddress, period, clock, RateLimit.MAX_KEYS);
  }

  RateLimiter(
      OptionalInt perMember,
      OptionalInt perAddress,
      Duration period,
      InstantSource clock,
      int maxKeys) {
    this.period = period;
    this.clock = clock;
    this.maxKeys = maxKeys;
    byMember = limit(perMember);
    byAddress = limit(perAddress);
  }

  /** Changes the limits; all buckets are full again. */
  public void setLimits(OptionalInt perMember, OptionalInt perAddress) {
    byMember = limit(perMember);
    byAddress = limit(perAddress);
  }

  private Optional<RateLimit> limit(OptionalInt perPeriod) {
    if (perPeriod.isEmpty()) {
      return Optional.empty();
    }
    int count = perPeriod.getAsInt();
    double perSecond = count / (double) period.toSeconds();
    return Optional.of(new RateLimit(perSecond, count, maxKeys, clock));
  }

  /** Counts a request of a member; returns zero if it is allowed, else the time to wait. */
  public Duration acquire(Member member) {
    return take(byMember, member.id());
  }

  /** Counts a request of a client; returns zero if it is allowed, else the time to wait. */
  public Duration acquire(RemoteClient client) {
    return take(byAddress, client.addressGroup());
  }

  /** Counts a request of a member and its client; returns zero, or the time to wait. */
  public Duration acquire(Member member, RemoteClient client) {
    Duration wait = acquire(member);
    return wait.isZero() ? acquire(client) : wait;
  }

  private static Duration take(Optional<RateLimit> limit, String key) {
    return limit.isEmpty() ? Duration.ZERO : limit.get().take(key);
  }

  /**
   * Removes buckets that are full again, as a new bucket is full. Called several times a second.
   */
  public void expire() {
    byMember.ifPresent(RateLimit::expire);
    byAddress.ifPresent(RateLimit::expire);
  }

  /** The number of buckets. */
  int size() {
    return size(byMember) + size(byAddress);
  }

  private static int size(Optional<RateLimit> limit) {
    return limit.map(RateLimit::size).orElse(0);
  }
}

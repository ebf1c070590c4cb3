package chat.web.moderation;

import static java.util.stream.Collectors.toUnmodifiableMap;

import chat.core.cluster.Ruling;
import chat.core.cluster.RulingStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/**
 * The members that have signed out on all devices, whose cookies are not valid any more, and the
 * links for devices that were used. Safe for many threads.
 */
public final class SignOuts {
  /** 10,000 within the lifetime of a cookie, because all of them are in memory and in one file. */
  static final int MAX = 10_000;

  private static final String MEMBER = "signed-out";
  private static final String LINK = "device-link";
  static final Set<String> KINDS = Set.of(MEMBER, LINK);

  private final RulingStore store;
  private final InstantSource clock;
  private final Duration cookieLifetime;
  private volatile Map<String, Instant> members = Map.of();

  /**
   * Reads the sign-outs.
   *
   * @param clock the time of day
   * @param cookieLifetime how long a sign-out has to be known
   */
  public SignOuts(RulingStore store, InstantSource clock, Duration cookieLifetime) {
    this.store = store;
    this.clock = clock;
    this.cookieLifetime = cookieLifetime;
    reload();
  }

  /** Reads the sign-outs again, because they have changed. */
  public synchronized void reload() {
    members =
        store.read().stream()
            .filter(ruling -> ruling.kind().equals(MEMBER))
            .collect(toUnmodifiableMap(Ruling::target, Ruling::until));
  }

  /** Whether a member has signed out on all devices. */
  public boolean contains(String memberId) {
    Instant until = members.get(memberId);
    return until != null && clock.instant().isBefore(until);
  }

  /**
   * Makes all cookies of a member invalid, at all servers.
   *
   * @throws InvalidActionException when too many members have signed out so
   */
  public synchronized void add(String memberId) {
    if (members.size() >= MAX) {
      reload();
    }
    if (members.size() >= MAX && !members.containsKey(memberId)) {
      throw new InvalidActionException("too-many-sign-outs");
    }
    store.put(ruling(MEMBER, memberId, cookieLifetime));
    reload();
  }

  /**
   * Uses a link that is valid once.
   *
   * @param link identifies it
   * @param validity of the link, at most
   * @return whether it was not used before, at any server
   */
  public boolean useOnce(String link, Duration validity) {
    return store.putIfAbsent(ruling(LINK, link, validity));
  }

  private Ruling ruling(String kind, String target, Duration time) {
    return new Ruling(kind, target, clock.instant().plus(time), Duration.ZERO);
  }
}

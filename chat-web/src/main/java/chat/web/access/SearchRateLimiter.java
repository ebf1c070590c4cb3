package chat.web.access;

import chat.web.config.SearchLimits;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How often somebody may search, which is the dearest thing that anybody can ask for: each member,
 * and all members of one address together, as one can sign in under many names.
 */
public final class SearchRateLimiter {
  private final RateLimiter byMember;
  private final RateLimiter byAddress;

  /**
   * @param clock never goes back
   */
  public SearchRateLimiter(SearchLimits limits, InstantSource clock) {
    byMember = new RateLimiter(limits.perMember(), clock);
    byAddress = new RateLimiter(limits.perAddress(), clock);
  }

  /** Counts a search; zero when it may be done, else how long to wait with it. */
  public Duration take(String member, String address) {
    Duration wait = byMember.take(member);
    return wait.isZero() ? byAddress.take(address) : wait;
  }

  /** Forgets who has not searched for a while. Called now and then. */
  public void settle() {
    byMember.settle();
    byAddress.settle();
  }
}

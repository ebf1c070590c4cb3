package chat.web;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How often somebody may search, which is the dearest thing that anybody can ask for: each member,
 * and all members of one address together, as one can sign in under many names.
 */
final class Searches {
  private final Turnstile byMember;
  private final Turnstile byAddress;

  /**
   * @param clock never goes back
   */
  Searches(Limits.Search limits, InstantSource clock) {
    byMember = new Turnstile(limits.perMember(), clock);
    byAddress = new Turnstile(limits.perAddress(), clock);
  }

  /** Counts a search; zero when it may be done, else how long to wait with it. */
  Duration take(String member, String address) {
    Duration wait = byMember.take(member);
    return wait.isZero() ? byAddress.take(address) : wait;
  }

  /** Forgets who has not searched for a while. Called now and then. */
  void settle() {
    byMember.settle();
    byAddress.settle();
  }
}

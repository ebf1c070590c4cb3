package chat.core;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Who holds which name, until when. A name is claimed by signing in; it stays its member's while
 * the member is present in any room and for a while after. Names are compared by their looks. Safe
 * for many threads.
 */
public final class Nicknames implements RoomListener {
  /** A member that never connected gives its name up after this time. */
  static final Duration UNUSED = Duration.ofMinutes(1);

  private final Function<String, Set<String>> looks;
  private final Duration hold;
  private final InstantSource clock;
  private final Map<String, Claim> byLook = new HashMap<>();
  private final Map<String, Claim> byMember = new HashMap<>();
  // In how many rooms a member is. Not in the claim: a member that signs out or takes another name
  // while one of its tabs comes or goes would leave a claim with a wrong count.
  private final Map<Member, Integer> rooms = new HashMap<>();

  /**
   * Nobody holds a name yet.
   *
   * @param looks names with a look in common are one name
   * @param hold how long a name is kept for a member that left
   * @param clock never goes back
   */
  public Nicknames(Function<String, Set<String>> looks, Duration hold, InstantSource clock) {
    this.looks = looks;
    this.hold = hold;
    this.clock = clock;
  }

  private static final class Claim {
    private final Member member;
    private final Set<String> looks;
    private Instant until;

    Claim(Member member, Set<String> looks) {
      this.member = member;
      this.looks = looks;
    }
  }

  private boolean isOver(Claim claim, Instant now) {
    return !rooms.containsKey(claim.member) && !now.isBefore(claim.until);
  }

  /**
   * Claims its name for a member, in place of any other name of that member.
   *
   * @return false when the name is another member's
   */
  public synchronized boolean claim(Member member) {
    Instant now = clock.instant();
    Claim own = byMember.get(member.id());
    if (own != null && own.member.equals(member)) {
      own.until = later(own.until, now.plus(UNUSED));
      return true;
    }
    Set<String> wanted = looks.apply(member.name());
    List<Claim> holders = wanted.stream().map(byLook::get).filter(Objects::nonNull).toList();
    if (holders.stream().anyMatch(h -> h != own && !isOver(h, now))) {
      return false;
    }
    holders.forEach(this::forget);
    forget(own);
    Claim claim = new Claim(member, wanted);
    claim.until = now.plus(UNUSED);
    wanted.forEach(look -> byLook.put(look, claim));
    byMember.put(member.id(), claim);
    return true;
  }

  /** Gives the name of a member back at once, unless a connection of it came in meanwhile. */
  public synchronized void release(String memberId) {
    Claim claim = byMember.get(memberId);
    if (claim != null && !rooms.containsKey(claim.member)) {
      forget(claim);
    }
  }

  private void forget(Claim claim) {
    if (claim != null) {
      claim.looks.forEach(look -> byLook.remove(look, claim));
      byMember.remove(claim.member.id(), claim);
    }
  }

  @Override
  public synchronized void joined(Member member, int count) {
    rooms.merge(member, 1, Integer::sum);
  }

  @Override
  public synchronized void left(Member member, int count) {
    Integer stillIn = rooms.computeIfPresent(member, (m, in) -> in == 1 ? null : in - 1);
    Claim claim = byMember.get(member.id());
    // Another name: the member signed in anew, and an old tab of it has gone.
    if (stillIn == null && claim != null && claim.member.equals(member)) {
      claim.until = clock.instant().plus(hold);
    }
  }

  /** In how many rooms a member is present under its name. */
  public synchronized int rooms(Member member) {
    return rooms.getOrDefault(member, 0);
  }

  /** Forgets the claims that are over. Called now and then. */
  public synchronized void settle() {
    Instant now = clock.instant();
    byMember.values().stream().filter(c -> isOver(c, now)).toList().forEach(this::forget);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}

package chat.core;

import chat.core.name.Member;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Who holds which name, until when. A name is claimed by signing in; it stays its member's while
 * the member is present in any room and for a while after. Names are compared by their looks. Safe
 * for many threads.
 *
 * <p>A member has one name, that of its latest sign-in, but may have cookies of earlier ones, each
 * with another name. So there are two ways to a name: {@link #claim} is for who asks for one, by
 * signing in; {@link #reclaim} is for who brings one along. The second never takes a name away, not
 * even the member's own present one: an old cookie is refused while the new name is held, and good
 * again when it is not and nobody has taken the old one. A connection reclaims twice, at the door
 * and when it has joined: a sign-in between the two would not have seen it.
 *
 * <p>A name that was given up is nobody's while somebody is still present under it. So there are
 * never two in the house whom one could take for one another.
 */
public final class Nicknames implements RoomListener {
  /** A member that never connected gives its name up after this time. */
  static final Duration UNUSED = Duration.ofMinutes(1);

  private final Function<String, Set<String>> skeletons;
  private final Duration hold;
  private final InstantSource clock;
  private final Map<String, Claim> bySkeleton = new HashMap<>();
  private final Map<String, Claim> byMember = new HashMap<>();
  // Given up for another name, and still spoken under: for a moment, until those tabs have gone.
  private final Map<Member, Claim> former = new HashMap<>();
  // In how many rooms a member is. Not in the claim: a member that signs out or takes another name
  // while one of its tabs comes or goes would leave a claim with a wrong count.
  private final Map<Member, Integer> roomCounts = new HashMap<>();

  /**
   * Nobody holds a name yet.
   *
   * @param looks names with a look in common are one name
   * @param hold how long a name is kept for a member that left
   * @param clock never goes back
   */
  public Nicknames(Function<String, Set<String>> looks, Duration hold, InstantSource clock) {
    this.skeletons = looks;
    this.hold = hold;
    this.clock = clock;
  }

  private static final class Claim {
    private final Member member;
    private final Set<String> skeletons;
    private Instant until;

    Claim(Member member, Set<String> looks) {
      this.member = member;
      this.skeletons = looks;
    }

    boolean isOf(String memberId) {
      return member.id().equals(memberId);
    }
  }

  private boolean isOver(Claim claim, Instant now) {
    // In this order: asked of all of them several times a second.
    return !now.isBefore(claim.until) && !roomCounts.containsKey(claim.member);
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
    Set<String> wanted = skeletons.apply(member.name());
    if (isTaken(wanted, member.id(), now)) {
      return false;
    }
    wanted.stream().map(bySkeleton::get).forEach(this::remove);
    replace(own);
    former.remove(member);
    Claim claim = new Claim(member, wanted);
    claim.until = now.plus(UNUSED);
    wanted.forEach(look -> bySkeleton.put(look, claim));
    byMember.put(member.id(), claim);
    return true;
  }

  /**
   * Claims the name that a member brings along, unless it has another one by now.
   *
   * @return false when the name is another member's, or this member's no more
   */
  public synchronized boolean reclaim(Member member) {
    Claim own = byMember.get(member.id());
    boolean hasAnother = own != null && !own.member.equals(member) && !isOver(own, clock.instant());
    return !hasAnother && claim(member);
  }

  /** Whether a member could claim its name; nothing changes. */
  public synchronized boolean isFreeFor(Member member) {
    return !isTaken(skeletons.apply(member.name()), member.id(), clock.instant());
  }

  private boolean isTaken(Set<String> wanted, String memberId, Instant now) {
    for (String look : wanted) {
      Claim holder = bySkeleton.get(look);
      if (holder != null && !holder.isOf(memberId) && !isOver(holder, now)) {
        return true;
      }
    }
    for (Claim left : former.values()) {
      if (!left.isOf(memberId) && !Collections.disjoint(left.skeletons, wanted)) {
        return true;
      }
    }
    return false;
  }

  private void replace(Claim claim) {
    remove(claim);
    if (claim != null && roomCounts.containsKey(claim.member)) {
      former.put(claim.member, claim);
    }
  }

  /** Gives the name of a member back at once, unless a connection of it came in meanwhile. */
  public synchronized void release(String memberId) {
    Claim claim = byMember.get(memberId);
    if (claim != null && !roomCounts.containsKey(claim.member)) {
      remove(claim);
    }
  }

  private void remove(Claim claim) {
    if (claim != null) {
      claim.skeletons.forEach(look -> bySkeleton.remove(look, claim));
      byMember.remove(claim.member.id(), claim);
    }
  }

  @Override
  public synchronized void joined(Member member, int count) {
    roomCounts.merge(member, 1, Integer::sum);
  }

  @Override
  public synchronized void left(Member member, int count) {
    Integer stillIn = roomCounts.computeIfPresent(member, (m, in) -> in == 1 ? null : in - 1);
    if (stillIn != null) {
      return;
    }
    former.remove(member);
    Claim claim = byMember.get(member.id());
    // Another name: the member signed in anew, and an old tab of it has gone.
    if (claim != null && claim.member.equals(member)) {
      claim.until = clock.instant().plus(hold);
    }
  }

  /** In how many rooms a member is present under its name. */
  public synchronized int roomCount(Member member) {
    return roomCounts.getOrDefault(member, 0);
  }

  /** Forgets the claims that are over. Called now and then. */
  public synchronized void expire() {
    Instant now = clock.instant();
    byMember.values().stream().filter(c -> isOver(c, now)).toList().forEach(this::remove);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}

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

/** The claims to nicknames at one server, in memory. */
public final class Nicknames implements NicknameClaims {
  /** A claim without a connection ends after this time. */
  static final Duration UNUSED = Duration.ofMinutes(1);

  private final Function<String, Set<String>> skeletons;
  private final Duration hold;
  private final InstantSource clock;
  private final Map<String, Claim> bySkeleton = new HashMap<>();
  private final Map<String, Claim> byMember = new HashMap<>();
  // Replaced by another name, and still in use for a moment, until those tabs have left.
  private final Map<Member, Claim> former = new HashMap<>();
  // In how many rooms a member is present. Not in the claim: a member that signs out or takes
  // another name while one of its tabs joins or leaves would have a claim with a wrong count.
  private final Map<Member, Integer> roomCounts = new HashMap<>();

  /**
   * No name is claimed yet.
   *
   * @param skeletons two names with a skeleton in common count as one name
   * @param hold how long a name is kept for a member that left
   * @param clock monotonic
   */
  public Nicknames(Function<String, Set<String>> skeletons, Duration hold, InstantSource clock) {
    this.skeletons = skeletons;
    this.hold = hold;
    this.clock = clock;
  }

  private static final class Claim {
    private final Member member;
    private final Set<String> skeletons;
    private Instant until;
    private boolean weak;

    Claim(Member member, Set<String> skeletons) {
      this.member = member;
      this.skeletons = skeletons;
    }

    boolean isOf(String memberId) {
      return member.id().equals(memberId);
    }
  }

  private boolean isOver(Claim claim, Instant now) {
    // In this order, because it is checked for all claims several times a second.
    return !now.isBefore(claim.until) && !roomCounts.containsKey(claim.member);
  }

  @Override
  public synchronized boolean claim(Member member) {
    return claim(member, false, true);
  }

  @Override
  public synchronized boolean claimWeakly(Member member) {
    return claim(member, true, false);
  }

  /**
   * Claims a name.
   *
   * @param weakly whether the claim may be taken over until the member is present
   * @param overWeak whether it takes over such a claim of another member
   */
  private boolean claim(Member member, boolean weakly, boolean overWeak) {
    Instant now = clock.instant();
    Claim own = byMember.get(member.id());
    if (own != null && own.member.equals(member)) {
      own.weak &= weakly;
      own.until = later(own.until, now.plus(UNUSED));
      return true;
    }
    Set<String> wanted = skeletons.apply(member.name());
    if (isTaken(wanted, member.id(), now, overWeak)) {
      return false;
    }
    wanted.stream().map(bySkeleton::get).forEach(this::remove);
    replace(own);
    former.remove(member);
    Claim claim = new Claim(member, wanted);
    claim.until = now.plus(UNUSED);
    claim.weak = weakly && !roomCounts.containsKey(member);
    wanted.forEach(skeleton -> bySkeleton.put(skeleton, claim));
    byMember.put(member.id(), claim);
    return true;
  }

  @Override
  public synchronized boolean reclaim(Member member) {
    return !hasOther(member) && claim(member, false, false);
  }

  @Override
  public synchronized boolean canReclaim(Member member) {
    return !hasOther(member) && isFreeFor(member);
  }

  private boolean hasOther(Member member) {
    Claim own = byMember.get(member.id());
    return own != null && !own.member.equals(member) && !isOver(own, clock.instant());
  }

  @Override
  public synchronized boolean reclaimIfPresent(Member member) {
    return !roomCounts.containsKey(member) || reclaim(member);
  }

  @Override
  public synchronized boolean isFreeFor(Member member) {
    return !isTaken(skeletons.apply(member.name()), member.id(), clock.instant(), false);
  }

  /**
   * Whether another member has a name.
   *
   * @param overWeak whether weak claims of others do not count
   */
  private boolean isTaken(Set<String> wanted, String memberId, Instant now, boolean overWeak) {
    for (String skeleton : wanted) {
      Claim holder = bySkeleton.get(skeleton);
      if (holder != null
          && !holder.isOf(memberId)
          && !isOver(holder, now)
          && !(overWeak && holder.weak)) {
        return true;
      }
    }
    for (Claim replaced : former.values()) {
      if (!replaced.isOf(memberId) && !Collections.disjoint(replaced.skeletons, wanted)) {
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

  @Override
  public synchronized void release(String memberId) {
    Claim claim = byMember.get(memberId);
    if (claim != null && !roomCounts.containsKey(claim.member)) {
      remove(claim);
    }
  }

  private void remove(Claim claim) {
    if (claim != null) {
      claim.skeletons.forEach(skeleton -> bySkeleton.remove(skeleton, claim));
      byMember.remove(claim.member.id(), claim);
    }
  }

  @Override
  public synchronized void joined(Member member, int count) {
    roomCounts.merge(member, 1, Integer::sum);
    Claim claim = byMember.get(member.id());
    if (claim != null && claim.member.equals(member)) {
      claim.weak = false;
    }
  }

  @Override
  public synchronized void left(Member member, int count) {
    Integer stillIn = roomCounts.computeIfPresent(member, (m, in) -> in == 1 ? null : in - 1);
    if (stillIn != null) {
      return;
    }
    former.remove(member);
    Claim claim = byMember.get(member.id());
    // Not if the member has signed in under another name, and an old tab has left.
    if (claim != null && claim.member.equals(member)) {
      claim.until = clock.instant().plus(hold);
    }
  }

  @Override
  public synchronized int roomCount(Member member) {
    return roomCounts.getOrDefault(member, 0);
  }

  @Override
  public synchronized void expire() {
    Instant now = clock.instant();
    byMember.values().stream().filter(c -> isOver(c, now)).toList().forEach(this::remove);
  }

  /** The number of claims, and of members that are present, which it has to remember. */
  synchronized int size() {
    return bySkeleton.size() + byMember.size() + former.size() + roomCounts.size();
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}

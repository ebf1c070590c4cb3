package chat.core;

import chat.core.cluster.NicknameStore;
import chat.core.cluster.NicknameStore.NicknameClaim;
import chat.core.cluster.NicknameStore.Strength;
import chat.core.name.Member;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The claims to nicknames that all servers of one database share. */
public final class SharedNicknames implements NicknameClaims {
  private final NicknameStore store;
  private final Function<String, Set<String>> skeletons;
  private final Duration hold;
  // In how many of the rooms that are open here a member is present, here or elsewhere.
  private final Map<Member, Integer> roomCounts = new HashMap<>();

  /**
   * @param skeletons two names with a skeleton in common count as one name
   * @param hold how long a name is kept for a member that left
   */
  public SharedNicknames(
      NicknameStore store, Function<String, Set<String>> skeletons, Duration hold) {
    this.store = store;
    this.skeletons = skeletons;
    this.hold = hold;
  }

  @Override
  public boolean claim(Member member) {
    return claim(member, Strength.STRONG);
  }

  @Override
  public boolean claimWeakly(Member member) {
    return claim(member, Strength.WEAK);
  }

  @Override
  public boolean reclaim(Member member) {
    return claim(member, Strength.AGAIN);
  }

  /** Claims the name for no time. */
  @Override
  public boolean canReclaim(Member member) {
    Set<String> wanted = skeletons.apply(member.name());
    return store.claim(new NicknameClaim(member, wanted, Duration.ZERO, Strength.AGAIN, false));
  }

  private boolean claim(Member member, Strength strength) {
    Set<String> wanted = skeletons.apply(member.name());
    boolean isPresent = roomCount(member) > 0;
    boolean isClaimed =
        store.claim(new NicknameClaim(member, wanted, Nicknames.UNUSED, strength, isPresent));
    if (isPresent && isClaimed) {
      exitIfLeft(member);
    }
    return isClaimed;
  }

  /** A claim may be kept after the exit of its member was, and would say that it is present. */
  private synchronized void exitIfLeft(Member member) {
    if (!roomCounts.containsKey(member)) {
      store.exited(member, hold);
    }
  }

  @Override
  public boolean reclaimIfPresent(Member member) {
    return roomCount(member) == 0 || reclaim(member);
  }

  @Override
  public boolean isFreeFor(Member member) {
    return store.isFree(skeletons.apply(member.name()), member.id());
  }

  /** A name that is still in use ends when its member has left, here and at other servers. */
  @Override
  public void release(String memberId) {
    store.release(memberId, isPresent(memberId));
  }

  private synchronized boolean isPresent(String memberId) {
    return roomCounts.keySet().stream().anyMatch(member -> member.id().equals(memberId));
  }

  @Override
  public synchronized void joined(Member member, int count) {
    if (roomCounts.merge(member, 1, Integer::sum) == 1) {
      store.entered(member);
    }
  }

  @Override
  public synchronized void left(Member member, int count) {
    if (roomCounts.computeIfPresent(member, (m, in) -> in == 1 ? null : in - 1) == null) {
      store.exited(member, hold);
    }
  }

  @Override
  public synchronized int roomCount(Member member) {
    return roomCounts.getOrDefault(member, 0);
  }

  /** Does nothing: the store removes what is over. */
  @Override
  public void expire() {}
}

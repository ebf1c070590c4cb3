package chat.web.access;

import chat.core.name.Member;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The members who were connected in the last 24 h, each with its nickname and its latest addresses,
 * so that the owner can still act on a member who has just left. In memory. Safe for many threads.
 */
public final class RecentMembers {
  /** 24 h, because it takes the owner so long to hear of a complaint. */
  static final Duration MEMORY = Duration.ofHours(24);

  /** 8 addresses of a member: a few devices and networks. */
  static final int MAX_ADDRESSES = 8;

  /** 10,000 members with 8 addresses each take about 10 MB. */
  private static final int MAX_MEMBERS = 10_000;

  private final InstantSource clock;
  private final int maxMembers;
  // By id, the one that connected or left the longest ago first; guarded by itself.
  private final Map<String, RecentMember> members = new LinkedHashMap<>();

  /**
   * No member is known yet.
   *
   * @param clock monotonic
   */
  public RecentMembers(InstantSource clock) {
    this(clock, MAX_MEMBERS);
  }

  RecentMembers(InstantSource clock, int maxMembers) {
    this.clock = clock;
    this.maxMembers = maxMembers;
  }

  /**
   * @param addresses the latest one last
   */
  private record RecentMember(String name, List<String> addresses, Instant at) {
    static RecentMember of(Member member, String address, RecentMember before, Instant now) {
      List<String> addresses = new ArrayList<>(before == null ? List.of() : before.addresses);
      addresses.remove(address);
      addresses.add(address);
      return new RecentMember(
          member.name(),
          List.copyOf(
              addresses.subList(Math.max(0, addresses.size() - MAX_ADDRESSES), addresses.size())),
          now);
    }
  }

  /** A member has connected from an address, or was until now. */
  void add(Member member, String address) {
    synchronized (members) {
      RecentMember before = members.remove(member.id());
      members.put(member.id(), RecentMember.of(member, address, before, clock.instant()));
      if (members.size() > maxMembers) {
        members.remove(members.keySet().iterator().next());
      }
    }
  }

  /** The latest addresses of a member; empty for one that is not known. */
  public List<String> addresses(String memberId) {
    return find(memberId).map(RecentMember::addresses).orElse(List.of());
  }

  /** The latest nickname of a member. */
  public Optional<String> nickname(String memberId) {
    return find(memberId).map(RecentMember::name);
  }

  private Optional<RecentMember> find(String memberId) {
    expire();
    synchronized (members) {
      return Optional.ofNullable(members.get(memberId));
    }
  }

  /** Forgets members who left too long ago. Called several times a second. */
  public void expire() {
    Instant since = clock.instant().minus(MEMORY);
    synchronized (members) {
      Iterator<RecentMember> eldest = members.values().iterator();
      while (eldest.hasNext() && !eldest.next().at.isAfter(since)) {
        eldest.remove();
      }
    }
  }
}

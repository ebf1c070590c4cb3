package chat.core;

import chat.core.name.Member;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The members present in a room: those here, with their seats or in the grace after the last one,
 * and those at other servers. A member may be both, and counts once. Changed under the room's lock
 * only; {@link #count}, {@link #contains} and {@link #members} are read without it.
 */
final class Presences {
  private final Map<String, Presence> byId = new ConcurrentHashMap<>();
  private final Queue<Departure> departures = new ArrayDeque<>();
  private volatile int count;
  private int here;
  // The number of times that a member has left or was renamed, so that a listing may be wrong.
  private final AtomicInteger removals = new AtomicInteger();
  private volatile Listing lastListing = new Listing(List.of(), 0, 0);

  /** A member may be elsewhere under another name for a moment; the name here counts. */
  private static final class Presence {
    private final Set<Seat> seats = new LinkedHashSet<>(2);
    private Instant goneSince = Instant.MAX;
    // Null where it is not present; never null both.
    private volatile Member here;
    private volatile Member elsewhere;

    Member member() {
      Member local = here;
      return local != null ? local : elsewhere;
    }
  }

  private record Departure(Presence presence, Instant since) {}

  /** Some of the members, as many as were asked for, at a number of removals. */
  private record Listing(List<Member> members, int max, int removals) {
    /** Whether it is right still: whoever has joined since would not have been listed. */
    boolean isRight(int wanted, int removalsNow) {
      return members.size() == wanted && max == wanted && removals == removalsNow;
    }
  }

  int count() {
    return count;
  }

  /** How many members are present at this server. */
  int countHere() {
    return here;
  }

  boolean contains(String memberId) {
    return byId.containsKey(memberId);
  }

  /** The same list until one of it may have changed, because many ask at once after a restart. */
  List<Member> members(int max) {
    int removalsBefore = removals.get();
    Listing listing = lastListing;
    if (!listing.isRight(max, removalsBefore)) {
      listing = new Listing(list(max), max, removalsBefore);
      lastListing = listing;
    }
    return listing.members;
  }

  private List<Member> list(int max) {
    return byId.values().stream()
        .map(Presence::member)
        .filter(Objects::nonNull)
        .limit(max)
        .toList();
  }

  /** The members present at this server. */
  List<Member> membersHere() {
    return byId.values().stream().map(presence -> presence.here).filter(Objects::nonNull).toList();
  }

  /** The member with this id, under the name that it is present under. */
  Optional<Member> find(String memberId) {
    return Optional.ofNullable(byId.get(memberId)).map(Presence::member);
  }

  /** The same at this server only. */
  Optional<Member> findHere(String memberId) {
    return Optional.ofNullable(byId.get(memberId)).map(presence -> presence.here);
  }

  /** Adds a seat and ends the member's grace; returns whether the member was not here. */
  boolean add(Seat seat) {
    Member member = seat.member();
    Presence presence = byId.computeIfAbsent(member.id(), id -> new Presence());
    boolean isNew = presence.here == null;
    Member before = presence.member();
    presence.here = member;
    noteRename(before, member);
    presence.seats.add(seat);
    presence.goneSince = Instant.MAX;
    here += isNew ? 1 : 0;
    count = byId.size();
    return isNew;
  }

  private void noteRename(Member before, Member now) {
    if (before != null && !before.equals(now)) {
      removals.incrementAndGet();
    }
  }

  /** Removes a seat; returns whether it was the member's last one. */
  boolean remove(Seat seat) {
    Presence presence = byId.get(seat.member().id());
    return presence != null && presence.seats.remove(seat) && presence.seats.isEmpty();
  }

  /** Begins the grace of a member without a seat. */
  void startGrace(String memberId, Instant now) {
    Presence presence = byId.get(memberId);
    presence.goneSince = now;
    departures.add(new Departure(presence, now));
  }

  /** Removes a member that is here from this server; returns its seats. */
  List<Seat> removeHere(Member member) {
    Presence presence = byId.get(member.id());
    List<Seat> seats = List.copyOf(presence.seats);
    here--;
    presence.here = null;
    presence.seats.clear();
    presence.goneSince = Instant.MAX;
    removeIfAbsent(member.id(), presence);
    removals.incrementAndGet();
    return seats;
  }

  private void removeIfAbsent(String memberId, Presence presence) {
    if (presence.member() == null) {
      byId.remove(memberId);
      count = byId.size();
    }
  }

  /** The next member here whose grace began at this time or earlier; each is returned once. */
  Optional<Member> nextExpired(Instant since) {
    for (Departure next = departures.peek();
        next != null && !next.since.isAfter(since);
        next = departures.peek()) {
      departures.remove();
      // The same moment: the member did not come back and leave again meanwhile.
      if (next.presence.goneSince.equals(next.since)) {
        return Optional.of(next.presence.here);
      }
    }
    return Optional.empty();
  }

  /** Adds a member that is present at another server. */
  void addElsewhere(Member member) {
    Presence presence = byId.computeIfAbsent(member.id(), id -> new Presence());
    Member before = presence.member();
    presence.elsewhere = member;
    noteRename(before, member);
    count = byId.size();
  }

  /** Removes a member that is not present at any other server under its name. */
  void removeElsewhere(Member member) {
    Presence presence = byId.get(member.id());
    if (presence != null && member.equals(presence.elsewhere)) {
      presence.elsewhere = null;
      removeIfAbsent(member.id(), presence);
      removals.incrementAndGet();
    }
  }

  /** The number of grace periods not yet checked for expiry, also those ended by a rejoin. */
  int departures() {
    return departures.size();
  }
}

package chat.core;

import chat.core.name.Member;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The members present in a room with their seats, and the members without a seat whose grace is not
 * over. Changed under the room's lock only; {@link #count}, {@link #contains} and {@link #members}
 * are read without it.
 */
final class Presences {
  private final Map<String, Presence> byId = new ConcurrentHashMap<>();
  private final Queue<Departure> departures = new ArrayDeque<>();
  private volatile int count;

  private static final class Presence {
    private final Member member;
    private final Set<Seat> seats = new LinkedHashSet<>(2);
    private Instant goneSince = Instant.MAX;

    Presence(Member member) {
      this.member = member;
    }
  }

  private record Departure(Presence presence, Instant since) {}

  int count() {
    return count;
  }

  boolean contains(String memberId) {
    return byId.containsKey(memberId);
  }

  List<Member> members(int max) {
    return byId.values().stream().limit(max).map(presence -> presence.member).toList();
  }

  /** The member with this id, under the name that it is present under. */
  Optional<Member> find(String memberId) {
    return Optional.ofNullable(byId.get(memberId)).map(presence -> presence.member);
  }

  /** Adds a seat and ends the member's grace; returns whether the member was not present. */
  boolean add(Seat seat) {
    Member member = seat.member();
    Presence known = byId.get(member.id());
    Presence presence = known == null ? new Presence(member) : known;
    presence.seats.add(seat);
    presence.goneSince = Instant.MAX;
    if (known == null) {
      byId.put(member.id(), presence);
      count = byId.size();
    }
    return known == null;
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

  /** Removes a member who is present; returns its seats. */
  List<Seat> remove(String memberId) {
    Presence presence = byId.remove(memberId);
    count = byId.size();
    return List.copyOf(presence.seats);
  }

  /** Removes the next member whose grace began at this time or earlier. */
  Optional<Member> removeExpired(Instant since) {
    for (Departure next = departures.peek();
        next != null && !next.since.isAfter(since);
        next = departures.peek()) {
      departures.remove();
      Member member = next.presence.member;
      // The same moment: the member did not come back and leave again meanwhile.
      if (next.presence.goneSince.equals(next.since) && byId.remove(member.id(), next.presence)) {
        count = byId.size();
        return Optional.of(member);
      }
    }
    return Optional.empty();
  }

  /** The number of grace periods not yet checked for expiry, also those ended by a rejoin. */
  int departures() {
    return departures.size();
  }
}

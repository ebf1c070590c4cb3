package chat.core;

import chat.core.cluster.ClusterRoom;
import chat.core.name.Member;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The members of a room: notifies the listeners of joins and leaves, and the other servers of those
 * at this one. Changed under the room's lock only, and read without it.
 */
final class RoomMembers {
  private final Presences presences = new Presences();
  private final RoomListeners listeners;
  private final Duration leaveGrace;
  private final InstantSource clock;
  private ClusterRoom cluster = ClusterRoom.ALONE;

  RoomMembers(RoomListeners listeners, Duration leaveGrace, InstantSource clock) {
    this.listeners = listeners;
    this.leaveGrace = leaveGrace;
    this.clock = clock;
  }

  /** Sets the part of the room through which the other servers are told. */
  void shareBy(ClusterRoom clusterRoom) {
    cluster = clusterRoom;
  }

  int count() {
    return presences.count();
  }

  boolean contains(String memberId) {
    return presences.contains(memberId);
  }

  List<Member> list(int max) {
    return presences.members(max);
  }

  boolean isEmptyHere() {
    return presences.countHere() == 0;
  }

  /** Adds a seat; the member joins if it is its first one. */
  void add(Seat seat) {
    change(
        seat.member(),
        () -> {
          if (presences.add(seat)) {
            cluster.entered(seat.member());
          }
        });
  }

  /** Ends one seat; the member leaves when it was the last one and the grace is over. */
  void leave(Seat seat) {
    if (!presences.remove(seat)) {
      return;
    }
    if (leaveGrace.isZero()) {
      var _ = remove(seat.member());
    } else {
      presences.startGrace(seat.member().id(), clock.instant());
    }
  }

  /** Removes the members whose grace is over. */
  void removeExpired() {
    Instant since = clock.instant().minus(leaveGrace);
    for (Optional<Member> expired = presences.nextExpired(since);
        expired.isPresent();
        expired = presences.nextExpired(since)) {
      var _ = remove(expired.get());
    }
  }

  /** Removes a member that is here and fulfils a condition; returns its seats. */
  List<Seat> removeIf(String memberId, Predicate<Member> condition) {
    return presences.findHere(memberId).filter(condition).map(this::remove).orElse(List.of());
  }

  /** Removes all members that are here; returns their seats. */
  List<Seat> removeAll() {
    List<Seat> seats = new ArrayList<>();
    presences.membersHere().forEach(member -> seats.addAll(remove(member)));
    return seats;
  }

  private List<Seat> remove(Member member) {
    List<Seat> seats = new ArrayList<>();
    change(
        member,
        () -> {
          seats.addAll(presences.removeHere(member));
          cluster.exited(member);
        });
    return seats;
  }

  /** Adds a member that is present at another server. */
  void addElsewhere(Member member) {
    change(member, () -> presences.addElsewhere(member));
  }

  /** Removes a member that is not present at any other server. */
  void removeElsewhere(Member member) {
    change(member, () -> presences.removeElsewhere(member));
  }

  /** Removes all members that are left, because this server no longer hears of them. */
  void removeElsewhere() {
    list(Integer.MAX_VALUE).forEach(this::removeElsewhere);
  }

  /** Runs a change of one member's presence, and notifies of what it means for all servers. */
  private void change(Member changed, Runnable change) {
    Optional<Member> before = presences.find(changed.id());
    change.run();
    Optional<Member> after = presences.find(changed.id());
    if (before.equals(after)) {
      return;
    }
    int count = presences.count();
    int others = after.isPresent() ? count - 1 : count;
    before.ifPresent(member -> listeners.notify(listener -> listener.left(member, others)));
    after.ifPresent(member -> listeners.notify(listener -> listener.joined(member, count)));
  }

  /** Notifies that a member of this server is writing, here and at the others. */
  void typing(Member member) {
    if (contains(member.id())) {
      listeners.notify(listener -> listener.typing(member));
      cluster.typing(member);
    }
  }

  /** Notifies that a member of another server is writing. */
  void typingElsewhere(Member member) {
    if (contains(member.id())) {
      listeners.notify(listener -> listener.typing(member));
    }
  }

  /** Ends the notifications of other servers; no member is here. */
  void close() {
    cluster.close();
  }
}

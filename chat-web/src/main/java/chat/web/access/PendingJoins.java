package chat.web.access;

import chat.core.NicknameClaims;
import chat.core.Rooms;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.metrics.Limit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The joins that are admitted and not made yet. The limits of rooms count them like rooms that are
 * open, so that many handshakes at once do not exceed a limit. Safe for many threads.
 */
final class PendingJoins {
  private final Rooms rooms;
  private final NicknameClaims nicknames;
  private final int roomsPerMember;
  // Guarded by this, as is the next.
  private final Map<RoomName, Integer> byRoom = new HashMap<>();
  private final Map<String, List<RoomName>> byMember = new HashMap<>();

  PendingJoins(Rooms rooms, NicknameClaims nicknames, int roomsPerMember) {
    this.rooms = rooms;
    this.nicknames = nicknames;
    this.roomsPerMember = roomsPerMember;
  }

  /** One join. */
  final class PendingJoin {
    private final Member member;
    private final RoomName room;
    private boolean ended;

    private PendingJoin(Member member, RoomName room) {
      this.member = member;
      this.room = room;
    }

    /** The join is made, or never will be. May be called again. */
    void end() {
      synchronized (PendingJoins.this) {
        if (!ended) {
          ended = true;
          remove(member, room);
        }
      }
    }
  }

  /** Whether a room is open, or may be opened. */
  synchronized boolean canOpen(RoomName room) {
    return rooms.canOpen(room, byRoom.keySet());
  }

  /** The limit that the join of a member would exceed. */
  synchronized Optional<Limit> exceeded(Member member, RoomName room) {
    if (!canOpen(room)) {
      return Optional.of(Limit.ROOMS);
    }
    List<RoomName> pending = byMember.getOrDefault(member.id(), List.of());
    boolean entersAnother = !pending.contains(room) && !rooms.isPresent(room, member.id());
    return entersAnother && countRooms(member, pending) >= roomsPerMember
        ? Optional.of(Limit.ROOMS_PER_MEMBER)
        : Optional.empty();
  }

  /** The pending ones are counted first: one that is made meanwhile may count twice. */
  private long countRooms(Member member, List<RoomName> pending) {
    long entering =
        pending.stream().distinct().filter(room -> !rooms.isPresent(room, member.id())).count();
    return entering + nicknames.roomCount(member);
  }

  /** Adds a join that {@link #exceeded} allows, if it still does. */
  synchronized PendingJoin add(Member member, RoomName room)
      throws Admission.LimitExceededException {
    Optional<Limit> limit = exceeded(member, room);
    if (limit.isPresent()) {
      throw new Admission.LimitExceededException(limit.get());
    }
    byRoom.merge(room, 1, Integer::sum);
    byMember.computeIfAbsent(member.id(), id -> new ArrayList<>(1)).add(room);
    return new PendingJoin(member, room);
  }

  private void remove(Member member, RoomName room) {
    byRoom.computeIfPresent(room, (r, count) -> count == 1 ? null : count - 1);
    byMember.computeIfPresent(
        member.id(),
        (id, pending) -> {
          pending.remove(room);
          return pending.isEmpty() ? null : pending;
        });
  }

  /** The number of members with a join. */
  synchronized int size() {
    return byMember.size();
  }
}

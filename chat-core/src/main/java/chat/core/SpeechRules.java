package chat.core;

import chat.core.log.Draft;
import chat.core.log.DraftLimit;
import chat.core.log.Refusal;
import chat.core.name.Member;
import chat.core.name.RoomName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Mutes of members, slow mode of rooms, rooms without pins, and the rate over all servers. While
 * there is none of it, a message costs one read of a flag. Safe for many threads.
 */
public final class SpeechRules {
  private final InstantSource clock;
  private final Map<String, Instant> mutedUntil = new ConcurrentHashMap<>();
  private final Map<RoomName, SlowRoom> slowRooms = new ConcurrentHashMap<>();
  private volatile Set<RoomName> roomsWithoutPins = Set.of();
  private volatile boolean unrestricted = true;
  private volatile DraftLimit rate = DraftLimit.NONE;
  private volatile DraftLimit botRate = DraftLimit.NONE;

  /**
   * No member is muted, and no room is in slow mode.
   *
   * @param clock monotonic
   */
  public SpeechRules(InstantSource clock) {
    this.clock = clock;
  }

  private record SlowRoom(Duration interval, Map<String, Instant> lastMessages) {}

  /** Mutes these members, each for a time, and no others: they cannot say, edit, react or pin. */
  public void setMutes(Map<String, Duration> mutes) {
    mutedUntil.keySet().retainAll(mutes.keySet());
    Instant now = clock.instant();
    mutes.forEach((memberId, time) -> mutedUntil.put(memberId, now.plus(time)));
    refreshFastPath();
  }

  /** How long a member is still muted, or zero. */
  public Duration muteRemaining(String memberId) {
    Instant until = mutedUntil.get(memberId);
    return until == null ? Duration.ZERO : atLeastZero(Duration.between(clock.instant(), until));
  }

  /** Limits each member to one message in a room per interval; {@code ZERO} ends slow mode. */
  public void setSlowMode(RoomName room, Duration interval) {
    if (interval.isPositive()) {
      slowRooms.put(room, new SlowRoom(interval, new ConcurrentHashMap<>()));
    } else {
      slowRooms.remove(room);
    }
    refreshFastPath();
  }

  /** The interval between two messages of a member in a room; zero without slow mode. */
  public Duration slowModeInterval(RoomName room) {
    SlowRoom slowRoom = slowRooms.get(room);
    return slowRoom == null ? Duration.ZERO : slowRoom.interval;
  }

  /** The rooms in slow mode, with their intervals. */
  public Map<RoomName, Duration> slowModes() {
    return slowRooms.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, room -> room.getValue().interval));
  }

  /** Refuses pins in these rooms, and in no others. */
  public void setRoomsWithoutPins(Set<RoomName> rooms) {
    roomsWithoutPins = Set.copyOf(rooms);
    refreshFastPath();
  }

  /** Sets the rates of members that the log checks over all servers. */
  void setRate(Rooms.Rules rules) {
    rate = rules.rateLimit();
    botRate = rules.botRateLimit();
  }

  DraftLimit rate(Member member) {
    return member.isBot() ? botRate : rate;
  }

  /** Whether members may pin messages in a room. */
  public boolean allowsPins(RoomName room) {
    return !roomsWithoutPins.contains(room);
  }

  private synchronized void refreshFastPath() {
    unrestricted = mutedUntil.isEmpty() && slowRooms.isEmpty() && roomsWithoutPins.isEmpty();
  }

  boolean isMuted(String memberId) {
    return !unrestricted && muteRemaining(memberId).isPositive();
  }

  /** Refuses a draft, or returns empty; a message that may pass counts in slow mode. */
  Optional<Refusal> refusal(RoomName room, Draft draft) {
    if (unrestricted) {
      return Optional.empty();
    }
    return switch (draft) {
      // A muted member may still delete.
      case Draft.Delete delete -> Optional.empty();
      case Draft.Edit edit -> muteRefusal(edit);
      case Draft.React react -> muteRefusal(react);
      case Draft.Pin pin -> muteRefusal(pin).or(() -> pinRefusal(room));
      case Draft.Say say -> muteRefusal(say).or(() -> slowModeRefusal(room, say.by().id()));
    };
  }

  /** The limit of a draft over all servers: its rate, and for a message the pause of slow mode. */
  DraftLimit limit(RoomName room, Draft draft, DraftLimit rate) {
    return switch (draft) {
      // A deletion is exempt from the rate.
      case Draft.Delete delete -> DraftLimit.NONE;
      case Draft.Edit edit -> rate;
      case Draft.React react -> rate;
      case Draft.Pin pin -> rate;
      case Draft.Say say -> unrestricted ? rate : rate.withPause(slowModeInterval(room));
    };
  }

  /** Takes back that a message counts, because the log accepts the next one after this time. */
  void setDelay(RoomName room, String memberId, Duration delay) {
    SlowRoom slowRoom = slowRooms.get(room);
    if (slowRoom != null) {
      Instant due = clock.instant().plus(delay);
      slowRoom.lastMessages.put(memberId, due.minus(slowRoom.interval));
    }
  }

  private Optional<Refusal> muteRefusal(Draft draft) {
    return Optional.of(muteRemaining(draft.by().id()))
        .filter(Duration::isPositive)
        .map(Refusal::muted);
  }

  private Optional<Refusal> pinRefusal(RoomName room) {
    return allowsPins(room) ? Optional.empty() : Optional.of(Refusal.of(Refusal.Code.PINS_OFF));
  }

  private Optional<Refusal> slowModeRefusal(RoomName room, String memberId) {
    return Optional.of(slowModeDelay(room, memberId))
        .filter(Duration::isPositive)
        .map(Refusal::slow);
  }

  private Duration slowModeDelay(RoomName room, String memberId) {
    SlowRoom slowRoom = slowRooms.get(room);
    if (slowRoom == null) {
      return Duration.ZERO;
    }
    Instant now = clock.instant();
    Instant due = now.minus(slowRoom.interval);
    Instant[] previous = {null};
    slowRoom.lastMessages.compute(
        memberId,
        (id, last) -> {
          previous[0] = last;
          return last == null || !last.isAfter(due) ? now : last;
        });
    return previous[0] == null ? Duration.ZERO : atLeastZero(Duration.between(due, previous[0]));
  }

  private static Duration atLeastZero(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }

  /** Removes mutes and messages that no longer count. Called several times a second. */
  void expire() {
    if (unrestricted) {
      return;
    }
    Instant now = clock.instant();
    mutedUntil.values().removeIf(until -> !until.isAfter(now));
    slowRooms
        .values()
        .forEach(room ->
            room.lastMessages.values().removeIf(at -> !at.plus(room.interval).isAfter(now)));
    refreshFastPath();
  }
}

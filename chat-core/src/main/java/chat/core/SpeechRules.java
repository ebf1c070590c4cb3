package chat.core;

import chat.core.log.Draft;
import chat.core.name.RoomName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps order: who is muted until when, and in which rooms everybody waits between two messages. In
 * an orderly house it costs a message one look at a flag. Safe for many threads.
 */
public final class SpeechRules {
  private final InstantSource clock;
  private final Map<String, Instant> mutedUntil = new ConcurrentHashMap<>();
  private final Map<RoomName, SlowRoom> slowRooms = new ConcurrentHashMap<>();
  private volatile boolean unrestricted = true;

  /**
   * Nobody is muted and no room is slow.
   *
   * @param clock never goes back
   */
  public SpeechRules(InstantSource clock) {
    this.clock = clock;
  }

  private record SlowRoom(Duration interval, Map<String, Instant> spokeAt) {}

  /** A member may say, edit and react no more until the time is over; {@code ZERO} ends it. */
  public void mute(String memberId, Duration time) {
    if (time.isPositive()) {
      mutedUntil.put(memberId, clock.instant().plus(time));
    } else {
      mutedUntil.remove(memberId);
    }
    updateUnrestricted();
  }

  /** How long a member is still muted; zero when it is not. */
  public Duration muteRemaining(String memberId) {
    Instant until = mutedUntil.get(memberId);
    return until == null ? Duration.ZERO : atLeastZero(Duration.between(clock.instant(), until));
  }

  /** Each member says one thing in a room in so long; {@code ZERO} ends it. */
  public void setSlowMode(RoomName room, Duration pause) {
    if (pause.isPositive()) {
      slowRooms.put(room, new SlowRoom(pause, new ConcurrentHashMap<>()));
    } else {
      slowRooms.remove(room);
    }
    updateUnrestricted();
  }

  /** How long everybody waits between two messages in a room; zero when it is not slow. */
  public Duration slowModeInterval(RoomName room) {
    SlowRoom slowRoom = slowRooms.get(room);
    return slowRoom == null ? Duration.ZERO : slowRoom.interval;
  }

  private synchronized void updateUnrestricted() {
    unrestricted = mutedUntil.isEmpty() && slowRooms.isEmpty();
  }

  boolean isMuted(String memberId) {
    return !unrestricted && muteRemaining(memberId).isPositive();
  }

  /** How long a draft has to wait; zero lets it pass, and counts it where the room is slow. */
  Duration delay(RoomName room, Draft draft) {
    if (unrestricted) {
      return Duration.ZERO;
    }
    return switch (draft) {
      // What somebody takes back harms nobody.
      case Draft.Delete delete -> Duration.ZERO;
      case Draft.Edit edit -> muteRemaining(edit.by().id());
      case Draft.React react -> muteRemaining(react.by().id());
      case Draft.Say say -> {
        Duration muted = muteRemaining(say.by().id());
        yield muted.isPositive() ? muted : slowModeDelay(room, say.by().id());
      }
    };
  }

  private Duration slowModeDelay(RoomName room, String memberId) {
    SlowRoom slowRoom = slowRooms.get(room);
    if (slowRoom == null) {
      return Duration.ZERO;
    }
    Instant now = clock.instant();
    Instant due = now.minus(slowRoom.interval);
    Instant[] before = {null};
    slowRoom.spokeAt.compute(
        memberId,
        (id, last) -> {
          before[0] = last;
          return last == null || !last.isAfter(due) ? now : last;
        });
    return before[0] == null ? Duration.ZERO : atLeastZero(Duration.between(due, before[0]));
  }

  private static Duration atLeastZero(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }

  /** Forgets what is over. Called several times a second. */
  void expire() {
    if (unrestricted) {
      return;
    }
    Instant now = clock.instant();
    mutedUntil.values().removeIf(until -> !until.isAfter(now));
    slowRooms
        .values()
        .forEach(
            room -> room.spokeAt.values().removeIf(at -> !at.plus(room.interval).isAfter(now)));
    updateUnrestricted();
  }
}

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
  private final Map<RoomName, SlowRoom> slow = new ConcurrentHashMap<>();
  private volatile boolean orderly = true;

  /**
   * Nobody is muted and no room is slow.
   *
   * @param clock never goes back
   */
  public SpeechRules(InstantSource clock) {
    this.clock = clock;
  }

  private record SlowRoom(Duration pause, Map<String, Instant> spokeAt) {}

  /** A member may say, edit and react no more until the time is over; {@code ZERO} ends it. */
  public void mute(String memberId, Duration time) {
    if (time.isPositive()) {
      mutedUntil.put(memberId, clock.instant().plus(time));
    } else {
      mutedUntil.remove(memberId);
    }
    look();
  }

  /** How long a member is still muted; zero when it is not. */
  public Duration muted(String memberId) {
    Instant until = mutedUntil.get(memberId);
    return until == null ? Duration.ZERO : positive(Duration.between(clock.instant(), until));
  }

  /** Each member says one thing in a room in so long; {@code ZERO} ends it. */
  public void slow(RoomName room, Duration pause) {
    if (pause.isPositive()) {
      slow.put(room, new SlowRoom(pause, new ConcurrentHashMap<>()));
    } else {
      slow.remove(room);
    }
    look();
  }

  /** How long everybody waits between two messages in a room; zero when it is not slow. */
  public Duration pause(RoomName room) {
    SlowRoom slowRoom = slow.get(room);
    return slowRoom == null ? Duration.ZERO : slowRoom.pause;
  }

  private synchronized void look() {
    orderly = mutedUntil.isEmpty() && slow.isEmpty();
  }

  boolean isMuted(String memberId) {
    return !orderly && muted(memberId).isPositive();
  }

  /** How long a draft has to wait; zero lets it pass, and counts it where the room is slow. */
  Duration delay(RoomName room, Draft draft) {
    if (orderly) {
      return Duration.ZERO;
    }
    return switch (draft) {
      // What somebody takes back harms nobody.
      case Draft.Delete delete -> Duration.ZERO;
      case Draft.Edit edit -> muted(edit.by().id());
      case Draft.React react -> muted(react.by().id());
      case Draft.Say say -> {
        Duration muted = muted(say.by().id());
        yield muted.isPositive() ? muted : turn(room, say.by().id());
      }
    };
  }

  private Duration turn(RoomName room, String memberId) {
    SlowRoom slowRoom = slow.get(room);
    if (slowRoom == null) {
      return Duration.ZERO;
    }
    Instant now = clock.instant();
    Instant due = now.minus(slowRoom.pause);
    Instant[] before = {null};
    slowRoom.spokeAt.compute(
        memberId,
        (id, last) -> {
          before[0] = last;
          return last == null || !last.isAfter(due) ? now : last;
        });
    return before[0] == null ? Duration.ZERO : positive(Duration.between(due, before[0]));
  }

  private static Duration positive(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }

  /** Forgets what is over. Called several times a second. */
  void settle() {
    if (orderly) {
      return;
    }
    Instant now = clock.instant();
    mutedUntil.values().removeIf(until -> !until.isAfter(now));
    slow.values()
        .forEach(room -> room.spokeAt.values().removeIf(at -> !at.plus(room.pause).isAfter(now)));
    look();
  }
}

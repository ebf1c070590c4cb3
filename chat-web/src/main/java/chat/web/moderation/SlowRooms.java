package chat.web.moderation;

import chat.core.SpeechRules;
import chat.core.cluster.Ruling;
import chat.core.cluster.RulingStore;
import chat.core.name.RoomName;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The rooms in slow mode, each with the pause between two messages of a member. Safe for many
 * threads.
 */
public final class SlowRooms {
  static final int MAX = 1_000;
  static final String KIND = "slow";

  private final RulingStore store;
  private final SpeechRules rules;
  private final Map<RoomName, Duration> pauses = new HashMap<>();

  /** Reads the rooms, and sets the pauses in the rules. */
  public SlowRooms(RulingStore store, SpeechRules rules) {
    this.store = store;
    this.rules = rules;
    reload();
  }

  static Ruling ruling(RoomName room, Duration pause) {
    return new Ruling(KIND, room.value(), Instant.MAX, pause);
  }

  /** Reads the rooms again, because they have changed. */
  public synchronized void reload() {
    Map<RoomName, Duration> changed = new HashMap<>();
    store.read().stream()
        .filter(ruling -> ruling.kind().equals(KIND))
        .forEach(slow -> changed.put(new RoomName(slow.target()), slow.pause()));
    Set<RoomName> all = new HashSet<>(pauses.keySet());
    all.addAll(changed.keySet());
    for (RoomName room : all) {
      Duration pause = changed.getOrDefault(room, Duration.ZERO);
      // Setting the same pause again would forget who has just sent a message.
      if (!pause.equals(pauses.getOrDefault(room, Duration.ZERO))) {
        rules.setSlowMode(room, pause);
      }
    }
    pauses.clear();
    pauses.putAll(changed);
  }

  /**
   * Sets the pause of a room; {@code ZERO} ends its slow mode.
   *
   * @throws InvalidActionException when too many rooms are in slow mode
   */
  public synchronized void setPause(RoomName room, Duration pause) {
    if (pause.isZero()) {
      store.remove(KIND, room.value());
    } else if (pauses.size() >= MAX && !pauses.containsKey(room)) {
      throw new InvalidActionException("too-many-slow-rooms");
    } else {
      store.put(ruling(room, pause));
    }
    reload();
  }
}

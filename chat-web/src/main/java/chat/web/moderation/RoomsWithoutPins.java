package chat.web.moderation;

import chat.core.SpeechRules;
import chat.core.cluster.Ruling;
import chat.core.cluster.RulingStore;
import chat.core.name.RoomName;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** The rooms in which the owner has turned pins off. Safe for many threads. */
public final class RoomsWithoutPins {
  /** 1,000, as for slow mode: all of them are in memory and in one file. */
  static final int MAX = 1_000;

  static final String KIND = "pins-off";

  private final RulingStore store;
  private final SpeechRules rules;
  private Set<RoomName> rooms = Set.of();

  /** Reads the rooms, and sets them in the rules. */
  public RoomsWithoutPins(RulingStore store, SpeechRules rules) {
    this.store = store;
    this.rules = rules;
    reload();
  }

  static Ruling ruling(RoomName room) {
    return new Ruling(KIND, room.value(), Instant.MAX, Duration.ZERO);
  }

  /** Reads the rooms again, because they have changed. */
  public synchronized void reload() {
    rooms =
        store.read().stream()
            .filter(ruling -> ruling.kind().equals(KIND))
            .map(ruling -> new RoomName(ruling.target()))
            .collect(Collectors.toUnmodifiableSet());
    rules.setRoomsWithoutPins(rooms);
  }

  /**
   * Turns pins off in a room.
   *
   * @throws InvalidActionException when they are off in too many rooms
   */
  public synchronized void add(RoomName room) {
    if (rooms.size() >= MAX && !rooms.contains(room)) {
      throw new InvalidActionException("too-many-rooms-without-pins");
    }
    store.put(ruling(room));
    reload();
  }

  /** Turns pins on again. */
  public synchronized void remove(RoomName room) {
    store.remove(KIND, room.value());
    reload();
  }
}

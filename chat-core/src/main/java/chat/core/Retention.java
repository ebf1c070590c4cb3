package chat.core;

import chat.core.name.RoomName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How long messages are kept before their texts and files are erased.
 *
 * @param byDefault in rooms that are not named; empty: for ever
 * @param rooms the same of single rooms
 */
public record Retention(Optional<Duration> byDefault, Map<RoomName, Optional<Duration>> rooms) {
  /** Everything is kept. */
  public static final Retention NONE = new Retention(Optional.empty(), Map.of());

  public Retention {
    rooms = Map.copyOf(rooms);
  }

  /** How long the messages of a room are kept; empty: for ever. */
  public Optional<Duration> of(RoomName room) {
    return rooms.getOrDefault(room, byDefault);
  }

  /** Whether any message is ever erased. */
  public boolean isLimited() {
    return byDefault.isPresent() || rooms.values().stream().anyMatch(Optional::isPresent);
  }
}

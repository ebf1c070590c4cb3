package chat.web.moderation;

import chat.core.SpeechRules;
import chat.core.name.RoomName;
import chat.web.config.StartupException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rooms in slow mode, each with the pause between two messages of a member. They outlive a
 * restart in a file of lines {@code ROOM PAUSE}. Safe for many threads.
 */
public final class SlowRooms {
  static final int MAX = 1_000;

  private final LineFile file;
  private final SpeechRules rules;
  private final Map<String, Duration> pauses = new TreeMap<>();

  /**
   * Reads the file and sets the pauses in the rules.
   *
   * @throws StartupException when it cannot be read
   */
  public SlowRooms(Optional<Path> file, SpeechRules rules) {
    this.file = new LineFile(file);
    this.rules = rules;
    this.file
        .read(SlowRooms::parse, "end slow mode everywhere")
        .forEach(slow -> pauses.put(slow.room.value(), slow.pause));
    pauses.forEach((room, pause) -> rules.setSlowMode(new RoomName(room), pause));
  }

  private record SlowRoom(RoomName room, Duration pause) {}

  private static SlowRoom parse(String line) {
    String[] parts = line.split(" ", 2);
    return new SlowRoom(new RoomName(parts[0]), Duration.parse(parts[1]));
  }

  /**
   * Sets the pause of a room; {@code ZERO} ends its slow mode.
   *
   * @throws InvalidActionException when too many rooms are in slow mode
   */
  public synchronized void setPause(RoomName room, Duration pause) {
    Map<String, Duration> changed = new TreeMap<>(pauses);
    if (pause.isZero()) {
      changed.remove(room.value());
    } else {
      changed.put(room.value(), pause);
    }
    if (changed.size() > MAX) {
      throw new InvalidActionException("too-many-slow-rooms");
    }
    file.write(changed.entrySet().stream().map(slow -> slow.getKey() + ' ' + slow.getValue()));
    pauses.clear();
    pauses.putAll(changed);
    rules.setSlowMode(room, pause);
  }
}

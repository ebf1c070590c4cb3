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
 * In which rooms everybody waits between two messages, and how long. Kept in a file where there is
 * one, {@code ROOM PAUSE} on each line, so that a restart changes none of it. Safe for many
 * threads.
 */
public final class SlowRooms {
  /** So many at once. */
  static final int MOST = 1_000;

  private final AtomicFile file;
  private final SpeechRules order;
  private final Map<String, Duration> pauses = new TreeMap<>();

  /**
   * Slows down the rooms that are kept.
   *
   * @throws StartupException when they cannot be read
   */
  public SlowRooms(Optional<Path> file, SpeechRules order) {
    this.file = new AtomicFile(file);
    this.order = order;
    this.file
        .read(SlowRooms::parse, "end slow mode everywhere")
        .forEach(slow -> pauses.put(slow.room.value(), slow.pause));
    pauses.forEach((room, pause) -> order.setSlowMode(new RoomName(room), pause));
  }

  private record SlowRoom(RoomName room, Duration pause) {}

  private static SlowRoom parse(String line) {
    String[] parts = line.split(" ", 2);
    return new SlowRoom(new RoomName(parts[0]), Duration.parse(parts[1]));
  }

  /**
   * From now on; {@code ZERO} ends it.
   *
   * @throws IllegalArgumentException when there are too many
   */
  public synchronized void setPause(RoomName room, Duration pause) {
    Map<String, Duration> changed = new TreeMap<>(pauses);
    if (pause.isZero()) {
      changed.remove(room.value());
    } else {
      changed.put(room.value(), pause);
    }
    if (changed.size() > MOST) {
      throw new IllegalArgumentException("too many slow rooms");
    }
    file.write(changed.entrySet().stream().map(slow -> slow.getKey() + ' ' + slow.getValue()));
    pauses.clear();
    pauses.putAll(changed);
    order.setSlowMode(room, pause);
  }
}

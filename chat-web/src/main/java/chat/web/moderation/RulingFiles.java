package chat.web.moderation;

import chat.core.cluster.Ruling;
import chat.core.cluster.RulingStore;
import chat.core.name.RoomName;
import chat.web.config.StartupException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The owner's rulings in two files of lines: {@code KIND TARGET UNTIL} for bans, mutes and closed
 * rooms, {@code ROOM PAUSE} for slow mode. Safe for many threads.
 */
public final class RulingFiles implements RulingStore {
  private final InstantSource clock;
  private final LineFile banFile;
  private final LineFile slowRoomFile;
  private Map<Key, Ruling> bans = new LinkedHashMap<>();
  private Map<Key, Ruling> slowRooms = new LinkedHashMap<>();

  private record Key(String kind, String target) {
    static Key of(Ruling ruling) {
      return new Key(ruling.kind(), ruling.target());
    }
  }

  /**
   * Reads the files.
   *
   * @param banFile empty: bans end with the process
   * @param slowRoomFile empty: slow mode ends with the process
   * @param clock the time of day
   * @throws StartupException when one cannot be read
   */
  public RulingFiles(Optional<Path> banFile, Optional<Path> slowRoomFile, InstantSource clock) {
    this.clock = clock;
    this.banFile = new LineFile(banFile);
    this.slowRoomFile = new LineFile(slowRoomFile);
    this.banFile
        .read(RulingFiles::parseBan, "lift all bans")
        .forEach(ban -> bans.put(Key.of(ban), ban));
    this.slowRoomFile
        .read(RulingFiles::parseSlowRoom, "end slow mode everywhere")
        .forEach(slow -> slowRooms.put(Key.of(slow), slow));
  }

  private static Ruling parseBan(String line) {
    String[] parts = line.split(" ", 3);
    Bans.Kind kind = Bans.Kind.valueOf(parts[0].toUpperCase(Locale.ROOT));
    return new Bans.Ban(kind, parts[1], Instant.parse(parts[2])).ruling();
  }

  private static Ruling parseSlowRoom(String line) {
    String[] parts = line.split(" ", 2);
    return SlowRooms.ruling(new RoomName(parts[0]), Duration.parse(parts[1]));
  }

  @Override
  public synchronized List<Ruling> read() {
    return Stream.concat(active(bans), active(slowRooms)).toList();
  }

  private Stream<Ruling> active(Map<Key, Ruling> rulings) {
    Instant now = clock.instant();
    return rulings.values().stream().filter(ruling -> now.isBefore(ruling.until()));
  }

  @Override
  public synchronized void put(Ruling ruling) {
    Map<Key, Ruling> changed = without(ruling.kind(), ruling.target());
    changed.put(Key.of(ruling), ruling);
    replace(ruling.kind(), changed);
  }

  @Override
  public synchronized void remove(String kind, String target) {
    replace(kind, without(kind, target));
  }

  private Map<Key, Ruling> without(String kind, String target) {
    Map<Key, Ruling> changed = new LinkedHashMap<>();
    active(kind.equals(SlowRooms.KIND) ? slowRooms : bans)
        .forEach(ruling -> changed.put(Key.of(ruling), ruling));
    changed.remove(new Key(kind, target));
    return changed;
  }

  private void replace(String kind, Map<Key, Ruling> changed) {
    Stream<Ruling> rulings = changed.values().stream();
    if (kind.equals(SlowRooms.KIND)) {
      slowRoomFile.write(rulings.map(slow -> slow.target() + ' ' + slow.pause()).sorted());
      slowRooms = changed;
    } else {
      banFile.write(
          rulings.map(ban -> String.join(" ", ban.kind(), ban.target(), ban.until().toString())));
      bans = changed;
    }
  }
}

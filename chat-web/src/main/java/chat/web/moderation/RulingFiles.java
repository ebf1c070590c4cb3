package chat.web.moderation;

import chat.core.cluster.Ruling;
import chat.core.cluster.RulingStore;
import chat.core.name.RoomName;
import chat.web.config.ServerSecrets;
import chat.web.config.StartupException;
import chat.web.programs.Program;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Rulings in five files of lines: {@code KIND TARGET UNTIL} for bans, mutes and closed rooms, and
 * for members that have signed out everywhere; {@code ROOM PAUSE} for slow mode; {@code ROOM} for
 * rooms without pins; {@code KIND FIELDS} for bots and hooks. Safe for many threads.
 */
public final class RulingFiles implements RulingStore {
  private final RulingFile bans;
  private final RulingFile slowRooms;
  private final RulingFile roomsWithoutPins;
  private final RulingFile signOuts;
  private final RulingFile programs;

  /**
   * Reads the files.
   *
   * @param files where they are; the rulings of one that is empty end with the process
   * @param clock the time of day
   * @throws StartupException when one cannot be read
   */
  public RulingFiles(ServerSecrets files, InstantSource clock) {
    bans =
        new RulingFile(
            new LineFile(files.bans()),
            RulingFiles::parseBan,
            RulingFiles::untilLine,
            "lift all bans",
            clock);
    slowRooms =
        new RulingFile(
            new LineFile(files.slowRooms()),
            RulingFiles::parseSlowRoom,
            slow -> slow.target() + ' ' + slow.pause(),
            "end slow mode everywhere",
            clock);
    roomsWithoutPins =
        new RulingFile(
            new LineFile(files.roomsWithoutPins()),
            room -> RoomsWithoutPins.ruling(new RoomName(room)),
            Ruling::target,
            "allow pins everywhere",
            clock);
    signOuts =
        new RulingFile(
            new LineFile(files.signOuts()),
            RulingFiles::parseSignOut,
            RulingFiles::untilLine,
            "let the cookies be valid again with which members have signed out everywhere",
            clock);
    programs =
        new RulingFile(
            new LineFile(files.programs()),
            RulingFiles::parseProgram,
            program -> program.kind() + ' ' + program.target(),
            "revoke all bots and hooks",
            clock);
  }

  private static Ruling parseProgram(String line) {
    String[] parts = line.split(" ", 2);
    return Program.parse(parts[0], parts[1]).ruling();
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

  private static Ruling parseSignOut(String line) {
    String[] parts = line.split(" ", 3);
    if (!SignOuts.KINDS.contains(parts[0])) {
      throw new IllegalArgumentException("no kind of sign-out");
    }
    return new Ruling(parts[0], parts[1], Instant.parse(parts[2]), Duration.ZERO);
  }

  private static String untilLine(Ruling ruling) {
    return String.join(" ", ruling.kind(), ruling.target(), ruling.until().toString());
  }

  @Override
  public synchronized List<Ruling> read() {
    return Stream.of(bans, slowRooms, roomsWithoutPins, signOuts, programs)
        .flatMap(RulingFile::active)
        .toList();
  }

  @Override
  public synchronized void put(Ruling ruling) {
    file(ruling.kind()).put(ruling);
  }

  @Override
  public synchronized boolean putIfAbsent(Ruling ruling) {
    RulingFile file = file(ruling.kind());
    if (file.contains(ruling.kind(), ruling.target())) {
      return false;
    }
    file.put(ruling);
    return true;
  }

  @Override
  public synchronized void remove(String kind, String target) {
    file(kind).remove(kind, target);
  }

  private RulingFile file(String kind) {
    if (SignOuts.KINDS.contains(kind)) {
      return signOuts;
    }
    if (Program.KINDS.contains(kind)) {
      return programs;
    }
    return switch (kind) {
      case SlowRooms.KIND -> slowRooms;
      case RoomsWithoutPins.KIND -> roomsWithoutPins;
      default -> bans;
    };
  }
}

package chat.web.moderation;

import chat.core.name.RoomName;
import chat.web.config.AddressRange;
import chat.web.config.StartupException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who may not come in, who may not speak, and where nobody may, until when. Kept in a file where
 * there is one, so that a restart changes none of it: one line each, {@code KIND WHOM UNTIL}. Safe
 * for many threads.
 */
public final class Bans {
  /** So many at once; each is compared with every address that comes. */
  static final int MOST = 1_000;

  private final AtomicFile file;
  private final InstantSource clock;
  private volatile List<Posted> bans;

  /**
   * Reads what is kept.
   *
   * @param clock the time of day
   * @throws StartupException when it cannot be read
   */
  public Bans(Optional<Path> file, InstantSource clock) {
    this.file = new AtomicFile(file);
    this.clock = clock;
    this.bans = posted(this.file.read(Ban::parse, "lift all bans"));
  }

  /** What is banned. */
  public enum Kind {
    MEMBER,
    ADDRESS,
    /** Nobody may enter this room. */
    ROOM,
    /** A member may come in, and say nothing. */
    MUTE;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One ban.
   *
   * @param target a member's id, an address or a range of them, a room's name
   */
  public record Ban(Kind kind, String target, Instant until) {
    public Ban {
      switch (kind) {
        case MEMBER, MUTE -> checkId(target);
        case ADDRESS -> target = AddressRange.parse(target).toString();
        case ROOM -> target = new RoomName(target).value();
      }
    }

    private static void checkId(String id) {
      if (!id.matches("[A-Za-z0-9_-]{1,64}")) {
        throw new IllegalArgumentException("no member's id");
      }
    }

    public boolean isOfAddress() {
      return kind == Kind.ADDRESS;
    }

    private static Ban parse(String line) {
      String[] parts = line.split(" ", 3);
      return new Ban(
          Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)), parts[1], Instant.parse(parts[2]));
    }

    private String line() {
      return String.join(" ", kind.label(), target, until.toString());
    }
  }

  /** A ban with what it is compared by: each is compared with everybody who comes. */
  private record Posted(Ban ban, Optional<AddressRange> range) {
    static Posted of(Ban ban) {
      return new Posted(
          ban,
          ban.kind == Kind.ADDRESS
              ? Optional.of(AddressRange.parse(ban.target))
              : Optional.empty());
    }

    boolean isOn(Kind kind, String whom, Optional<AddressRange> address) {
      return ban.kind == kind
          && (kind == Kind.ADDRESS
              ? address.isPresent() && range.orElseThrow().contains(address.get())
              : ban.target.equals(whom));
    }
  }

  /** What keeps somebody out of a room: a ban, or that the room is closed. */
  public Optional<Kind> banFor(String memberId, String address, RoomName room) {
    if (bans.isEmpty()) {
      return Optional.empty();
    }
    if (isBanned(Kind.MEMBER, memberId) || isBanned(Kind.ADDRESS, address)) {
      return Optional.of(Kind.MEMBER);
    }
    return isBanned(Kind.ROOM, room.value()) ? Optional.of(Kind.ROOM) : Optional.empty();
  }

  public boolean isBanned(Kind kind, String whom) {
    List<Posted> all = bans;
    if (all.isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    Optional<AddressRange> address = kind == Kind.ADDRESS ? range(whom) : Optional.empty();
    return all.stream()
        .anyMatch(each -> each.isOn(kind, whom, address) && now.isBefore(each.ban.until));
  }

  private static Optional<AddressRange> range(String address) {
    try {
      return Optional.of(AddressRange.parse(address));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static List<Posted> posted(List<Ban> all) {
    return all.stream().map(Posted::of).toList();
  }

  /** Those that are in force. */
  public List<Ban> active() {
    Instant now = clock.instant();
    return bans.stream().map(Posted::ban).filter(ban -> now.isBefore(ban.until)).toList();
  }

  /** How long a ban that is in force still is. */
  public Duration remaining(Ban ban) {
    return Duration.between(clock.instant(), ban.until);
  }

  /**
   * From now on; in place of an earlier one on the same.
   *
   * @throws IllegalArgumentException when it names nobody, or there are too many
   */
  public synchronized void add(Kind kind, String whom, Duration time) {
    Ban ban = new Ban(kind, whom, clock.instant().plus(time));
    List<Ban> changed = without(kind, ban.target);
    if (changed.size() >= MOST) {
      throw new IllegalArgumentException("too many bans");
    }
    changed.add(ban);
    keep(changed);
  }

  /** Ends a ban. */
  public synchronized void lift(Kind kind, String whom) {
    keep(without(kind, whom));
  }

  private List<Ban> without(Kind kind, String whom) {
    List<Ban> others = new ArrayList<>(active());
    others.removeIf(ban -> ban.kind == kind && ban.target.equals(whom));
    return others;
  }

  private void keep(List<Ban> changed) {
    file.write(changed.stream().map(Ban::line));
    bans = posted(changed);
  }
}

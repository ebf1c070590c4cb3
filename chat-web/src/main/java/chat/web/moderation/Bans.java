package chat.web.moderation;

import chat.core.cluster.Ruling;
import chat.core.cluster.RulingStore;
import chat.core.name.RoomName;
import chat.web.config.AddressRange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The bans, mutes and closed rooms, each until a point in time. Safe for many threads. */
public final class Bans {
  /** 1,000 at once, because each is compared with the address of each connection. */
  static final int MAX = 1_000;

  private final RulingStore store;
  private final InstantSource clock;
  private volatile List<CompiledBan> bans = List.of();

  /**
   * Reads the bans.
   *
   * @param clock the time of day
   */
  public Bans(RulingStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    reload();
  }

  /** The kind of target of a ban. */
  public enum Kind {
    MEMBER,
    ADDRESS,
    /** A room that is closed: nobody may enter it. */
    ROOM,
    /** A member that is muted: it may enter, and send nothing. */
    MUTE;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One ban.
   *
   * @param target a member's id, an address, a range of addresses or a room's name
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

    private static Optional<Ban> of(Ruling ruling) {
      return Stream.of(Kind.values())
          .filter(kind -> kind.label().equals(ruling.kind()))
          .findFirst()
          .map(kind -> new Ban(kind, ruling.target(), ruling.until()));
    }

    Ruling ruling() {
      return new Ruling(kind.label(), target, until, Duration.ZERO);
    }
  }

  /** A ban with its parsed range, because each is compared with each connection. */
  private record CompiledBan(Ban ban, Optional<AddressRange> range) {
    static CompiledBan of(Ban ban) {
      return new CompiledBan(
          ban,
          ban.kind == Kind.ADDRESS
              ? Optional.of(AddressRange.parse(ban.target))
              : Optional.empty());
    }

    boolean isOn(Kind kind, String target, Optional<AddressRange> address) {
      return ban.kind == kind
          && (kind == Kind.ADDRESS
              ? address.isPresent() && range.orElseThrow().contains(address.get())
              : ban.target.equals(target));
    }
  }

  /** The ban that keeps a member out of a room: on the member, its address or the room. */
  public Optional<Kind> banFor(String memberId, String address, RoomName room) {
    if (bans.isEmpty()) {
      return Optional.empty();
    }
    if (isBanned(Kind.MEMBER, memberId) || isBanned(Kind.ADDRESS, address)) {
      return Optional.of(Kind.MEMBER);
    }
    return isBanned(Kind.ROOM, room.value()) ? Optional.of(Kind.ROOM) : Optional.empty();
  }

  public boolean isBanned(Kind kind, String target) {
    List<CompiledBan> all = bans;
    if (all.isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    Optional<AddressRange> address = kind == Kind.ADDRESS ? range(target) : Optional.empty();
    return all.stream()
        .anyMatch(each -> each.isOn(kind, target, address) && now.isBefore(each.ban.until));
  }

  /** When an active ban on a target ends, other than one of addresses. */
  public Optional<Instant> until(Kind kind, String target) {
    List<CompiledBan> all = bans;
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    return all.stream()
        .filter(each -> each.isOn(kind, target, Optional.empty()) && now.isBefore(each.ban.until))
        .map(each -> each.ban.until)
        .findFirst();
  }

  private static Optional<AddressRange> range(String address) {
    try {
      return Optional.of(AddressRange.parse(address));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Reads the bans again, because they have changed. */
  public synchronized void reload() {
    bans =
        store.read().stream()
            .flatMap(ruling -> Ban.of(ruling).stream())
            .map(CompiledBan::of)
            .toList();
  }

  /** The bans that have not ended. */
  public List<Ban> active() {
    Instant now = clock.instant();
    return bans.stream().map(CompiledBan::ban).filter(ban -> now.isBefore(ban.until)).toList();
  }

  /** The time until an active ban ends. */
  public Duration remaining(Ban ban) {
    return Duration.between(clock.instant(), ban.until);
  }

  /**
   * Adds a ban, which replaces an earlier one on the same target.
   *
   * @throws IllegalArgumentException when the target is none
   * @throws InvalidActionException when there are too many bans
   */
  public synchronized void add(Kind kind, String target, Duration time) {
    Ban ban = new Ban(kind, target, clock.instant().plus(time));
    if (countWithout(ban) >= MAX) {
      throw new InvalidActionException("too-many-bans");
    }
    store.put(ban.ruling());
    reload();
  }

  private long countWithout(Ban ban) {
    return active().stream()
        .filter(other -> other.kind != ban.kind || !other.target.equals(ban.target))
        .count();
  }

  /** Ends a ban. */
  public synchronized void lift(Kind kind, String target) {
    store.remove(kind.label(), target);
    reload();
  }
}

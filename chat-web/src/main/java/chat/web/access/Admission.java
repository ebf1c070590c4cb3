package chat.web.access;

import chat.core.Nicknames;
import chat.core.RoomClient.RemovalReason;
import chat.core.Rooms;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.client.RemoteClient;
import chat.web.config.AccessLimits;
import chat.web.identity.Identity;
import chat.web.metrics.Limit;
import chat.web.moderation.Bans;
import io.helidon.common.uri.UriEncoding;
import io.helidon.common.uri.UriPath;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import java.util.Optional;

/**
 * Who may connect: draining, room, origin, cookie, nickname, connections, in this order. The same
 * for a connection and for the page that asks why it cannot get one.
 */
public final class Admission {
  private static final String CHAT = "/chat";

  private final Origins origins;
  private final Identity identity;
  private final BanPolicy bans;
  private final Nicknames nicknames;
  private final Rooms rooms;
  private final ConnectionCounter attendance;
  private final RateLimiter arrivals;
  private final AccessLimits limits;
  private final boolean guests;
  private volatile boolean draining;

  /**
   * @param attendance how many connections each address has
   * @param arrivals how many each address opens
   */
  public Admission(
      Origins origins,
      Identity identity,
      BanPolicy bans,
      Nicknames nicknames,
      Rooms rooms,
      ConnectionCounter attendance,
      RateLimiter arrivals,
      AccessLimits limits,
      boolean guests) {
    this.origins = origins;
    this.identity = identity;
    this.bans = bans;
    this.nicknames = nicknames;
    this.rooms = rooms;
    this.attendance = attendance;
    this.arrivals = arrivals;
    this.limits = limits;
    this.guests = guests;
  }

  /** What the doorkeeper says. */
  public sealed interface Decision {}

  /**
   * Not now, or not at all.
   *
   * @param reason what the sentence is found by
   * @param limit the one that was met, if it was one
   */
  public record Refused(Status status, String reason, Optional<Limit> limit) implements Decision {
    Refused(Status status) {
      this(status, status.codeText(), Optional.empty());
    }

    public Refused(Limit limit) {
      this(
          Status.TOO_MANY_REQUESTS_429,
          Status.TOO_MANY_REQUESTS_429.codeText(),
          Optional.of(limit));
    }

    /** Kept out by the owner. */
    Refused(Bans.Kind kind) {
      this(Status.FORBIDDEN_403, kind == Bans.Kind.ROOM ? "closed" : "banned", Optional.empty());
    }

    public boolean isByOwner() {
      return status.equals(Status.FORBIDDEN_403) && !reason.equals(status.codeText());
    }
  }

  /**
   * May come in. Whoever does has to be {@linkplain #admit admitted} first.
   *
   * @param guest whether it came without a cookie, and has no name to lose
   */
  public record Admitted(Member member, RoomName room, RemoteClient client, boolean guest)
      implements Decision {}

  /** Somebody who has come in; it counts until it leaves. */
  public record Permit(Admitted admitted, ConnectionCounter counter) {
    public Member member() {
      return admitted.member;
    }

    public RoomName room() {
      return admitted.room;
    }

    public RemoteClient client() {
      return admitted.client;
    }

    public void release() {
      counter.remove(client().addressGroup());
    }
  }

  /** How many are in, where there is a limit. */
  public int count() {
    return attendance.count();
  }

  /** From now on nobody is let in. */
  public void drain() {
    draining = true;
  }

  public boolean isDraining() {
    return draining;
  }

  /** Whether an address is a room's WebSocket at all. */
  public static boolean isChatPath(UriPath path) {
    String raw = path.rawPath();
    return raw.equals(CHAT) || raw.startsWith(CHAT + '/');
  }

  /**
   * Judges a request for a connection.
   *
   * @param plain whether it would speak the plain dialect, which alone is open to guests
   */
  public Decision decide(UriPath path, Headers headers, RemoteClient caller, boolean plain) {
    if (draining) {
      return new Refused(Status.SERVICE_UNAVAILABLE_503);
    }
    Optional<RoomName> room = room(path);
    if (room.isEmpty()) {
      return new Refused(Status.NOT_FOUND_404);
    }
    if (!origins.allows(headers, caller.host())) {
      return new Refused(Status.FORBIDDEN_403);
    }
    Optional<Member> known = identity.member(headers);
    if (known.isEmpty() && !(guests && plain && !identity.hasCookie(headers))) {
      return new Refused(Status.UNAUTHORIZED_401);
    }
    Member member = known.orElseGet(() -> identity.guest(caller.address()));
    Optional<Bans.Kind> ban = bans.ban(member, caller, room.get());
    if (ban.isPresent()) {
      return new Refused(ban.get());
    }
    Admitted welcome = new Admitted(member, room.get(), caller, known.isEmpty());
    // A name that was given up meanwhile and that nobody took is its member's again.
    return hasItsName(welcome) ? counted(welcome) : new Refused(Status.CONFLICT_409);
  }

  private boolean hasItsName(Admitted welcome) {
    return welcome.guest || nicknames.reclaim(welcome.member);
  }

  private Decision counted(Admitted welcome) {
    if (!attendance.hasCapacity(welcome.client.addressGroup())) {
      return new Refused(Limit.CONNECTIONS);
    }
    if (!rooms.canOpen(welcome.room)) {
      return new Refused(Limit.ROOMS);
    }
    boolean oneMore = !rooms.isPresent(welcome.room, welcome.member.id());
    return oneMore && nicknames.roomCount(welcome.member) >= limits.roomsPerMember()
        ? new Refused(Limit.ROOMS_PER_MEMBER)
        : welcome;
  }

  /** Lets somebody in who may, and counts it; else says what it is one too many of. */
  public Permit admit(Admitted welcome) throws LimitExceededException {
    String household = welcome.client.addressGroup();
    if (!arrivals.acquire(welcome.client).isZero()) {
      throw new LimitExceededException(Limit.NEW_CONNECTIONS);
    }
    if (!attendance.tryAdd(household)) {
      throw new LimitExceededException(Limit.CONNECTIONS);
    }
    return new Permit(welcome, attendance);
  }

  /** Others came in meanwhile, or too often. */
  public static final class LimitExceededException extends Exception {
    private static final long serialVersionUID = 1L;
    private final Limit limit;

    LimitExceededException(Limit limit) {
      super(null, null, false, false);
      this.limit = limit;
    }

    public Limit limit() {
      return limit;
    }
  }

  /**
   * Why somebody who has just joined has to go again: between the door and the seat the owner may
   * have closed the room or banned it, or it may have signed in under another name.
   */
  public Optional<RemovalReason> revocation(Permit pass) {
    Optional<RemovalReason> byOwner =
        bans.ban(pass.member(), pass.client(), pass.room())
            .map(
                kind -> kind == Bans.Kind.ROOM ? RemovalReason.ROOM_CLOSED : RemovalReason.REMOVED);
    return byOwner.isPresent() || hasItsName(pass.admitted)
        ? byOwner
        : Optional.of(RemovalReason.SIGNED_OUT);
  }

  private static Optional<RoomName> room(UriPath path) {
    String raw = path.rawPath();
    if (raw.equals(CHAT)) {
      return Optional.of(RoomName.LOBBY);
    }
    if (!raw.startsWith(CHAT + '/')) {
      return Optional.empty();
    }
    try {
      // The address as it was written: Helidon's path has its dots resolved and parameters cut off.
      // A slash that was written as %2F is no separator, and no room name has one.
      return Optional.of(new RoomName(UriEncoding.decodeUri(raw.substring(CHAT.length() + 1))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

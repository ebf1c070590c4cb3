package chat.web.access;

import chat.core.NicknameClaims;
import chat.core.RoomClient.RemovalReason;
import chat.core.Rooms;
import chat.core.cluster.StoreUnavailableException;
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
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Decides whether a client may connect. The checks come in this order: draining, room, origin,
 * cookie, ban, nickname, limits. A page that asks why it cannot connect gets the same decision.
 */
public final class Admission {
  private static final String CHAT = "/chat";

  private final Origins origins;
  private final Identity identity;
  private final BanPolicy bans;
  private final NicknameClaims nicknames;
  private final PendingJoins joins;
  private final AddressLimits addressLimits;
  private final RecentMembers recentMembers;
  private volatile boolean draining;
  private volatile boolean databaseAway;

  public Admission(
      Origins origins,
      Identity identity,
      BanPolicy bans,
      NicknameClaims nicknames,
      Rooms rooms,
      AddressLimits addressLimits,
      AccessLimits limits,
      RecentMembers recentMembers) {
    this.origins = origins;
    this.identity = identity;
    this.bans = bans;
    this.nicknames = nicknames;
    this.joins = new PendingJoins(rooms, nicknames, limits.roomsPerMember());
    this.addressLimits = addressLimits;
    this.recentMembers = recentMembers;
  }

  /** The outcome of the checks. */
  public sealed interface Decision {}

  /**
   * The client may not connect, now or at all.
   *
   * @param reason the key of the sentence
   * @param limit the limit that was hit, if any
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

    /** Refused because the server has as many TCP connections as it may have. */
    public static Refused full() {
      return new Refused(
          Status.SERVICE_UNAVAILABLE_503, "full", Optional.of(Limit.TCP_CONNECTIONS));
    }

    /** Refused because the database cannot be reached. */
    static Refused unavailable() {
      return new Refused(Status.SERVICE_UNAVAILABLE_503, "unavailable", Optional.empty());
    }

    /** Refused because of a ban or a closed room. */
    Refused(Bans.Kind kind) {
      this(Status.FORBIDDEN_403, kind == Bans.Kind.ROOM ? "closed" : "banned", Optional.empty());
    }

    public boolean isByOwner() {
      return status.equals(Status.FORBIDDEN_403) && !reason.equals(status.codeText());
    }
  }

  /**
   * The client may connect. {@link #admit} has to count it first.
   *
   * @param guest whether there is no cookie, and so no nickname to keep
   */
  public record Admitted(Member member, RoomName room, RemoteClient client, boolean guest)
      implements Decision {}

  /** The number of admitted connections, where there is a limit by address. */
  public int count() {
    return addressLimits.open().count();
  }

  /** Refuses all clients from now on. */
  public void drain() {
    draining = true;
  }

  public boolean isDraining() {
    return draining;
  }

  /** Refuses all clients while the database is away for too long. */
  public void setDatabaseAway(boolean isAway) {
    databaseAway = isAway;
  }

  public boolean isDatabaseAway() {
    return databaseAway;
  }

  /** Whether a path is that of a room's WebSocket. */
  public static boolean isChatPath(UriPath path) {
    String raw = path.rawPath();
    return raw.equals(CHAT) || raw.startsWith(CHAT + '/');
  }

  /**
   * Decides on a request for a connection. A nickname that was released meanwhile and not claimed
   * by another member is reclaimed.
   *
   * @param plain whether the client asks for the plain dialect, the only one open to guests
   */
  public Decision decide(UriPath path, Headers headers, RemoteClient client, boolean plain) {
    return decide(room(path), headers, client, plain, nicknames::reclaim);
  }

  /**
   * Whether a request that is none for a connection would be admitted as one; no nickname is kept.
   */
  public Decision explain(UriPath path, Headers headers, RemoteClient client) {
    return decide(room(path), headers, client, true, nicknames::canReclaim);
  }

  /**
   * Decides on a request for a stream by HTTP, in the same way; guests have none.
   *
   * @param room empty: the request names none
   */
  public Decision decide(Optional<RoomName> room, Headers headers, RemoteClient client) {
    return decide(room, headers, client, false, nicknames::reclaim);
  }

  /** Whether a request for a stream would be admitted; no nickname is kept by it. */
  public Decision explain(Optional<RoomName> room, Headers headers, RemoteClient client) {
    return decide(room, headers, client, false, nicknames::canReclaim);
  }

  /**
   * Decides on a request of a member that acts in a room without being present there. Its
   * connections and rooms are not counted.
   */
  public Decision decideToAct(Optional<RoomName> room, Headers headers, RemoteClient client) {
    return decide(room, headers, client, false, nicknames::reclaim, this::checkRoom);
  }

  /** Decides on the same for a member that needs no nickname and whose token was checked. */
  public Decision decideToAct(Member member, RoomName room, RemoteClient client) {
    return unavailable()
        .or(() -> bans.ban(member, client, room).map(Refused::new))
        .<Decision>map(refused -> refused)
        .orElseGet(() -> checkRoom(new Admitted(member, room, client, false)));
  }

  /** The reason why a member that has no client may not act in a room. */
  public Optional<Refused> refusal(Member member, RoomName room) {
    return unavailable().or(() -> bans.ban(member, room).map(Refused::new));
  }

  private Optional<Refused> unavailable() {
    if (draining) {
      return Optional.of(new Refused(Status.SERVICE_UNAVAILABLE_503));
    }
    return databaseAway ? Optional.of(Refused.unavailable()) : Optional.empty();
  }

  private Decision decide(
      Optional<RoomName> room,
      Headers headers,
      RemoteClient client,
      boolean plain,
      Predicate<Member> reclaims) {
    return decide(room, headers, client, plain, reclaims, this::checkLimits);
  }

  private Decision decide(
      Optional<RoomName> room,
      Headers headers,
      RemoteClient client,
      boolean plain,
      Predicate<Member> reclaims,
      Function<Admitted, Decision> limits) {
    Optional<Refused> unavailable = unavailable();
    if (unavailable.isPresent()) {
      return unavailable.get();
    }
    if (room.isEmpty()) {
      return new Refused(Status.NOT_FOUND_404);
    }
    if (!origins.allows(headers, client)) {
      return new Refused(Status.FORBIDDEN_403);
    }
    Optional<Member> known = identity.caller(headers);
    if (known.isEmpty() && !(plain && identity.mayBeGuest(headers))) {
      return new Refused(Status.UNAUTHORIZED_401);
    }
    Member member = known.orElseGet(() -> identity.guest(client.address()));
    Optional<Bans.Kind> ban = bans.ban(member, client, room.get());
    if (ban.isPresent()) {
      return new Refused(ban.get());
    }
    Admitted admitted = new Admitted(member, room.get(), client, known.isEmpty());
    Decision decision = limits.apply(admitted);
    return admitted.guest
        ? decision
        : checkNickname(
            admitted, decision, decision instanceof Admitted ? reclaims : nicknames::canReclaim);
  }

  private static Decision checkNickname(
      Admitted admitted, Decision decision, Predicate<Member> reclaims) {
    try {
      return reclaims.test(admitted.member) ? decision : new Refused(Status.CONFLICT_409);
    } catch (StoreUnavailableException e) {
      return Refused.unavailable();
    }
  }

  private Decision checkRoom(Admitted admitted) {
    return joins.canOpen(admitted.room) ? admitted : new Refused(Limit.ROOMS);
  }

  private Decision checkLimits(Admitted admitted) {
    if (!addressLimits.open().hasCapacity(admitted.client.addressGroup())) {
      return new Refused(Limit.CONNECTIONS);
    }
    return joins
        .exceeded(admitted.member, admitted.room)
        .<Decision>map(Refused::new)
        .orElse(admitted);
  }

  /** Counts a connection that may be made; the limits are checked again, atomically. */
  public Permit admit(Admitted admitted) throws LimitExceededException {
    String group = admitted.client.addressGroup();
    if (!addressLimits.perMinute().acquire(admitted.client).isZero()) {
      throw new LimitExceededException(Limit.NEW_CONNECTIONS);
    }
    PendingJoins.PendingJoin join = joins.add(admitted.member, admitted.room);
    if (!addressLimits.open().tryAdd(group)) {
      join.end();
      throw new LimitExceededException(Limit.CONNECTIONS);
    }
    recentMembers.add(admitted.member, admitted.client.address());
    return new Permit(admitted, join, addressLimits.open(), recentMembers);
  }

  /** A limit was hit between the decision and the admission. */
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
   * The reason to remove a member that has just joined: between the decision and the join the owner
   * may have closed the room or banned the member, or the member may have signed in under another
   * nickname.
   */
  public Optional<RemovalReason> revocation(Permit permit) {
    Optional<RemovalReason> byOwner =
        bans.ban(permit.member(), permit.client(), permit.room())
            .map(
                kind -> kind == Bans.Kind.ROOM ? RemovalReason.ROOM_CLOSED : RemovalReason.REMOVED);
    return byOwner.isPresent() || permit.isOfGuest() || isSignedIn(permit.member())
        ? byOwner
        : Optional.of(RemovalReason.SIGNED_OUT);
  }

  private boolean isSignedIn(Member member) {
    return !identity.isSignedOut(member) && nicknames.reclaimIfPresent(member);
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
      // The raw path: Helidon's path has its dots resolved and its parameters cut off. A slash
      // written as %2F is no separator, and no room name contains one.
      return Optional.of(new RoomName(UriEncoding.decodeUri(raw.substring(CHAT.length() + 1))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

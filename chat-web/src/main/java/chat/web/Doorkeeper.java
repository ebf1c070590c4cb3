package chat.web;

import chat.core.Member;
import chat.core.Nicknames;
import chat.core.Occupant.Dismissal;
import chat.core.RoomName;
import chat.core.Rooms;
import io.helidon.common.uri.UriEncoding;
import io.helidon.common.uri.UriPath;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import java.util.Optional;

/**
 * Who may connect: draining, room, origin, cookie, nickname, connections, in this order. The same
 * for a connection and for the page that asks why it cannot get one.
 */
final class Doorkeeper {
  private static final String CHAT = "/chat";

  private final Threshold threshold;
  private final Nicknames nicknames;
  private final Rooms rooms;
  private final Attendance attendance;
  private final Turnstile arrivals;
  private final Limits.Door limits;
  private final boolean guests;
  private volatile boolean draining;

  /**
   * @param attendance how many connections each address has
   * @param arrivals how many each address opens
   */
  Doorkeeper(
      Threshold threshold,
      Nicknames nicknames,
      Rooms rooms,
      Attendance attendance,
      Turnstile arrivals,
      Limits.Door limits,
      boolean guests) {
    this.threshold = threshold;
    this.nicknames = nicknames;
    this.rooms = rooms;
    this.attendance = attendance;
    this.arrivals = arrivals;
    this.limits = limits;
    this.guests = guests;
  }

  /** What the doorkeeper says. */
  sealed interface Verdict {}

  /**
   * Not now, or not at all.
   *
   * @param why what the sentence is found by
   * @param limit the one that was met, if it was one
   */
  record Refused(Status status, String why, Optional<Limit> limit) implements Verdict {
    Refused(Status status) {
      this(status, status.codeText(), Optional.empty());
    }

    Refused(Limit limit) {
      this(
          Status.TOO_MANY_REQUESTS_429,
          Status.TOO_MANY_REQUESTS_429.codeText(),
          Optional.of(limit));
    }

    /** Kept out by the owner. */
    Refused(Bans.Kind kind) {
      this(Status.FORBIDDEN_403, kind == Bans.Kind.ROOM ? "closed" : "banned", Optional.empty());
    }

    boolean isByOwner() {
      return status.equals(Status.FORBIDDEN_403) && !why.equals(status.codeText());
    }
  }

  /**
   * May come in. Whoever does has to be {@linkplain #admit admitted} first.
   *
   * @param guest whether it came without a cookie, and has no name to lose
   */
  record Welcome(Member member, RoomName room, Caller caller, boolean guest) implements Verdict {}

  /** Somebody who has come in; it counts until it leaves. */
  record Pass(Welcome welcome, Attendance attendance) {
    Member member() {
      return welcome.member;
    }

    RoomName room() {
      return welcome.room;
    }

    Caller caller() {
      return welcome.caller;
    }

    void leave() {
      attendance.leave(caller().household());
    }
  }

  /** How many are in, where there is a limit. */
  int count() {
    return attendance.count();
  }

  /** From now on nobody is let in. */
  void drain() {
    draining = true;
  }

  boolean isDraining() {
    return draining;
  }

  /** Whether an address is a room's WebSocket at all. */
  static boolean guards(UriPath path) {
    String raw = path.rawPath();
    return raw.equals(CHAT) || raw.startsWith(CHAT + '/');
  }

  /**
   * Judges a request for a connection.
   *
   * @param plain whether it would speak the plain dialect, which alone is open to guests
   */
  Verdict judge(UriPath path, Headers headers, Caller caller, boolean plain) {
    if (draining) {
      return new Refused(Status.SERVICE_UNAVAILABLE_503);
    }
    Optional<RoomName> room = room(path);
    if (room.isEmpty()) {
      return new Refused(Status.NOT_FOUND_404);
    }
    if (!threshold.isFromOurPage(headers, caller)) {
      return new Refused(Status.FORBIDDEN_403);
    }
    Identity identity = threshold.identity();
    Optional<Member> known = identity.of(headers);
    if (known.isEmpty() && !(guests && plain && !identity.hasCookie(headers))) {
      return new Refused(Status.UNAUTHORIZED_401);
    }
    Member member = known.orElseGet(() -> identity.guest(caller.address()));
    Optional<Bans.Kind> ban = threshold.keepsOut(member, caller, room.get());
    if (ban.isPresent()) {
      return new Refused(ban.get());
    }
    Welcome welcome = new Welcome(member, room.get(), caller, known.isEmpty());
    // A name that was given up meanwhile and that nobody took is its member's again.
    return hasItsName(welcome) ? counted(welcome) : new Refused(Status.CONFLICT_409);
  }

  private boolean hasItsName(Welcome welcome) {
    return welcome.guest || nicknames.reclaim(welcome.member);
  }

  private Verdict counted(Welcome welcome) {
    if (!attendance.hasRoomFor(welcome.caller.household())) {
      return new Refused(Limit.CONNECTIONS);
    }
    if (!rooms.hasPlaceFor(welcome.room)) {
      return new Refused(Limit.ROOMS);
    }
    boolean oneMore = !rooms.isPresent(welcome.room, welcome.member.id());
    return oneMore && nicknames.rooms(welcome.member) >= limits.roomsPerMember()
        ? new Refused(Limit.ROOMS_PER_MEMBER)
        : welcome;
  }

  /** Lets somebody in who may, and counts it; else says what it is one too many of. */
  Pass admit(Welcome welcome) throws OneTooMany {
    String household = welcome.caller.household();
    if (!arrivals.pass(household)) {
      throw new OneTooMany(Limit.NEW_CONNECTIONS);
    }
    if (!attendance.enter(household)) {
      throw new OneTooMany(Limit.CONNECTIONS);
    }
    return new Pass(welcome, attendance);
  }

  /** Others came in meanwhile, or too often. */
  static final class OneTooMany extends Exception {
    private static final long serialVersionUID = 1L;
    private final Limit limit;

    OneTooMany(Limit limit) {
      super(null, null, false, false);
      this.limit = limit;
    }

    Limit limit() {
      return limit;
    }
  }

  /**
   * Why somebody who has just joined has to go again: between the door and the seat the owner may
   * have closed the room or banned it, or it may have signed in under another name.
   */
  Optional<Dismissal> regrets(Pass pass) {
    Optional<Dismissal> byOwner =
        threshold
            .keepsOut(pass.member(), pass.caller(), pass.room())
            .map(kind -> kind == Bans.Kind.ROOM ? Dismissal.ROOM_CLOSED : Dismissal.REMOVED);
    return byOwner.isPresent() || hasItsName(pass.welcome)
        ? byOwner
        : Optional.of(Dismissal.SIGNED_OUT);
  }

  /** What a refusal says, in the language of the page: one line. */
  static String sentence(Status status, Headers headers) {
    return sentence(status.codeText(), headers);
  }

  static String sentence(String why, Headers headers) {
    return Phrases.of(Preferences.of(headers).locale())
        .first("live.why." + why, "error." + why, "error.other");
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

package chat.web;

import chat.core.Member;
import chat.core.Nicknames;
import chat.core.RoomName;
import io.helidon.common.uri.UriEncoding;
import io.helidon.common.uri.UriPath;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.Status;
import java.util.Locale;
import java.util.Optional;

/**
 * Who may connect: draining, room, origin, cookie, nickname, connections, in this order. The same
 * for a connection and for the page that asks why it cannot get one.
 */
final class Doorkeeper {
  private static final String CHAT = "/chat";

  private final Origins origins;
  private final Identity identity;
  private final Nicknames nicknames;
  private final Attendance attendance;
  private final boolean guests;
  private volatile boolean draining;

  Doorkeeper(
      Origins origins,
      Identity identity,
      Nicknames nicknames,
      Attendance attendance,
      boolean guests) {
    this.origins = origins;
    this.identity = identity;
    this.nicknames = nicknames;
    this.attendance = attendance;
    this.guests = guests;
  }

  /** What the doorkeeper says. */
  sealed interface Verdict {}

  /** Not now, or not at all. */
  record Refused(Status status) implements Verdict {}

  /** May come in. Whoever does has to {@link Attendance#enter} first. */
  record Welcome(Member member, RoomName room, String address) implements Verdict {}

  /** Somebody who has come in; it counts until it leaves. */
  record Pass(Member member, RoomName room, String address, Attendance attendance) {
    void leave() {
      attendance.leave(address);
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
    if (!origins.allows(headers)) {
      return new Refused(Status.FORBIDDEN_403);
    }
    Optional<Member> known = identity.of(headers);
    if (known.isEmpty()) {
      boolean asGuest = guests && plain && !identity.hasCookie(headers);
      return asGuest
          ? counted(identity.guest(caller.address()), room.get(), caller)
          : new Refused(Status.UNAUTHORIZED_401);
    }
    // A name that was given up meanwhile and that nobody took is its member's again.
    return nicknames.claim(known.get())
        ? counted(known.get(), room.get(), caller)
        : new Refused(Status.CONFLICT_409);
  }

  private Verdict counted(Member member, RoomName room, Caller caller) {
    return attendance.hasRoomFor(caller.address())
        ? new Welcome(member, room, caller.address())
        : new Refused(Status.TOO_MANY_REQUESTS_429);
  }

  /** Lets somebody in who may; empty when too many others came in meanwhile. */
  Optional<Pass> admit(Welcome welcome) {
    return attendance.enter(welcome.address())
        ? Optional.of(new Pass(welcome.member(), welcome.room(), welcome.address(), attendance))
        : Optional.empty();
  }

  /** What a refusal says, in the language of the page: one line. */
  static String sentence(Status status, Headers headers) {
    return Phrases.of(locale(headers))
        .first("live.why." + status.code(), "error." + status.code(), "error.other");
  }

  static Locale locale(Headers headers) {
    return Pages.localeOf(headers.first(HeaderNames.ACCEPT_LANGUAGE).orElse(null));
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

package chat.web.pages;

import chat.core.Nicknames;
import chat.core.RoomClient;
import chat.core.Rooms;
import chat.core.name.InvalidNameException;
import chat.core.name.Member;
import chat.core.name.Nickname;
import chat.core.name.RoomName;
import chat.web.access.BanPolicy;
import chat.web.access.Origins;
import chat.web.access.RateLimiter;
import chat.web.client.RemoteClient;
import chat.web.client.TrustedProxies;
import chat.web.http.Endpoint;
import chat.web.http.Form;
import chat.web.http.Preferences;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.identity.Identity;
import chat.web.identity.NameSkeleton;
import chat.web.identity.OwnerKey;
import chat.web.metrics.Limit;
import chat.web.metrics.ServerMetrics;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Nickname in, cookie out; and the pages around it. */
public final class SignIn implements Endpoint {
  private final Pages pages;
  private final Nicknames nicknames;
  private final Rooms rooms;
  private final Origins origins;
  private final TrustedProxies proxies;
  private final BanPolicy bans;
  private final ServerMetrics metrics;
  private final RateLimiter signIns;
  private final OwnerKey ownerKey;
  private final Identity identity;

  /**
   * @param signIns how many come from each address
   * @param ownerKey whoever has given it sees the owner's hand in the room's page
   */
  public SignIn(
      Pages pages,
      Nicknames nicknames,
      Rooms rooms,
      Origins origins,
      Identity identity,
      TrustedProxies proxies,
      BanPolicy bans,
      RateLimiter signIns,
      OwnerKey ownerKey,
      ServerMetrics metrics) {
    this.pages = pages;
    this.nicknames = nicknames;
    this.rooms = rooms;
    this.origins = origins;
    this.identity = identity;
    this.proxies = proxies;
    this.bans = bans;
    this.metrics = metrics;
    this.signIns = signIns;
    this.ownerKey = ownerKey;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/", this::form),
        Route.post("/login", this::submit),
        Route.get("/login", this::link),
        Route.post("/logout", this::signOut),
        Route.get("/rooms/{room}", this::room));
  }

  /** What a person has typed, as it was typed. */
  private record Wish(String nickname, String room) {}

  /** A wish that cannot be granted: the page comes again with the reason. */
  private static final class Denied extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Status status;

    Denied(Status status, String reason) {
      super(reason, null, false, false);
      this.status = status;
    }
  }

  /** The sign-in page; with {@code lang=zh|en} in that language, and from then on. */
  private void form(ServerRequest request, ServerResponse response) {
    Optional<Locale> language = Preferences.chosen(parameter(request, "lang"));
    if (language.isPresent()) {
      boolean secure = proxies.client(request).secure();
      response.headers().addCookie(Preferences.cookie(language.get(), secure));
      Responses.seeOther(response, "/?room=" + Responses.encoded(parameter(request, "room")));
      return;
    }
    String nickname = identity.of(request.headers()).map(Member::name).orElse("");
    Responses.page(
        request,
        response,
        pages.signIn(Responses.preferences(request), nickname, parameter(request, "room")));
  }

  private void submit(ServerRequest request, ServerResponse response) {
    Parameters form = Form.of(request, response);
    Wish wish = new Wish(form.first("nickname").orElse(""), form.first("room").orElse(""));
    try {
      checkOrigin(request);
      RoomName room = roomName(wish.room());
      signIn(wish, identity.of(request.headers()), request, response);
      Responses.seeOther(response, "/rooms/" + Responses.encoded(room.value()));
    } catch (Denied denied) {
      again(wish, denied, request, response);
    }
  }

  /** A plain link signs in: the room's page comes at once. */
  private void link(ServerRequest request, ServerResponse response) {
    Wish wish = new Wish(parameter(request, "nickname"), "");
    Optional<Member> known = identity.of(request.headers());
    try {
      if (known.isPresent() && isOtherName(wish, known.get())) {
        Responses.page(
            request,
            response,
            pages.askFirst(Responses.preferences(request), known.get().name(), wish.nickname()));
        return;
      }
      Member member = signIn(wish, known, request, response);
      roomPage(member, RoomName.LOBBY, request, response);
    } catch (Denied denied) {
      again(wish, denied, request, response);
    }
  }

  /** Whether a member would have another name then, and could: else there is nothing to ask. */
  private boolean isOtherName(Wish wish, Member known) throws Denied {
    Member then = new Member(known.id(), nickname(wish.nickname()).value());
    if (!nicknames.isFreeFor(then)) {
      throw new Denied(Status.CONFLICT_409, "nickname-taken");
    }
    return !then.equals(known);
  }

  private Member signIn(
      Wish wish, Optional<Member> known, ServerRequest request, ServerResponse response)
      throws Denied {
    Nickname nickname = nickname(wish.nickname());
    RemoteClient caller = proxies.client(request);
    if (!signIns.acquire(caller).isZero()) {
      metrics.met(Limit.SIGN_INS);
      throw new Denied(Status.TOO_MANY_REQUESTS_429, "too-many");
    }
    Member member =
        known
            .map(before -> new Member(before.id(), nickname.value()))
            .orElseGet(() -> identity.create(nickname));
    checkOwnersWill(member, caller);
    if (!nicknames.claim(member)) {
      throw new Denied(Status.CONFLICT_409, "nickname-taken");
    }
    if (known.isPresent()) {
      // Nobody may speak under two names, whatever the name in this cookie.
      rooms.renamed(member);
    }
    setCookie(member, caller, response);
    return member;
  }

  private void setCookie(Member member, RemoteClient caller, ServerResponse response) {
    response.headers().addCookie(identity.cookie(member, caller.secure()));
  }

  private void signOut(ServerRequest request, ServerResponse response) {
    if (!origins.allow(request)) {
      pages.sendError(request, response, Status.FORBIDDEN_403);
      return;
    }
    identity
        .of(request.headers())
        .ifPresent(member -> {
          rooms.remove(member.id(), RoomClient.RemovalReason.SIGNED_OUT);
          nicknames.release(member.id());
        });
    response.headers().addCookie(identity.noCookie(proxies.client(request).secure()));
    Responses.seeOther(response, "/");
  }

  private void room(ServerRequest request, ServerResponse response) {
    RoomName room;
    try {
      room = new RoomName(request.path().pathParameters().get("room"));
    } catch (InvalidNameException e) {
      pages.sendError(request, response, Status.NOT_FOUND_404);
      return;
    }
    Optional<Member> member = identity.of(request.headers());
    if (member.isEmpty()) {
      Responses.seeOther(response, "/?room=" + Responses.encoded(room.value()));
      return;
    }
    // Who comes often enough stays signed in.
    setCookie(member.get(), proxies.client(request), response);
    roomPage(member.get(), room, request, response);
  }

  private void roomPage(
      Member member, RoomName room, ServerRequest request, ServerResponse response) {
    Responses.roomPage(
        request,
        response,
        pages.room(
            Responses.preferences(request),
            room.value(),
            member.id(),
            member.name(),
            ownerKey.isIn(request.headers())));
  }

  private void again(Wish wish, Denied denied, ServerRequest request, ServerResponse response) {
    response.status(denied.status);
    Responses.page(
        request,
        response,
        pages.signInAgain(
            Responses.preferences(request), wish.nickname(), wish.room(), denied.getMessage()));
  }

  private void checkOrigin(ServerRequest request) throws Denied {
    if (!origins.allow(request)) {
      throw new Denied(Status.FORBIDDEN_403, "origin");
    }
  }

  private void checkOwnersWill(Member member, RemoteClient caller) throws Denied {
    if (bans.isBanned(member, caller)) {
      throw new Denied(Status.FORBIDDEN_403, "banned");
    }
  }

  private static Nickname nickname(String typed) throws Denied {
    try {
      Nickname nickname = new Nickname(typed);
      if (NameSkeleton.speaksForTheHouse(nickname.value())) {
        throw new InvalidNameException(InvalidNameException.Reason.RESERVED);
      }
      return nickname;
    } catch (InvalidNameException e) {
      throw new Denied(Status.BAD_REQUEST_400, "nickname-" + e.reason().code());
    }
  }

  private static RoomName roomName(String typed) throws Denied {
    try {
      return typed.isBlank() ? RoomName.LOBBY : new RoomName(typed.strip());
    } catch (InvalidNameException e) {
      throw new Denied(Status.BAD_REQUEST_400, "room-name-invalid");
    }
  }

  private static String parameter(ServerRequest request, String name) {
    return request.query().first(name).orElse("");
  }
}

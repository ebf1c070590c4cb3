package chat.web.pages;

import chat.core.name.InvalidNameException;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.access.Origins;
import chat.web.client.RemoteClient;
import chat.web.client.TrustedProxies;
import chat.web.http.Endpoint;
import chat.web.http.Form;
import chat.web.http.HeaderLines;
import chat.web.http.Preferences;
import chat.web.http.RefusalCode;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.identity.Identity;
import chat.web.pages.SignIn.RefusedException;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The sign-in page: by its form, or by a link that names the nickname. */
public final class SignInPage implements Endpoint {
  /** The code of a sign-in whose cookie the browser has not kept. */
  static final String COOKIES = "cookies";

  private static final HeaderName FETCH_DEST = HeaderNames.create("Sec-Fetch-Dest");
  private static final String DOCUMENT = "document";

  /** The standard header of a prefetch, and those that browsers sent before it. */
  private static final List<HeaderName> PREFETCH =
      Stream.of("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz").map(HeaderNames::create).toList();

  private final Pages pages;
  private final SignIn signIn;
  private final InvitePage invitePage;
  private final RoomPage roomPage;
  private final Identity identity;
  private final Origins origins;
  private final TrustedProxies proxies;

  public SignInPage(
      Pages pages,
      SignIn signIn,
      InvitePage invitePage,
      RoomPage roomPage,
      Identity identity,
      Origins origins,
      TrustedProxies proxies) {
    this.pages = pages;
    this.signIn = signIn;
    this.invitePage = invitePage;
    this.roomPage = roomPage;
    this.identity = identity;
    this.origins = origins;
    this.proxies = proxies;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/", this::page),
        Route.post("/login", this::submit),
        Route.get("/login", this::link));
  }

  /** The fields of the form, as they were typed. */
  private record Fields(String nickname, String room, boolean invited) {}

  /** Sends the page; {@code lang=zh|en} sets the cookie of the language first. */
  private void page(ServerRequest request, ServerResponse response) {
    String room = parameter(request, "room");
    Optional<Locale> language = Preferences.chosen(parameter(request, "lang"));
    if (language.isPresent()) {
      boolean secure = proxies.client(request).secure();
      response.headers().addCookie(Preferences.cookie(language.get(), secure));
      Responses.seeOther(response, "/?room=" + Responses.encoded(room));
      return;
    }
    String nickname = identity.member(request.headers()).map(Member::name).orElse("");
    if (parameter(request, "problem").equals(COOKIES) && nickname.isEmpty()) {
      Preferences preferences = Responses.preferences(request);
      Responses.page(request, response, pages.signInAgain(preferences, nickname, room, COOKIES));
      return;
    }
    Optional<RoomName> invitedTo = room.isBlank() ? Optional.empty() : validRoom(room);
    if (invitedTo.isPresent()) {
      invitePage.send(invitedTo.get(), nickname, request, response);
      return;
    }
    Responses.page(request, response, pages.signIn(Responses.preferences(request), nickname, room));
  }

  private static Optional<RoomName> validRoom(String name) {
    try {
      return Optional.of(new RoomName(name.strip()));
    } catch (InvalidNameException e) {
      return Optional.empty();
    }
  }

  private void submit(ServerRequest request, ServerResponse response) {
    Parameters form = Form.of(request, response);
    Fields fields =
        new Fields(
            form.first("nickname").orElse(""),
            form.first("room").orElse(""),
            form.contains("invite"));
    try {
      if (!origins.allow(request)) {
        throw new RefusedException(Status.FORBIDDEN_403, "origin");
      }
      RoomName room = roomName(fields.room());
      Optional<Member> current = identity.member(request.headers());
      signIn(fields.nickname(), current, SignIn.By.FORM, request, response);
      Responses.seeOther(response, "/rooms/" + Responses.encoded(room.value()));
    } catch (RefusedException e) {
      refuse(fields, e, request, response);
    }
  }

  /** Signs in by a plain link and sends the lobby's page; asks first before a rename. */
  private void link(ServerRequest request, ServerResponse response) {
    String nickname = parameter(request, "nickname");
    if (!isNavigation(request)) {
      // By HTTP a GET has no effects: a preview of a link claims no nickname.
      byte[] page = pages.signIn(Responses.preferences(request), nickname, "");
      Responses.page(request, response, page);
      return;
    }
    Optional<Member> current = identity.member(request.headers());
    try {
      if (current.isPresent() && signIn.renames(nickname, current.get())) {
        Preferences preferences = Responses.preferences(request);
        String page = pages.confirmRename(preferences, current.get().name(), nickname);
        Responses.page(request, response, page);
        return;
      }
      Member member = signIn(nickname, current, SignIn.By.LINK, request, response);
      roomPage.send(member, RoomName.LOBBY, request, response);
    } catch (RefusedException e) {
      refuse(new Fields(nickname, "", false), e, request, response);
    }
  }

  /** Whether a person opens the address, as far as the request says. */
  private static boolean isNavigation(ServerRequest request) {
    ServerRequestHeaders headers = request.headers();
    return !request.prologue().method().equals(Method.HEAD)
        && PREFETCH.stream().noneMatch(name -> isPrefetch(headers, name))
        && HeaderLines.of(headers, FETCH_DEST).stream().allMatch(DOCUMENT::equals);
  }

  private static boolean isPrefetch(ServerRequestHeaders headers, HeaderName name) {
    return HeaderLines.of(headers, name).stream()
        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("prefetch"));
  }

  private Member signIn(
      String nickname,
      Optional<Member> current,
      SignIn.By by,
      ServerRequest request,
      ServerResponse response)
      throws RefusedException {
    RemoteClient client = proxies.client(request);
    Member member = signIn.signIn(nickname, current, by, client);
    response.headers().addCookie(identity.cookie(member, client.secure()));
    return member;
  }

  /** Sends the page again, with what was typed and the reason of the refusal. */
  private void refuse(
      Fields typed, RefusedException refusal, ServerRequest request, ServerResponse response) {
    response.status(refusal.status());
    response.headers().set(RefusalCode.of(refusal.getMessage()));
    Preferences preferences = Responses.preferences(request);
    // The page of an invitation has no field for the room, so an invalid one gets the other page.
    String page =
        typed.invited() && validRoom(typed.room()).isPresent()
            ? pages.inviteAgain(preferences, typed.nickname(), typed.room(), refusal.getMessage())
            : pages.signInAgain(preferences, typed.nickname(), typed.room(), refusal.getMessage());
    Responses.page(request, response, page);
  }

  private static RoomName roomName(String typed) throws RefusedException {
    return typed.isBlank()
        ? RoomName.LOBBY
        : validRoom(typed)
            .orElseThrow(() -> new RefusedException(Status.BAD_REQUEST_400, "room-name-invalid"));
  }

  private static String parameter(ServerRequest request, String name) {
    return request.query().first(name).orElse("");
  }
}

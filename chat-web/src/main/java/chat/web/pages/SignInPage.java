package chat.web.pages;

import chat.core.name.InvalidNameException;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.access.Origins;
import chat.web.client.RemoteClient;
import chat.web.client.TrustedProxies;
import chat.web.http.Endpoint;
import chat.web.http.Form;
import chat.web.http.Preferences;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.identity.Identity;
import chat.web.pages.SignIn.RefusedException;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The sign-in page: by its form, or by a link that names the nickname. */
public final class SignInPage implements Endpoint {
  private final Pages pages;
  private final SignIn signIn;
  private final RoomPage roomPage;
  private final Identity identity;
  private final Origins origins;
  private final TrustedProxies proxies;

  public SignInPage(
      Pages pages,
      SignIn signIn,
      RoomPage roomPage,
      Identity identity,
      Origins origins,
      TrustedProxies proxies) {
    this.pages = pages;
    this.signIn = signIn;
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
  private record Fields(String nickname, String room) {}

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
    Responses.page(request, response, pages.signIn(Responses.preferences(request), nickname, room));
  }

  private void submit(ServerRequest request, ServerResponse response) {
    Parameters form = Form.of(request, response);
    Fields fields = new Fields(form.first("nickname").orElse(""), form.first("room").orElse(""));
    try {
      if (!origins.allow(request)) {
        throw new RefusedException(Status.FORBIDDEN_403, "origin");
      }
      RoomName room = roomName(fields.room());
      signIn(fields.nickname(), identity.member(request.headers()), request, response);
      Responses.seeOther(response, "/rooms/" + Responses.encoded(room.value()));
    } catch (RefusedException e) {
      refuse(fields, e, request, response);
    }
  }

  /** Signs in by a plain link and sends the lobby's page; asks first before a rename. */
  private void link(ServerRequest request, ServerResponse response) {
    String nickname = parameter(request, "nickname");
    Optional<Member> current = identity.member(request.headers());
    try {
      if (current.isPresent() && signIn.renames(nickname, current.get())) {
        Preferences preferences = Responses.preferences(request);
        String page = pages.confirmRename(preferences, current.get().name(), nickname);
        Responses.page(request, response, page);
        return;
      }
      Member member = signIn(nickname, current, request, response);
      roomPage.send(member, RoomName.LOBBY, request, response);
    } catch (RefusedException e) {
      refuse(new Fields(nickname, ""), e, request, response);
    }
  }

  private Member signIn(
      String nickname, Optional<Member> current, ServerRequest request, ServerResponse response)
      throws RefusedException {
    RemoteClient client = proxies.client(request);
    Member member = signIn.signIn(nickname, current, client);
    response.headers().addCookie(identity.cookie(member, client.secure()));
    return member;
  }

  /** Sends the page again, with what was typed and the reason of the refusal. */
  private void refuse(
      Fields typed, RefusedException refusal, ServerRequest request, ServerResponse response) {
    response.status(refusal.status());
    Responses.page(
        request,
        response,
        pages.signInAgain(
            Responses.preferences(request), typed.nickname(), typed.room(), refusal.getMessage()));
  }

  private static RoomName roomName(String typed) throws RefusedException {
    try {
      return typed.isBlank() ? RoomName.LOBBY : new RoomName(typed.strip());
    } catch (InvalidNameException e) {
      throw new RefusedException(Status.BAD_REQUEST_400, "room-name-invalid");
    }
  }

  private static String parameter(ServerRequest request, String name) {
    return request.query().first(name).orElse("");
  }
}

package chat.web.pages;

import chat.core.name.InvalidNameException;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.client.TrustedProxies;
import chat.web.http.Endpoint;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.identity.Identity;
import chat.web.identity.OwnerKey;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A room's page for a member; a client without a cookie is redirected to the sign-in page. */
public final class RoomPage implements Endpoint {
  private static final Pattern SIGN_IN_PAGE =
      Pattern.compile("https?://[^/?#]++/(?:login)?(?:\\?.*+)?");

  private final Pages pages;
  private final Identity identity;
  private final TrustedProxies proxies;
  private final OwnerKey ownerKey;
  private final boolean files;

  /**
   * @param ownerKey a browser with the owner's cookie gets the owner's buttons
   * @param files whether members may send files
   */
  public RoomPage(
      Pages pages, Identity identity, TrustedProxies proxies, OwnerKey ownerKey, boolean files) {
    this.pages = pages;
    this.identity = identity;
    this.proxies = proxies;
    this.ownerKey = ownerKey;
    this.files = files;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/rooms/{room}[/]", this::handle));
  }

  private void handle(ServerRequest request, ServerResponse response) {
    RoomName room;
    try {
      room = new RoomName(request.path().pathParameters().get("room"));
    } catch (InvalidNameException e) {
      pages.sendError(request, response, Status.NOT_FOUND_404);
      return;
    }
    Optional<Member> member = identity.member(request.headers());
    if (member.isEmpty()) {
      String problem = blocksCookies(request) ? "&problem=" + SignInPage.COOKIES : "";
      Responses.seeOther(response, "/?room=" + Responses.encoded(room.value()) + problem);
      return;
    }
    // Each visit renews the cookie, so that a member who returns in time stays signed in.
    boolean secure = proxies.client(request).secure();
    response.headers().addCookie(identity.cookie(member.get(), secure));
    send(member.get(), room, request, response);
  }

  /**
   * Whether a browser has just been signed in and has not kept the cookie: it comes from the
   * sign-in page, which leads to a room by signing in only.
   */
  private boolean blocksCookies(ServerRequest request) {
    return !identity.hasCookie(request.headers())
        && request
            .headers()
            .first(HeaderNames.REFERER)
            .filter(page -> SIGN_IN_PAGE.matcher(page).matches())
            .isPresent();
  }

  /** Sends the page of a room. */
  void send(Member member, RoomName room, ServerRequest request, ServerResponse response) {
    Responses.roomPage(
        request,
        response,
        pages.room(
            Responses.preferences(request),
            room.value(),
            member.id(),
            member.name(),
            ownerKey.isOwner(request.headers()),
            files));
  }
}

package chat.web.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.core.NicknameClaims;
import chat.core.name.InvalidNameException;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.access.BanPolicy;
import chat.web.access.Origins;
import chat.web.access.RateLimiter;
import chat.web.client.RemoteClient;
import chat.web.client.TrustedProxies;
import chat.web.http.Endpoint;
import chat.web.http.Form;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.identity.DeviceLinks;
import chat.web.identity.DeviceLinks.DeviceLink;
import chat.web.identity.Identity;
import chat.web.metrics.Limit;
import chat.web.metrics.ServerMetrics;
import chat.web.protocol.Json;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Signs another device in as the same member: {@code POST /api/me/device} makes a link, the page of
 * the link asks, and its button sets the cookie. The page alone does nothing, because programs open
 * links to preview them.
 */
public final class DeviceSignIn implements Endpoint {
  private static final String QR_PREFIX = "data:image/svg+xml;base64,";
  private static final String INVALID = "device-link";

  private final Pages pages;
  private final DeviceLinks links;
  private final Identity identity;
  private final Origins origins;
  private final TrustedProxies proxies;
  private final BanPolicy bans;
  private final NicknameClaims nicknames;
  private final RateLimiter rateLimiter;
  private final ServerMetrics metrics;

  /**
   * @param rateLimiter limits the sign-ins from one address
   */
  public DeviceSignIn(
      Pages pages,
      DeviceLinks links,
      Identity identity,
      Origins origins,
      TrustedProxies proxies,
      BanPolicy bans,
      NicknameClaims nicknames,
      RateLimiter rateLimiter,
      ServerMetrics metrics) {
    this.pages = pages;
    this.links = links;
    this.identity = identity;
    this.origins = origins;
    this.proxies = proxies;
    this.bans = bans;
    this.nicknames = nicknames;
    this.rateLimiter = rateLimiter;
    this.metrics = metrics;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.post("/api/me/device", this::create),
        Route.get("/device/{token}", this::ask),
        Route.post("/device/{token}", this::signIn));
  }

  private void create(ServerRequest request, ServerResponse response) {
    Optional<Member> member = identity.member(request.headers());
    RemoteClient client = proxies.client(request);
    if (!origins.allow(request)) {
      Responses.refuse(request, response, Status.FORBIDDEN_403);
    } else if (member.isEmpty()) {
      Responses.refuse(request, response, Status.UNAUTHORIZED_401);
    } else if (bans.isBanned(member.get(), client)) {
      Responses.refuse(request, response, Status.FORBIDDEN_403, "banned");
    } else if (isTooFast(client)) {
      Responses.refuse(request, response, Status.TOO_MANY_REQUESTS_429);
    } else {
      DeviceLink link = links.create(member.get());
      String room = Form.of(request, response).first("room").flatMap(DeviceSignIn::room).orElse("");
      String query = room.isEmpty() ? "" : "?room=" + Responses.encoded(room);
      send(client.origin(request.headers()) + path(link.token()) + query, link, request, response);
    }
  }

  private static String path(String token) {
    return "/device/" + token;
  }

  private static void send(
      String url, DeviceLink link, ServerRequest request, ServerResponse response) {
    String qr = Base64.getEncoder().encodeToString(InviteQrCode.svg(url).getBytes(UTF_8));
    Responses.json(
        request,
        response,
        Json.object(json -> {
          json.writeStringField("url", url);
          json.writeStringField("expires", Json.time(link.expires()));
          json.writeStringField("qr", QR_PREFIX + qr);
        }));
  }

  private void ask(ServerRequest request, ServerResponse response) {
    Optional<Member> member = links.member(token(request));
    if (member.isEmpty()) {
      pages.sendError(request, response, Status.GONE_410, INVALID);
      return;
    }
    String present = identity.member(request.headers()).map(Member::name).orElse("");
    Responses.page(
        request,
        response,
        pages.device(
            Responses.preferences(request),
            member.get().name(),
            present.equals(member.get().name()) ? "" : present));
  }

  private void signIn(ServerRequest request, ServerResponse response) {
    RemoteClient client = proxies.client(request);
    if (!origins.allow(request)) {
      pages.sendError(request, response, Status.FORBIDDEN_403);
    } else if (isTooFast(client)) {
      pages.sendError(request, response, Status.TOO_MANY_REQUESTS_429);
    } else {
      signIn(client, request, response);
    }
  }

  private void signIn(RemoteClient client, ServerRequest request, ServerResponse response) {
    Optional<Member> member =
        links
            .use(token(request))
            .filter(known -> !identity.isSignedOut(known))
            .filter(nicknames::reclaim);
    if (member.isEmpty()) {
      pages.sendError(request, response, Status.GONE_410, INVALID);
    } else if (bans.isBanned(member.get(), client)) {
      pages.sendError(request, response, Status.FORBIDDEN_403, "banned");
    } else {
      response.headers().addCookie(identity.cookie(member.get(), client.secure()));
      Responses.seeOther(response, "/rooms/" + Responses.encoded(room(request)));
    }
  }

  private boolean isTooFast(RemoteClient client) {
    boolean tooFast = !rateLimiter.acquire(client).isZero();
    if (tooFast) {
      metrics.limitHit(Limit.SIGN_INS);
    }
    return tooFast;
  }

  private static String token(ServerRequest request) {
    return request.path().pathParameters().get("token");
  }

  private static String room(ServerRequest request) {
    return request.query().first("room").flatMap(DeviceSignIn::room).orElse(RoomName.LOBBY.value());
  }

  private static Optional<String> room(String name) {
    try {
      return Optional.of(new RoomName(name).value());
    } catch (InvalidNameException e) {
      return Optional.empty();
    }
  }
}

package chat.web.pages;

import chat.core.name.InvalidNameException;
import chat.core.name.RoomName;
import chat.web.client.TrustedProxies;
import chat.web.http.Endpoint;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.identity.Identity;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.nayuki.qrcodegen.QrCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code GET /rooms/{room}/invite.svg}: a QR code of the room's URL as the client sees it, for
 * members. {@code 400} for a URL that is longer than a phone can read from a screen.
 */
public final class InviteQrCode implements Endpoint {
  /** In characters: a code of 73 by 73 modules. */
  private static final int MAX_URL_LENGTH = 300;

  /** In modules: the margin that ISO/IEC 18004 requires. */
  private static final int QUIET_ZONE = 4;

  private final Identity identity;
  private final TrustedProxies proxies;

  public InviteQrCode(Identity identity, TrustedProxies proxies) {
    this.identity = identity;
    this.proxies = proxies;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/rooms/{room}/invite.svg", this::handle));
  }

  private void handle(ServerRequest request, ServerResponse response) {
    if (identity.member(request.headers()).isEmpty()) {
      Responses.refuse(request, response, Status.UNAUTHORIZED_401);
      return;
    }
    try {
      String url = url(new RoomName(request.path().pathParameters().get("room")), request);
      if (url.length() > MAX_URL_LENGTH) {
        Responses.refuse(request, response, Status.BAD_REQUEST_400);
      } else {
        send(request, response, svg(url));
      }
    } catch (InvalidNameException e) {
      Responses.refuse(request, response, Status.NOT_FOUND_404);
    }
  }

  private String url(RoomName room, ServerRequest request) {
    String path = URLEncoder.encode(room.value(), StandardCharsets.UTF_8);
    return proxies.client(request).origin(request.headers()) + "/rooms/" + path;
  }

  /** A QR code as SVG, black on white in any theme, because cameras need the contrast. */
  public static String svg(String text) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    int size = code.size + 2 * QUIET_ZONE;
    var modules = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          modules.append("M%d,%dh1v1h-1z".formatted(x + QUIET_ZONE, y + QUIET_ZONE));
        }
      }
    }
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">\
    <path fill="#fff" d="M0,0h%1$dv%1$dH0z"/><path d="%2$s"/></svg>
    """
        .formatted(size, modules);
  }

  private static void send(ServerRequest request, ServerResponse response, String svg) {
    response.headers().set(HeaderNames.CONTENT_TYPE, "image/svg+xml");
    response.headers().set(HeaderNames.CACHE_CONTROL, "private, max-age=3600");
    Responses.body(request, response, svg.getBytes(StandardCharsets.UTF_8));
  }
}

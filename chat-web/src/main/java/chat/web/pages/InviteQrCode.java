package chat.web.pages;

import chat.core.name.InvalidNameException;
import chat.core.name.RoomName;
import chat.web.client.RemoteClient;
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
 * {@code GET /rooms/{room}/invite.svg}: a QR code of the room's address as the caller sees it, for
 * whoever is signed in. {@code 400} where that address is longer than a phone can read from a
 * screen.
 */
public final class InviteQrCode implements Endpoint {
  /** In characters: a code of 73 by 73 modules. */
  private static final int LONGEST_ADDRESS = 300;

  /** In modules: what the standard asks for around a code. */
  private static final int QUIET_ZONE = 4;

  private final Identity identity;
  private final TrustedProxies proxies;

  public InviteQrCode(Identity identity, TrustedProxies proxies) {
    this.identity = identity;
    this.proxies = proxies;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/rooms/{room}/invite.svg", this::answer));
  }

  private void answer(ServerRequest request, ServerResponse response) {
    if (identity.of(request.headers()).isEmpty()) {
      Responses.refuse(request, response, Status.UNAUTHORIZED_401);
      return;
    }
    try {
      String address = address(new RoomName(request.path().pathParameters().get("room")), request);
      if (address.length() > LONGEST_ADDRESS) {
        Responses.refuse(request, response, Status.BAD_REQUEST_400);
      } else {
        send(request, response, picture(address));
      }
    } catch (InvalidNameException e) {
      Responses.refuse(request, response, Status.NOT_FOUND_404);
    }
  }

  private String address(RoomName room, ServerRequest request) {
    RemoteClient caller = proxies.client(request);
    String host =
        caller.host().or(() -> request.headers().first(HeaderNames.HOST)).orElse("localhost");
    String path = URLEncoder.encode(room.value(), StandardCharsets.UTF_8);
    return (caller.secure() ? "https://" : "http://") + host + "/rooms/" + path;
  }

  /** A code as SVG, black on white whatever the page's colours: cameras want it so. */
  public static String picture(String address) {
    QrCode code = QrCode.encodeText(address, QrCode.Ecc.MEDIUM);
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

  private static void send(ServerRequest request, ServerResponse response, String picture) {
    response.headers().set(HeaderNames.CONTENT_TYPE, "image/svg+xml");
    response.headers().set(HeaderNames.CACHE_CONTROL, "private, max-age=3600");
    Responses.body(request, response, picture.getBytes(StandardCharsets.UTF_8));
  }
}

package chat.web.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.IntSupplier;

/**
 * Redirects each request to the same address with TLS. A request for another port than the one that
 * it arrived at came by a port mapping, which hides the port of TLS as well; TLS is at 443 then.
 *
 * @param port gives the port that listens with TLS
 */
public record HttpsRedirect(IntSupplier port) implements Handler {
  private static final int DEFAULT_PORT = 443;
  private static final int DEFAULT_HTTP_PORT = 80;

  private static String portPart(int port, int defaultPort) {
    return port == defaultPort ? "" : ":" + port;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    String host = request.headers().first(HeaderNames.HOST).orElse("localhost");
    String name = host.replaceFirst(":[0-9]*$", "");
    String requested = host.substring(name.length());
    boolean mapped = !requested.equals(portPart(request.localPeer().port(), DEFAULT_HTTP_PORT));
    String portPart = mapped ? "" : portPart(port.getAsInt(), DEFAULT_PORT);
    String query = request.query().rawValue();
    boolean isRead =
        request.prologue().method().equals(Method.GET)
            || request.prologue().method().equals(Method.HEAD);
    // 308 keeps the method and the body; old clients understand 301 alone.
    response.status(isRead ? Status.MOVED_PERMANENTLY_301 : Status.PERMANENT_REDIRECT_308);
    response
        .headers()
        .set(
            HeaderNames.LOCATION,
            "https://"
                + name
                + portPart
                + request.prologue().uriPath().rawPath()
                + (query.isEmpty() ? "" : "?" + query));
    response.send();
  }
}

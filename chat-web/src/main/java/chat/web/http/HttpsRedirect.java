package chat.web.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.IntSupplier;

/** Sends everybody who comes without TLS to the same address with it. */
public record HttpsRedirect(IntSupplier port) implements Handler {
  private static final int STANDARD = 443;

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    String host = request.headers().first(HeaderNames.HOST).orElse("localhost");
    String name = host.replaceFirst(":[0-9]*$", "");
    String at = port.getAsInt() == STANDARD ? "" : ":" + port.getAsInt();
    String query = request.query().rawValue();
    boolean reads =
        request.prologue().method().equals(Method.GET)
            || request.prologue().method().equals(Method.HEAD);
    // 308 keeps a form a form; 301 is what the oldest programs understand.
    response.status(reads ? Status.MOVED_PERMANENTLY_301 : Status.PERMANENT_REDIRECT_308);
    response
        .headers()
        .set(
            HeaderNames.LOCATION,
            "https://"
                + name
                + at
                + request.prologue().uriPath().rawPath()
                + (query.isEmpty() ? "" : "?" + query));
    response.send();
  }
}

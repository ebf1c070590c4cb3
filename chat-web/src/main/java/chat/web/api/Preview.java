package chat.web.api;

import chat.core.name.Member;
import chat.web.access.Origins;
import chat.web.access.RateLimiter;
import chat.web.http.Endpoint;
import chat.web.http.Form;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.identity.Identity;
import chat.web.markdown.Markdown;
import chat.web.metrics.Limit;
import chat.web.metrics.ServerMetrics;
import chat.web.protocol.Json;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /api/preview} with a form field {@code text}: returns the text as the room will show
 * it, as {@code {"html":…}}, or {@code {}} for a text without markup. For members. {@code 400} for
 * a text that may not be sent, {@code 429} above {@value #MAX_PER_MINUTE} requests a minute.
 */
public final class Preview implements Endpoint {
  /** For each member. The page sends a request when its writer pauses. */
  public static final int MAX_PER_MINUTE = 120;

  private final Origins origins;
  private final Identity identity;
  private final ServerMetrics metrics;
  private final RateLimiter rateLimiter;
  private final int maxLength;

  /**
   * @param maxLength of a text in code points
   */
  public Preview(
      Origins origins,
      Identity identity,
      RateLimiter rateLimiter,
      int maxLength,
      ServerMetrics metrics) {
    this.origins = origins;
    this.identity = identity;
    this.metrics = metrics;
    this.rateLimiter = rateLimiter;
    this.maxLength = maxLength;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post("/api/preview", this::handle));
  }

  private void handle(ServerRequest request, ServerResponse response) {
    Optional<Member> member = identity.caller(request.headers());
    if (!origins.allow(request)) {
      Responses.refuse(request, response, Status.FORBIDDEN_403);
    } else if (member.isEmpty()) {
      Responses.refuse(request, response, Status.UNAUTHORIZED_401);
    } else if (!rateLimiter.acquire(member.get()).isZero()) {
      metrics.limitHit(Limit.PREVIEWS);
      Responses.refuse(request, response, Status.TOO_MANY_REQUESTS_429);
    } else {
      preview(request, response);
    }
  }

  private void preview(ServerRequest request, ServerResponse response) {
    String text = Form.of(request, response).first("text").orElse("");
    if (text.isBlank() || text.codePointCount(0, text.length()) > maxLength) {
      Responses.refuse(request, response, Status.BAD_REQUEST_400);
      return;
    }
    Optional<String> html = Markdown.html(text);
    Responses.json(
        request,
        response,
        Json.object(json -> {
          if (html.isPresent()) {
            json.writeStringField("html", html.get());
          }
        }));
  }
}

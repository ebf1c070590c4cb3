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
 * {@code POST /api/preview} with a form field {@code text}: how it will look once it is said, as
 * {@code {"html":…}}, or {@code {}} where it will look as it is written. For whoever is signed in;
 * {@code 400} where the text may not be said, {@code 429} for who asks too often.
 */
public final class Preview implements Endpoint {
  /** Of each member. A page asks when somebody pauses in writing. */
  public static final int A_MINUTE = 120;

  private final Origins origins;
  private final Identity identity;
  private final ServerMetrics metrics;
  private final RateLimiter previews;
  private final int longest;

  /**
   * @param longest text in code points
   */
  public Preview(
      Origins origins,
      Identity identity,
      RateLimiter previews,
      int longest,
      ServerMetrics metrics) {
    this.origins = origins;
    this.identity = identity;
    this.metrics = metrics;
    this.previews = previews;
    this.longest = longest;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post("/api/preview", this::answer));
  }

  private void answer(ServerRequest request, ServerResponse response) {
    Optional<Member> member = identity.of(request.headers());
    if (!origins.allow(request)) {
      Responses.refuse(request, response, Status.FORBIDDEN_403);
    } else if (member.isEmpty()) {
      Responses.refuse(request, response, Status.UNAUTHORIZED_401);
    } else if (!previews.acquire(member.get()).isZero()) {
      metrics.met(Limit.PREVIEWS);
      Responses.refuse(request, response, Status.TOO_MANY_REQUESTS_429);
    } else {
      preview(request, response);
    }
  }

  private void preview(ServerRequest request, ServerResponse response) {
    String text = Form.of(request, response).first("text").orElse("");
    if (text.isBlank() || text.codePointCount(0, text.length()) > longest) {
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

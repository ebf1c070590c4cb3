package chat.web.api;

import chat.core.log.InvalidSearchException;
import chat.core.name.InvalidNameException;
import chat.core.name.Member;
import chat.web.http.Responses;
import chat.web.identity.Identity;
import chat.web.metrics.Limit;
import chat.web.metrics.ServerMetrics;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * What the requests of members have in common: the cookie, and the refusals of wrong parameters.
 */
public record MemberRequests(Identity identity, ServerMetrics metrics) {
  /** Handles a member's request. */
  interface MemberHandler {
    void handle(Member member, ServerRequest request, ServerResponse response);
  }

  /** A handler of requests with a valid cookie. */
  Handler signedIn(MemberHandler handler) {
    return (request, response) -> {
      Optional<Member> member = identity.caller(request.headers());
      if (member.isEmpty()) {
        Responses.refuse(request, response, Status.UNAUTHORIZED_401);
        return;
      }
      try {
        handler.handle(member.get(), request, response);
      } catch (InvalidNameException e) {
        Responses.refuse(request, response, Status.NOT_FOUND_404);
      } catch (InvalidSearchException e) {
        Responses.refuse(request, response, Status.BAD_REQUEST_400, "search-" + e.reason().code());
      } catch (IllegalArgumentException e) {
        Responses.refuse(request, response, Status.BAD_REQUEST_400);
      }
    };
  }

  /**
   * Refuses a request that is too early.
   *
   * @param reason the key of the sentence
   */
  void tooMany(
      Limit limit, String reason, Duration wait, ServerRequest request, ServerResponse response) {
    metrics.limitHit(limit);
    // Rounded up to whole seconds, so that the next attempt succeeds.
    response.headers().set(HeaderNames.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
    Responses.refuse(request, response, Status.TOO_MANY_REQUESTS_429, reason);
  }
}

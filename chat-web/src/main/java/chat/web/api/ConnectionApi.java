package chat.web.api;

import chat.core.name.Member;
import chat.web.access.RateLimiter;
import chat.web.client.RemoteClient;
import chat.web.client.TrustedProxies;
import chat.web.http.Endpoint;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.metrics.Limit;
import chat.web.protocol.Json;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * The HTTP API that tells a member how its request has reached the server, for those who look for a
 * mistake in a proxy:
 *
 * <pre>
 * GET /api/me/connection
 *     {"address":A,"origin":O,"forwarded":B,"at":TIME}
 * </pre>
 *
 * {@code address} is the client's IP address and {@code origin} the scheme and host that it has
 * requested, both as limits, bans and cookies take them; {@code forwarded} says whether a proxy has
 * left a header. {@code 401} without a cookie, {@code 429} with {@code Retry-After} for too many.
 */
public final class ConnectionApi implements Endpoint {
  private final MemberRequests requests;
  private final TrustedProxies proxies;
  private final RateLimiter limiter;
  private final InstantSource clock;

  /**
   * @param limiter limits requests that read something
   * @param clock the time of day
   */
  public ConnectionApi(
      MemberRequests requests, TrustedProxies proxies, RateLimiter limiter, InstantSource clock) {
    this.requests = requests;
    this.proxies = proxies;
    this.limiter = limiter;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/api/me/connection", requests.signedIn(this::describe)));
  }

  private void describe(Member member, ServerRequest request, ServerResponse response) {
    Duration wait = limiter.acquire(member);
    if (wait.isZero()) {
      Responses.json(request, response, json(request));
    } else {
      requests.tooMany(Limit.READS, "reads", wait, request, response);
    }
  }

  private byte[] json(ServerRequest request) {
    RemoteClient client = proxies.client(request);
    return Json.object(json -> {
      json.writeStringField("address", client.address());
      json.writeStringField("origin", client.origin(request.headers()));
      json.writeBooleanField("forwarded", !client.direct());
      json.writeStringField("at", Json.time(clock.instant()));
    });
  }
}

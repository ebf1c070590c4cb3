package chat.web.api;

import chat.core.log.Refusal;
import chat.web.access.Admission;
import chat.web.client.TrustedProxies;
import chat.web.http.Endpoint;
import chat.web.http.RequestedRoom;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.metrics.ServerMetrics;
import chat.web.protocol.Json;
import io.helidon.http.PathMatcher;
import io.helidon.http.PathMatchers;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/**
 * Says a message by HTTP:
 *
 * <pre>
 * POST /api/rooms/{room}/messages   text/plain, a form with text=, or {"text","id"?,"re"?,"files"?}
 *     201 {"seq","at"}; 200 for a message that was said before under the same id
 * </pre>
 *
 * The checks are those of a WebSocket, in their order; then the body. The member is not present by
 * it.
 */
public final class MessageEndpoint implements Endpoint {
  private static final String PATH = "/api/rooms/{room}/messages";

  private static final PathMatcher MATCHER = PathMatchers.create(PATH);

  private final Admission admission;
  private final TrustedProxies proxies;
  private final Speaker speaker;
  private final ServerMetrics metrics;

  public MessageEndpoint(
      Admission admission, TrustedProxies proxies, Speaker speaker, ServerMetrics metrics) {
    this.admission = admission;
    this.proxies = proxies;
    this.speaker = speaker;
    this.metrics = metrics;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.post(PATH, this::post));
  }

  /** Refuses a body that is too large: in JSON, if it is that of a message or a hook. */
  public static void refuseTooLarge(ServerRequest request, ServerResponse response) {
    if (MATCHER.match(request.path()).accepted() || HookEndpoint.takes(request.path())) {
      ApiRefusal.of(Refusal.of(Refusal.Code.TOO_LONG)).send(request, response);
    } else {
      Responses.refuse(request, response, Status.REQUEST_ENTITY_TOO_LARGE_413);
    }
  }

  private void post(ServerRequest request, ServerResponse response) {
    try {
      Admission.Admitted admitted = admit(request);
      Speaker.Said said =
          speaker.say(admitted.member(), admitted.room(), MessageBody.read(request, response));
      send(said, request, response);
    } catch (ApiRefusal e) {
      e.send(request, response);
    }
  }

  private Admission.Admitted admit(ServerRequest request) {
    var client = proxies.client(request);
    return switch (admission.decideToAct(RequestedRoom.of(request), request.headers(), client)) {
      case Admission.Admitted admitted -> admitted;
      case Admission.Refused refused -> {
        refused.limit().ifPresent(metrics::limitHit);
        throw ApiRefusal.of(refused);
      }
    };
  }

  private static void send(Speaker.Said said, ServerRequest request, ServerResponse response) {
    response.status(said.repeated() ? Status.OK_200 : Status.CREATED_201);
    Responses.json(
        request,
        response,
        Json.object(json -> {
          json.writeNumberField("seq", said.seq());
          if (said.at().isPresent()) {
            json.writeStringField("at", Json.time(said.at().get()));
          }
        }));
  }
}

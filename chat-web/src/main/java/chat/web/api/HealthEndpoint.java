package chat.web.api;

import chat.web.access.Admission;
import chat.web.http.Endpoint;
import chat.web.http.Responses;
import chat.web.http.Route;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/** Answers whether the server takes connections: {@code GET /health}. */
public final class HealthEndpoint implements Endpoint {
  private final Admission admission;

  public HealthEndpoint(Admission admission) {
    this.admission = admission;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/health", this::health));
  }

  private void health(ServerRequest request, ServerResponse response) {
    boolean draining = admission.isDraining();
    Responses.line(
        request,
        response,
        draining ? Status.SERVICE_UNAVAILABLE_503 : Status.OK_200,
        draining ? "draining" : "ok");
  }
}

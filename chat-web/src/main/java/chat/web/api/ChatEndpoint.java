package chat.web.api;

import chat.web.access.Admission;
import chat.web.client.RemoteClient;
import chat.web.client.TrustedProxies;
import chat.web.http.Endpoint;
import chat.web.http.Responses;
import chat.web.http.Route;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;

/**
 * Answers a request for a WebSocket's address without {@code Upgrade}: with the refusal that a
 * WebSocket would get, else 426. A page whose WebSocket failed asks it for the reason.
 */
public final class ChatEndpoint implements Endpoint {
  private final Admission admission;
  private final TrustedProxies proxies;

  public ChatEndpoint(Admission admission, TrustedProxies proxies) {
    this.admission = admission;
    this.proxies = proxies;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/chat", this::explain), Route.get("/chat/*", this::explain));
  }

  private void explain(ServerRequest request, ServerResponse response) {
    RemoteClient client = proxies.client(request);
    switch (admission.decide(request.path(), request.headers(), client, true)) {
      case Admission.Refused refused -> refuse(request, response, refused);
      case Admission.Admitted _ -> requireUpgrade(request, response);
    }
  }

  private static void refuse(
      ServerRequest request, ServerResponse response, Admission.Refused refused) {
    if (refused.isByOwner()) {
      // For the page's script, which has a sentence of its own for each.
      response.headers().set(HeaderValues.create("Chat-Why", refused.reason()));
    }
    Responses.line(
        request,
        response,
        refused.status(),
        Responses.sentence(refused.reason(), request.headers()));
  }

  private static void requireUpgrade(ServerRequest request, ServerResponse response) {
    response.headers().set(HeaderValues.create("Upgrade", "websocket"));
    response.headers().set(HeaderValues.create("Connection", "Upgrade"));
    Responses.refuse(request, response, Status.UPGRADE_REQUIRED_426);
  }
}

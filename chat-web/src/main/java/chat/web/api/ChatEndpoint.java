package chat.web.api;

import chat.web.access.Admission;
import chat.web.client.RemoteClient;
import chat.web.client.TrustedProxies;
import chat.web.http.Endpoint;
import chat.web.http.ErrorSender;
import chat.web.http.RefusalCode;
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
  private final ErrorSender errors;

  public ChatEndpoint(Admission admission, TrustedProxies proxies, ErrorSender errors) {
    this.admission = admission;
    this.proxies = proxies;
    this.errors = errors;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/chat", this::explain), Route.get("/chat/*", this::explain));
  }

  private void explain(ServerRequest request, ServerResponse response) {
    RemoteClient client = proxies.client(request);
    switch (admission.explain(request.path(), request.headers(), client)) {
      case Admission.Refused refused -> refuse(request, response, refused);
      case Admission.Admitted _ -> requireUpgrade(request, response);
    }
  }

  private void refuse(ServerRequest request, ServerResponse response, Admission.Refused refused) {
    response.headers().set(RefusalCode.of(refused.status(), refused.reason()));
    errors.sendError(request, response, refused.status(), refused.reason());
  }

  private void requireUpgrade(ServerRequest request, ServerResponse response) {
    response.headers().set(HeaderValues.create("Upgrade", "websocket"));
    // Beside a close, which the framing of the request may need.
    response.headers().add(HeaderValues.create("Connection", "Upgrade"));
    Status status = Status.UPGRADE_REQUIRED_426;
    errors.sendError(request, response, status, status.codeText());
  }
}

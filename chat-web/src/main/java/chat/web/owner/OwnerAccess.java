package chat.web.owner;

import chat.web.access.Origins;
import chat.web.http.Responses;
import chat.web.identity.OwnerKey;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Lets only the owner's requests pass, and none from the page of another site. */
record OwnerAccess(OwnerKey key, Origins origins) {
  /** A handler of the owner's requests. */
  Handler only(Handler handler) {
    return (request, response) -> {
      if (isOwner(request, response)) {
        handler.handle(request, response);
      }
    };
  }

  /** Whether a request may pass; else it is refused. */
  boolean isOwner(ServerRequest request, ServerResponse response) {
    if (!origins.allow(request)) {
      Responses.refuse(request, response, Status.FORBIDDEN_403);
      return false;
    }
    if (!key.isOwner(request.headers())) {
      Responses.refuse(request, response, Status.UNAUTHORIZED_401, "owner-key");
      return false;
    }
    return true;
  }
}

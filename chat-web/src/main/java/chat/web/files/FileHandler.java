package chat.web.files;

import chat.core.file.StoreFullException;
import chat.core.name.InvalidNameException;
import chat.web.http.RefusalCode;
import chat.web.http.Responses;
import chat.web.listener.ConnectionLimiter;
import chat.web.metrics.ServerMetrics;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;

/** Runs the handlers of files, and sends what they refuse as a response. */
final class FileHandler {
  private final ConnectionLimiter connections;
  private final ServerMetrics metrics;

  FileHandler(ConnectionLimiter connections, ServerMetrics metrics) {
    this.connections = connections;
    this.metrics = metrics;
  }

  /** Handles a request; it may throw a {@link FileRefusal}. */
  @FunctionalInterface
  interface Work {
    void handle(ServerRequest request, ServerResponse response, RequestBody body)
        throws IOException;
  }

  Handler of(Work work) {
    return (request, response) -> {
      RequestBody body = new RequestBody(request, () -> connections.transfer(request));
      try {
        work.handle(request, response, body);
      } catch (FileRefusal e) {
        refuse(request, response, body, e);
      } catch (StoreFullException e) {
        refuse(request, response, body, Uploads.full());
      } catch (InvalidNameException e) {
        // The room's; the names of files are checked where they are read.
        refuse(request, response, body, new FileRefusal(Status.NOT_FOUND_404));
      }
    };
  }

  private void refuse(
      ServerRequest request, ServerResponse response, RequestBody body, FileRefusal refusal) {
    refusal.limit().ifPresent(metrics::limitHit);
    if (!refusal.retryAfter().isZero()) {
      // Rounded up to whole seconds, so that the next attempt succeeds.
      response
          .headers()
          .set(HeaderNames.RETRY_AFTER, Long.toString(refusal.retryAfter().toSeconds() + 1));
    }
    boolean closes = body.isMuchLeft();
    if (closes) {
      response.headers().set(HeaderValues.CONNECTION_CLOSE);
    }
    response.headers().set(RefusalCode.of(refusal.status(), refusal.reason()));
    Responses.refuse(request, response, refusal.status(), refusal.reason());
    if (closes) {
      body.discardRest();
    }
  }
}

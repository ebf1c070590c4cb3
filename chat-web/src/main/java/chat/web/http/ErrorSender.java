package chat.web.http;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** Sends an error as a page to a browser, and as one line of text to any other client. */
@FunctionalInterface
public interface ErrorSender {
  /**
   * Sends an error.
   *
   * @param reason the key of the sentence: a stable word, or the status code
   */
  void sendError(ServerRequest request, ServerResponse response, Status status, String reason);
}

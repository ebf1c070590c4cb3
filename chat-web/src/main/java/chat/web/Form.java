package chat.web;

import io.helidon.common.buffers.DataReader.InsufficientDataAvailableException;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.BadRequestException;
import io.helidon.http.HeaderValues;
import io.helidon.http.media.UnsupportedTypeException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/** The fields that somebody sends in a body. */
final class Form {
  private Form() {}

  /**
   * Reads it. A body that is none, or is not whole, is the sender's mistake and not ours; nobody
   * knows where it ends, so that the connection does.
   *
   * @throws BadRequestException when it cannot be read
   */
  static Parameters of(ServerRequest request, ServerResponse response) {
    try {
      return request.content().as(Parameters.class);
    } catch (UnsupportedTypeException
        | IllegalArgumentException
        | IllegalStateException
        | InsufficientDataAvailableException e) {
      response.headers().set(HeaderValues.CONNECTION_CLOSE);
      throw new BadRequestException("no form", e);
    }
  }
}

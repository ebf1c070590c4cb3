package chat.web.http;

import chat.core.name.InvalidNameException;
import chat.core.name.RoomName;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;

/** The room that the path of a request names, as {@code {room}} of its route. */
public final class RequestedRoom {
  private RequestedRoom() {}

  /** The room; empty where it is no name of one. */
  public static Optional<RoomName> of(ServerRequest request) {
    try {
      return Optional.of(new RoomName(request.path().pathParameters().get("room")));
    } catch (InvalidNameException e) {
      return Optional.empty();
    }
  }
}

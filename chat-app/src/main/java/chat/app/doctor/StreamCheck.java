package chat.app.doctor;

import chat.core.log.Finding;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Opens the stream of the room by HTTP, and sends an event of typing by the WebSocket: nothing of
 * it is kept. Both stay open for further checks.
 */
final class StreamCheck implements Check {
  private static final String SUBJECT = "buffering";

  private final Visit visit;
  private final Optional<RoomSocket> socket;
  private final Duration limit;
  private Optional<RoomStream> stream = Optional.empty();
  private boolean prompt;

  /**
   * @param limit until an event arrives
   */
  StreamCheck(Visit visit, Optional<RoomSocket> socket, Duration limit) {
    this.visit = visit;
    this.socket = socket;
    this.limit = limit;
  }

  /** The stream; empty: it could not be opened. */
  Optional<RoomStream> stream() {
    return stream;
  }

  /** Whether its events arrive at once, so that their times tell something. */
  boolean isPrompt() {
    return prompt;
  }

  @Override
  public List<Finding> run() {
    try {
      HttpConnection connection = visit.open();
      Finding finding = open(connection);
      if (stream.isEmpty()) {
        connection.close();
      }
      return List.of(finding);
    } catch (IOException e) {
      return List.of(late(Failures.reason(e)));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Finding late(String reason) {
    return Finding.failed(
        SUBJECT,
        "the stream of a room does not arrive at once (%s); the proxy must not collect what the server sends (%s)."
            .formatted(reason, Advice.BUFFERING));
  }

  private Finding open(HttpConnection connection) throws IOException, InterruptedException {
    HttpAnswer answer = RoomStream.request(connection, visit, "text/event-stream");
    if (answer.status() != HttpAnswer.OK) {
      return Finding.failed(
          SUBJECT,
          "the stream of a room is answered %s; the proxy has to pass it on."
              .formatted(answer.summary()));
    }
    var opened = new RoomStream(connection, answer);
    stream = Optional.of(opened);
    if (!opened.events().await("\"history\"", limit)) {
      return late("its first event");
    }
    if (socket.isPresent()) {
      socket.get().send("{\"type\":\"typing\"}");
      if (!opened.events().await("\"typing\"", limit)) {
        return late("an event after the first");
      }
    }
    prompt = true;
    return Finding.ok(
        SUBJECT,
        socket.isPresent()
            ? "an event arrives in a stream at once"
            : "the first event of a stream arrives at once");
  }
}

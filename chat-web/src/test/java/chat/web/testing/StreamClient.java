package chat.web.testing;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** A client of a room's stream by HTTP, which reads event after event. */
public final class StreamClient implements AutoCloseable {
  private final RawClient raw;
  private final RawResponse head;

  private StreamClient(RawClient raw, RawResponse head) {
    this.raw = raw;
    this.head = head;
  }

  /**
   * One event; comments and {@code retry} are skipped.
   *
   * @param id empty where it has none
   * @param type {@code message} where it has none
   */
  public record Event(String id, String type, Map<String, Object> data) {}

  /** Opens the stream of a room, or fails. */
  public static StreamClient open(TestServer server, String path, String... headers) {
    RawClient raw = server.rawClient();
    RawResponse head = raw.request("GET", path, headers).responseHead();
    if (head.status() != 200) {
      throw new AssertionError("no stream: " + head);
    }
    return new StreamClient(raw, head);
  }

  public RawResponse head() {
    return head;
  }

  public RawClient raw() {
    return raw;
  }

  /** The next line of the body. */
  public String line() {
    try {
      return raw.receiveLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next event; empty at the end of the stream. */
  public Optional<Event> next() {
    String id = "";
    String type = "message";
    String data = "";
    try {
      while (true) {
        String line = raw.receiveLine();
        if (line.isEmpty() && !data.isEmpty()) {
          return Optional.of(new Event(id, type, JsonText.read(data)));
        }
        String value = line.substring(line.indexOf(':') + 1).strip();
        if (line.startsWith("id:")) {
          id = value;
        } else if (line.startsWith("event:")) {
          type = value;
        } else if (line.startsWith("data:")) {
          data += value;
        }
      }
    } catch (EOFException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The event {@code close}; those before it are skipped. */
  public Event closing() {
    Event event = next().orElseThrow();
    while (!event.type().equals("close")) {
      event = next().orElseThrow();
    }
    return event;
  }

  /** The next event of a type of frame; those before it are skipped. */
  public Event frame(String type) {
    Event event = next().orElseThrow();
    while (!type.equals(event.data().get("type"))) {
      event = next().orElseThrow();
    }
    return event;
  }

  @Override
  public void close() {
    raw.close();
  }
}

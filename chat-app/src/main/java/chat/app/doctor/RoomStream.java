package chat.app.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A stream of a room by HTTP: receives its lines. */
final class RoomStream implements AutoCloseable {
  private final HttpConnection connection;
  private final EventQueue events = new EventQueue();

  /** Takes a connection whose request was answered. */
  RoomStream(HttpConnection connection, HttpAnswer answer) throws IOException {
    this.connection = connection;
    connection.waitWithoutLimit();
    Thread.ofVirtual().name("stream").start(() -> receive(answer.body()));
  }

  /** Opens a stream of plain lines, in which nothing is sent without words; empty: refused. */
  static Optional<RoomStream> ofLines(Visit visit) throws IOException {
    HttpConnection connection = visit.open();
    try {
      HttpAnswer answer = request(connection, visit, "text/plain");
      if (answer.status() == HttpAnswer.OK) {
        return Optional.of(new RoomStream(connection, answer));
      }
    } catch (IOException e) {
      connection.close();
      throw e;
    }
    connection.close();
    return Optional.empty();
  }

  /** Requests the stream in a format. */
  static HttpAnswer request(HttpConnection connection, Visit visit, String type)
      throws IOException {
    connection.send(
        "GET /api/rooms/" + visit.room() + "/stream",
        visit.headers("Accept: " + type),
        new byte[0]);
    return connection.receive();
  }

  EventQueue events() {
    return events;
  }

  private void receive(InputStream body) {
    try {
      while (true) {
        events.add(HttpConnection.readLine(body));
      }
    } catch (IOException e) {
      events.end("cut");
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}

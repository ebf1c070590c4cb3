package chat.app.doctor;

import java.io.IOException;
import java.io.InputStream;

/** A stream of a room by HTTP: receives the lines of its events. */
final class RoomStream implements AutoCloseable {
  private final HttpConnection connection;
  private final EventQueue events = new EventQueue();

  /** Takes a connection whose request was answered. */
  RoomStream(HttpConnection connection, HttpAnswer answer) throws IOException {
    this.connection = connection;
    connection.waitWithoutLimit();
    Thread.ofVirtual().name("stream").start(() -> receive(answer.body()));
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

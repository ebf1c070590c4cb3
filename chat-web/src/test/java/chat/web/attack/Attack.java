package chat.web.attack;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.ClientFrames;
import chat.web.testing.HttpAnswer;
import chat.web.testing.RawClient;
import chat.web.testing.ServerFrame;
import chat.web.testing.TestClient;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * One row of the table: what somebody does with a bare socket, and what has to come of it.
 *
 * @param name what it is, for people
 * @param deed done with a socket that has just been connected; checks what comes of it
 */
record Attack(String name, Consumer<RawClient> deed) {
  @Override
  public String toString() {
    return name;
  }

  /** Bytes on a WebSocket, which the server answers with a close frame and the end. */
  static Attack closed(String name, int code, byte[]... frames) {
    return new Attack(
        name,
        socket -> {
          socket.send(ClientFrames.join(frames));
          assertThat(socket.closeCode()).isEqualTo(code);
          socket.close();
        });
  }

  /** The same by somebody who has nothing more to say, and sends a FIN behind it. */
  static Attack closedAfterFin(String name, int code, byte[]... frames) {
    return new Attack(
        name + ", then FIN",
        socket -> {
          socket.send(ClientFrames.join(frames)).finish();
          assertThat(socket.closeCode()).isEqualTo(code);
          assertThat(socket.isEnded()).isTrue();
        });
  }

  /** Bytes on a WebSocket that are no reason to close; the connection goes on. */
  static Attack harmless(String name, byte[]... frames) {
    return new Attack(
        name,
        socket -> {
          socket.send(ClientFrames.join(frames)).send(ClientFrames.ping("still here?"));
          awaitPong(socket, "still here?");
          socket.send(ClientFrames.close(1000));
          assertThat(socket.closeCode()).isEqualTo(1000);
        });
  }

  private static void awaitPong(RawClient socket, String payload) {
    try {
      ServerFrame frame = socket.frame();
      while (!frame.isPong() || !frame.text().equals(payload)) {
        assertThat(frame.isClose()).as(frame.toString()).isFalse();
        frame = socket.frame();
      }
    } catch (IOException e) {
      throw new AssertionError("ended without a pong: " + e, e);
    }
  }

  /** Bytes on a WebSocket after which the client is gone without a goodbye. */
  static Attack vanishes(String name, Consumer<RawClient> how) {
    return new Attack(name, how);
  }

  /** A text on a {@code chat.v1} connection that is refused with this code. */
  static Attack refused(String name, String code, String text) {
    return new Attack(
        name,
        socket -> {
          try (TestClient client = TestClient.of(socket)) {
            client.send(text);
            assertThat(client.nextOf("refused")).containsEntry("code", code);
            client.goodbye();
          }
        });
  }

  /** Bytes in place of a request, with one of these answers. */
  static Attack answered(String name, List<Integer> statuses, String request) {
    return new Attack(
        name,
        socket -> {
          socket.send(request);
          HttpAnswer answer = socket.answer();
          assertThat(answer.status()).as(answer.toString()).isIn(statuses);
          assertThat(answer.body())
              .doesNotContain("xception", "helidon", "java.", "chat.web", "\tat ");
          socket.close();
        });
  }
}

package chat.web.attack;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.ClientFrames;
import chat.web.testing.RawClient;
import chat.web.testing.RawResponse;
import chat.web.testing.ServerFrame;
import chat.web.testing.TestClient;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * One attack by a raw client, and the check of its outcome.
 *
 * @param name shown by JUnit
 * @param action the attack by a client that has just connected, and its check
 */
record AttackCase(String name, Consumer<RawClient> action) {
  @Override
  public String toString() {
    return name;
  }

  /** Bytes on a WebSocket after which the server sends a close frame with this code. */
  static AttackCase closed(String name, int code, byte[]... frames) {
    return new AttackCase(
        name,
        socket -> {
          socket.send(ClientFrames.join(frames));
          assertThat(socket.closeCode()).isEqualTo(code);
          socket.close();
        });
  }

  /** Bytes on a WebSocket that do not close the connection. */
  static AttackCase harmless(String name, byte[]... frames) {
    return new AttackCase(
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
      ServerFrame frame = socket.receiveFrame();
      while (!frame.isPong() || !frame.text().equals(payload)) {
        assertThat(frame.isClose()).as(frame.toString()).isFalse();
        frame = socket.receiveFrame();
      }
    } catch (IOException e) {
      throw new AssertionError("closed without a pong: " + e, e);
    }
  }

  /** A client that disconnects without a close frame. */
  static AttackCase disconnects(String name, Consumer<RawClient> how) {
    return new AttackCase(name, how);
  }

  /** A text on a {@code chat.v1} connection that is refused with this code. */
  static AttackCase refused(String name, String code, String text) {
    return new AttackCase(
        name,
        socket -> {
          try (TestClient client = TestClient.of(socket)) {
            client.send(text);
            assertThat(client.receiveType("refused")).containsEntry("code", code);
            client.closeNormally();
          }
        });
  }

  /** Bytes in place of a request, answered with one of these statuses. */
  static AttackCase answered(String name, List<Integer> statuses, String request) {
    return new AttackCase(
        name,
        socket -> {
          socket.send(request);
          RawResponse response = socket.response();
          assertThat(response.status()).as(response.toString()).isIn(statuses);
          assertThat(response.body())
              .doesNotContain("xception", "helidon", "java.", "chat.web", "\tat ");
          assertThat(response.header("Chat-Why").isPresent())
              .as(response.toString())
              .isEqualTo(response.status() >= 400);
          if (response.status() != 101) {
            assertThat(response.header("Content-Security-Policy"))
                .as(response.toString())
                .isPresent();
          }
          socket.close();
        });
  }
}

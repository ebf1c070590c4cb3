package chat.web.attack;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.testing.Await;
import chat.web.testing.LeakCheck;
import chat.web.testing.RawClient;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * A server with two members who talk, and an attacker with a cookie. After each attack the two
 * still talk and no connection of the attacker is left; after all attacks no thread and no memory
 * has leaked.
 */
@Tag("server")
abstract class AttackTestBase {
  /** The JVM may start a few itself: carriers, compilers. */
  private static final int OTHER_THREADS = 10;

  private static final long SOME_MEMORY = 16 << 20;

  static TestServer server;
  static String mallory;
  private static TestClient ann;
  private static TestClient ben;
  private static int here;
  private static int round;
  private static long threads;
  private static long bytes;

  @BeforeAll
  static void startServer() throws IOException {
    server = TestServer.open();
    ann = server.connectPlain("ann", "/chat");
    ben = server.connect("ben", "/chat");
    mallory = server.signIn("mallory");
    here = server.connections();
    assertThat(here).isEqualTo(2);
    talk();
    threads = LeakCheck.liveThreads();
    bytes = LeakCheck.liveHeapBytes();
  }

  @AfterAll
  static void nothingLeaks() throws IOException {
    long threadsNow = LeakCheck.liveThreads();
    long bytesNow = LeakCheck.liveHeapBytes();
    ann.close();
    ben.close();
    server.close();
    assertThat(threadsNow).isLessThan(threads + OTHER_THREADS);
    assertThat(bytesNow).isLessThan(bytes + SOME_MEMORY);
  }

  @AfterEach
  void roomStillWorksAndTheAttackerHasNoConnection() {
    talk();
    Await.until("the attacker is gone", () -> server.connections() == here);
  }

  private static void talk() {
    String words = "round " + ++round;
    ann.send(words);
    ann.receiveContaining(words);
    ben.receiveContaining(words);
    ben.say("b" + round, "answer " + round);
    ben.receiveType("ack");
    ann.receiveContaining("answer " + round);
  }

  static void run(AttackCase attack) {
    try (RawClient socket = server.rawClient()) {
      attack.action().accept(socket);
    }
  }

  /** A valid handshake with more lines. */
  static String handshake(String host, String... lines) {
    return String.join(
        "\r\n",
        "GET /chat HTTP/1.1",
        "Host: " + host,
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: " + RawClient.KEY,
        String.join("\r\n", lines) + "\r\n\r\n");
  }
}

package chat.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.testing.Await;
import chat.web.testing.ClientFrames;
import chat.web.testing.RawClient;
import chat.web.testing.ServerFrame;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A running server keeps the timeouts of connections. */
@Tag("server")
@Timeout(60)
class ConnectionTimeoutsTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final String CUTS_OF_DEAD = "chat_cuts_total{reason=\"silent\"}";

  private static TestServer server(Duration heartbeatInterval, Duration peerTimeout) {
    return TestServer.open(server ->
        server.timeouts =
            new ConnectionTimeouts(SHORT, heartbeatInterval, peerTimeout, LONG, LONG));
  }

  /** The protocol promises a frame every 25 s; the page reconnects after 60 s without one. */
  @Test
  void defaultHeartbeatIntervalIsShorterThanPromised() {
    assertThat(ConnectionTimeouts.DEFAULTS.heartbeatInterval()).isLessThan(Duration.ofSeconds(25));
  }

  @Test
  void idleClientReceivesHeartbeats() {
    try (TestServer server = server(SHORT, LONG);
        TestClient ann = server.connect("Ann", "/chat")) {
      ann.receiveType("beat");
      ann.receiveType("beat");
    }
  }

  /** A script in a browser does not see the pongs; without a beat it would reconnect. */
  @Test
  void clientThatKeepsPingingReceivesHeartbeats() throws IOException {
    try (TestServer server = server(SHORT.multipliedBy(4), LONG);
        RawClient ann =
            server
                .rawClient()
                .upgraded("/chat", server.signIn("Ann"), "Sec-WebSocket-Protocol: chat.v1")) {
      boolean beat = false;
      while (!beat) {
        ann.send(ClientFrames.frame(ClientFrames.FIN | ClientFrames.PING, new byte[0]));
        ServerFrame frame = ann.receiveFrame();
        beat = frame.isText() && frame.text().contains("\"beat\"");
      }
    }
  }

  @Test
  void clientThatAnswersNoPingIsCut() {
    try (TestServer server = server(SHORT, SHORT.multipliedBy(4));
        RawClient peerTimeout = server.rawClient().upgraded("/chat", server.signIn("Ann"))) {
      Await.until("it is cut", () -> server.metric(CUTS_OF_DEAD) == 1);
      assertThat(peerTimeout.isClosed()).isTrue();
    }
  }
}

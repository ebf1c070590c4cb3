package chat.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.web.testing.RawClient;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stop of the server: clients are closed with 1012, then the port is closed. */
@Tag("server")
@Timeout(30)
class StopTest {
  @Test
  void clientsAreClosedWith1012ThenThePortIsClosed() {
    TestServer server = TestServer.open();
    int port = server.port();
    try (TestClient ann = server.connect("ann", "/chat");
        TestClient ben = server.connectPlain("ben", "/chat/elsewhere");
        RawClient silent = server.rawClient();
        RawClient half = server.rawClient().send("GET /chat HTTP/1.1\r\nHost: loc")) {
      ann.receiveType("welcome");

      // Neither a silent connection nor an unfinished request delays the stop.
      server.close();

      assertThat(ann.awaitClose()).isEqualTo(1012);
      assertThat(ben.awaitClose()).isEqualTo(1012);
      assertThat(silent.isClosed()).isTrue();
      assertThat(half.isClosed()).isTrue();
    }
    assertThat(server.connections()).isZero();
    assertThatThrownBy(() -> RawClient.connect(port)).isInstanceOf(UncheckedIOException.class);
  }
}

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

/** The end of the server: everybody is told to come back, and nothing listens any more. */
@Tag("server")
@Timeout(30)
class StopTest {
  @Test
  void everybodyIsToldToComeBackThenNothingListens() {
    TestServer server = TestServer.open();
    int port = server.port();
    try (TestClient ann = server.connect("ann", "/chat");
        TestClient ben = server.connectPlain("ben", "/chat/elsewhere");
        RawClient silent = server.rawClient();
        RawClient half = server.rawClient().send("GET /chat HTTP/1.1\r\nHost: loc")) {
      ann.receiveType("welcome");

      // Neither who says nothing nor who has not finished asking holds it up.
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

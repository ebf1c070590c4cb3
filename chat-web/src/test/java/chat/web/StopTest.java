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
    TestServer house = TestServer.open();
    int port = house.port();
    try (TestClient ann = house.enter("ann", "/chat");
        TestClient ben = house.enterPlain("ben", "/chat/elsewhere");
        RawClient silent = house.socket();
        RawClient half = house.socket().send("GET /chat HTTP/1.1\r\nHost: loc")) {
      ann.nextOf("welcome");

      // Neither who says nothing nor who has not finished asking holds it up.
      house.close();

      assertThat(ann.awaitEnd()).isEqualTo(1012);
      assertThat(ben.awaitEnd()).isEqualTo(1012);
      assertThat(silent.isEnded()).isTrue();
      assertThat(half.isEnded()).isTrue();
    }
    assertThat(house.connections()).isZero();
    assertThatThrownBy(() -> RawClient.connect(port)).isInstanceOf(UncheckedIOException.class);
  }
}

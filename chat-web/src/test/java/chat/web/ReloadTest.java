package chat.web;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Some settings change while the server runs, for those who are connected, too. */
@Tag("server")
@Timeout(60)
class ReloadTest {
  @Test
  void theRateOfMessagesChangesForConnectedMembers() {
    try (TestServer server =
            TestServer.open(settings -> settings.messages.perSecond(Optional.of(0.001)).burst(1));
        TestClient ann = server.connect("Ann", "/chat")) {
      ann.say("1", "the burst");
      ann.receiveType("ack");
      ann.say("2", "too fast");
      assertThat(ann.receiveType("refused")).containsEntry("code", "too-fast");
      server.messages.perSecond(Optional.of(1_000.0)).burst(2);
      server.reload();
      ann.say("2", "not any more");
      ann.receiveType("ack");
      ann.say("3", "nor this");
      ann.receiveType("ack");
    }
  }

  @Test
  void originsChange() {
    try (TestServer server = TestServer.open()) {
      String origin = "Origin: https://other.example";
      assertThat(server.post("/login", "nickname=Ann", origin).status()).isEqualTo(403);
      server.origins = Set.of("https://other.example");
      server.reload();
      assertThat(server.post("/login", "nickname=Ann", origin).status()).isEqualTo(303);
    }
  }

  @Test
  void limitsOfAddressesChange() {
    try (TestServer server =
        TestServer.open(settings -> settings.access.signIns(OptionalInt.of(1)))) {
      assertThat(server.post("/login", "nickname=Ann").status()).isEqualTo(303);
      assertThat(server.post("/login", "nickname=Bob").status()).isEqualTo(429);
      server.access.signIns(OptionalInt.empty());
      server.reload();
      assertThat(server.post("/login", "nickname=Bob").status()).isEqualTo(303);
    }
  }
}

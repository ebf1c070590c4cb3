package chat.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.JsonText;
import chat.web.testing.TestServer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The HTTP API that tells how a request has reached the server. */
@Tag("server")
class ConnectionApiTest {
  private static Map<String, Object> connection(
      TestServer server, String cookie, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = cookie;
    return JsonText.read(server.get("/api/me/connection", all).body());
  }

  @Test
  void aTrustedProxyTellsTheClient() {
    try (TestServer server = TestServer.open(s -> s.trustedProxies = Set.of("127.0.0.1"))) {
      assertThat(
              connection(
                  server,
                  server.signIn("ann"),
                  "X-Forwarded-For: 203.0.113.9",
                  "X-Forwarded-Proto: https",
                  "X-Forwarded-Host: chat.example"))
          .containsEntry("address", "203.0.113.9")
          .containsEntry("origin", "https://chat.example")
          .containsEntry("forwarded", true);
    }
  }

  @Test
  void anotherProxyIsSeenAndNotBelieved() {
    try (TestServer server = TestServer.open()) {
      String ann = server.signIn("ann");
      assertThat(connection(server, ann, "X-Forwarded-For: 203.0.113.9"))
          .containsEntry("address", "127.0.0.1")
          .containsEntry("forwarded", true);
      assertThat(connection(server, ann)).containsEntry("forwarded", false);
    }
  }
}

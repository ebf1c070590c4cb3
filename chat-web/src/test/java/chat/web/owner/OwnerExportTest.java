package chat.web.owner;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.TestClient;
import org.junit.jupiter.api.Test;

/** The owner takes what was said in a room. */
class OwnerExportTest extends OwnerTestBase {
  @Test
  void theOwnerAloneGetsARoomInThreeFormats() {
    open();
    try (TestClient ann = server.connect("Ann", "/chat")) {
      ann.say("a", "a *word*");
      ann.receiveContaining("a *word*");
    }

    assertThat(server.get("/api/owner/rooms/lobby/export", BEARER).body())
        .startsWith("{\"type\":\"export\",\"version\":1,\"room\":\"lobby\",\"cursor\":\"")
        .contains("\n{\"type\":\"said\",\"seq\":1,", "\"text\":\"a *word*\"");
    assertThat(server.get("/api/owner/rooms/lobby/export?format=html", BEARER).body())
        .contains("a <em>word</em>");
    assertThat(server.get("/api/owner/rooms/lobby/export?format=text", BEARER).body())
        .contains("Ann: a *word*\n");
    assertThat(server.get("/api/owner/rooms/lobby/export?format=pdf", BEARER).status())
        .isEqualTo(400);
    assertThat(server.get("/api/owner/rooms/garden/export", BEARER).status()).isEqualTo(404);
    assertThat(server.get("/api/owner/rooms/lobby/export").status()).isEqualTo(401);
  }
}

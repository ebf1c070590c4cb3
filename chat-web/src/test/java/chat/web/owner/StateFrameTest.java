package chat.web.owner;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.TestClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each connection is notified of what holds for its member and room. */
class StateFrameTest extends OwnerTestBase {
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  private static Map<String, Object> state(TestClient client) {
    return client.receiveType("state");
  }

  private static void assertInAnHour(Object time) {
    assertThat(Instant.parse((String) time))
        .isBetween(
            Instant.now().plus(Duration.ofHours(1)).minus(CLOCKS_DIFFER),
            Instant.now().plus(Duration.ofHours(1)).plus(CLOCKS_DIFFER));
  }

  private void mute(String nickname, String time) {
    run("mute", "member=" + idOf(nickname) + "&for=" + time);
  }

  @Test
  void mutedMemberIsNotifiedAndNobodyElse() {
    open();
    try (TestClient ann = server.connect("Ann", "/chat");
        TestClient ben = server.connect("Ben", "/chat")) {
      ann.receiveContaining("Ben");
      mute("Ann", "1h");
      Map<String, Object> muted = state(ann);
      run("unmute", "member=" + idOf("Ann"));

      assertThat(state(ann)).isEqualTo(Map.of("type", "state", "log", "ok"));
      assertInAnHour(muted.get("mutedUntil"));
      assertThat(muted).containsOnlyKeys("type", "mutedUntil", "log");
      run("slow", "room=lobby&for=5s");
      assertThat(state(ben))
          .as("the first one of Ben")
          .isEqualTo(Map.of("type", "state", "slow", 5_000L, "log", "ok"));
    }
  }

  @Test
  void muteThatEndsByItselfIsNotifiedAsWell() {
    open();
    try (TestClient ann = server.connect("Ann", "/chat")) {
      ann.receiveContaining("Ann");
      mute("Ann", "300ms");

      assertThat(state(ann)).containsKey("mutedUntil");
      assertThat(state(ann)).isEqualTo(Map.of("type", "state", "log", "ok"));
    }
  }

  @Test
  void slowModeIsNotifiedInItsRoomAlone() {
    open();
    try (TestClient lobby = server.connect("Ann", "/chat");
        TestClient den = server.connect("Ben", "/chat/den")) {
      lobby.receiveContaining("welcome");
      den.receiveContaining("welcome");
      run("slow", "room=den&for=1h");
      assertThat(state(den)).containsEntry("slow", 3_600_000L);
      run("slow", "room=lobby&for=5s");
      assertThat(state(lobby)).as("the first one in the lobby").containsEntry("slow", 5_000L);

      run("slow", "room=den&for=0s");
      assertThat(state(den)).doesNotContainKey("slow");
    }
  }

  @Test
  void newConnectionIsNotifiedAfterTheWelcomeWhereAnythingIsSet() {
    open();
    run("slow", "room=den&for=5s");
    try (TestClient den = server.connect("Ann", "/chat/den")) {
      assertThat(den.receiveJson()).containsEntry("type", "welcome");
      assertThat(state(den)).containsEntry("slow", 5_000L).containsEntry("log", "ok");
    }
    try (TestClient lobby = server.connect("Ben", "/chat")) {
      lobby.say("1", "hi");
      assertThat(lobby.receiveContaining("\"said\"")).contains("hi");
      run("slow", "room=lobby&for=30s");
      assertThat(state(lobby)).as("the first one in the lobby").containsEntry("slow", 30_000L);
    }
  }

  @Test
  void roomThatIsClosedSaysUntilWhen() {
    open();
    try (TestClient ann = server.connect("Ann", "/chat/den")) {
      ann.receiveContaining("welcome");
      run("close", "room=den&for=1h");

      assertInAnHour(state(ann).get("closedUntil"));
      assertThat(ann.awaitClose()).isEqualTo(4003);
    }
  }

  @Test
  void restrictionsThatAreKeptAreNotifiedAfterARestart() {
    open();
    String cookie = server.signIn("Ann");
    try (TestClient ann = server.connectAs(cookie, "/chat")) {
      ann.receiveContaining("welcome");
      mute("Ann", "1h");
      assertThat(state(ann)).containsKey("mutedUntil");
    }

    restart();

    try (TestClient ann = server.connectAs(cookie, "/chat")) {
      assertInAnHour(state(ann).get("mutedUntil"));
    }
  }

  @Test
  void plainDialectGetsNothing() {
    open();
    try (TestClient plain = server.connectPlain("Cleo", "/chat")) {
      // Awaited before the next connection, because the first one receives the join event.
      plain.receiveContaining("Cleo");
      try (TestClient ann = server.connect("Ann", "/chat")) {
        plain.receiveContaining("Ann");
        ann.receiveContaining("welcome");
        run("slow", "room=lobby&for=5s");
        assertThat(state(ann)).containsEntry("slow", 5_000L);
        ann.say("1", "hi");

        assertThat(plain.receive()).isEqualTo("Ann:hi");
      }
    }
  }
}

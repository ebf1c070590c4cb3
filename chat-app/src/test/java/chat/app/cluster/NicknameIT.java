package chat.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.PlainClient;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A nickname belongs to one member at all servers of a database. */
@Tag("postgres")
@Tag("long")
class NicknameIT {
  private static ServerGroup group;

  @BeforeAll
  static void startServers() throws Exception {
    group = new ServerGroup(2);
  }

  @AfterAll
  static void stopServers() throws Exception {
    group.close();
  }

  private static int signInStatus(int server, String name) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      var request = PlainClient.signInRequest(group.server(server).address(), name).build();
      return http.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  @Test
  void nicknameThatIsTakenAtOneServerIsTakenAtTheOther() throws Exception {
    Person ann = Person.signIn(group, 0, "Ann");
    assertThat(signInStatus(1, "Ann")).isEqualTo(409);
    assertThat(signInStatus(1, "ＡＮＮ")).as("which looks the same").isEqualTo(409);
    assertThat(signInStatus(1, "Anna")).isEqualTo(303);
    try (PlainClient client = ann.connect(1, "lobby")) {
      assertThat(client.receive()).isEqualTo("【Ann】进入了聊天室");
    }
  }

  @Test
  void nicknameStaysTakenAfterItsServerWasKilled() throws Exception {
    Person bob = Person.signIn(group, 1, "Bob");
    try (PlainClient client = bob.connect(1, "lobby")) {
      assertThat(client.receive()).isEqualTo("【Bob】进入了聊天室");
      group.server(1).process().killAndRestart();
    }
    assertThat(signInStatus(0, "Bob")).isEqualTo(409);
    assertThat(signInStatus(1, "Bob")).isEqualTo(409);
  }

  @Test
  void nicknamesCanOnlyBeClaimedWhileTheDatabaseAnswers() throws Exception {
    assertThat(Person.signIn(group, 0, "Cleo").cookie()).isNotEmpty();
    group.database().kill();
    try {
      assertThat(signInStatus(0, "Dora")).isEqualTo(503);
      assertThat(signInStatus(1, "Dora")).isEqualTo(503);
    } finally {
      group.database().start();
    }
    assertThat(signInStatus(0, "Dora")).isEqualTo(303);
    assertThat(signInStatus(1, "Dora")).isEqualTo(409);
  }
}

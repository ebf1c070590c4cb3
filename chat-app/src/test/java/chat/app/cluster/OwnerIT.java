package chat.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.app.testing.PlainClient;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The owner's acts at one server hold at all servers of the database. */
@Tag("postgres")
@Tag("long")
class OwnerIT {
  private static final int REMOVED = 4002;
  private static final int ROOM_CLOSED = 4003;

  private static ServerGroup group;
  private static Owner owner;
  private static int rooms;

  private final String room = "room" + ++rooms;

  @BeforeAll
  static void startServers() throws Exception {
    group = new ServerGroup(2);
    owner = Owner.of(group);
  }

  @AfterAll
  static void stopServers() throws Exception {
    group.close();
  }

  /** Acts at the first server. */
  private static void act(String action, String form) throws Exception {
    owner.act(0, action, form);
  }

  /** The id of a member, once the first server knows that it is at the other one. */
  private static String idOf(Person person) throws Exception {
    return owner.idOf(0, person);
  }

  private PlainClient connected(Person person) throws Exception {
    PlainClient client = person.connect(1, room);
    assertThat(client.receive()).isEqualTo("【" + person.name() + "】进入了聊天室");
    return client;
  }

  private void assertRefused(Person person) {
    assertThatThrownBy(() -> person.connect(1, room))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
  }

  @Test
  void memberAtAnotherServerIsKickedAndBanned() throws Exception {
    Person ann = Person.signIn(group, 1, "Ann");
    try (PlainClient client = connected(ann)) {
      act("kick", "member=" + idOf(ann));
      assertThat(client.closeCode()).isEqualTo(REMOVED);
    }
    try (PlainClient client = ann.connect(1, room)) {
      act("ban", "for=1h&member=" + idOf(ann));
      assertThat(client.closeCode()).isEqualTo(REMOVED);
    }
    assertRefused(ann);
  }

  @Test
  void memberAtAnotherServerIsMuted() throws Exception {
    Person bob = Person.signIn(group, 1, "Bob");
    try (PlainClient client = connected(bob)) {
      client.send("before");
      assertThat(client.receive()).isEqualTo("Bob:before");
      act("mute", "for=1h&member=" + idOf(bob));
      // A ruling arrives with a notice, or within a second.
      String answer = "";
      for (int tries = 0; tries < 50 && !answer.startsWith("! "); tries++) {
        client.send("after");
        answer = client.receive();
      }
      assertThat(answer).startsWith("! ");
    }
  }

  @Test
  void roomIsClosedAtAllServers() throws Exception {
    Person cleo = Person.signIn(group, 1, "Cleo");
    try (PlainClient client = connected(cleo)) {
      act("close", "for=1h&room=" + room);
      assertThat(client.closeCode()).isEqualTo(ROOM_CLOSED);
    }
    assertRefused(cleo);
  }

  @Test
  void rulingsHoldAtAServerThatIsKilledAndStartedAgain() throws Exception {
    Person dora = Person.signIn(group, 1, "Dora");
    try (PlainClient client = connected(dora)) {
      act("ban", "for=1h&member=" + idOf(dora));
      assertThat(client.closeCode()).isEqualTo(REMOVED);
    }
    group.server(1).process().killAndRestart();
    assertRefused(dora);
  }
}

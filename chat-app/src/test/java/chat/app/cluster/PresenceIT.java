package chat.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import chat.app.testing.PlainClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Members at several servers of one database are present in one room. */
@Tag("postgres")
@Tag("long")
class PresenceIT {
  private static ServerGroup group;
  private static int rooms;

  // Of each test, so that it sees nobody of another.
  private final String room = "room" + ++rooms;

  @BeforeAll
  static void startServers() throws Exception {
    group = new ServerGroup(3, "--leave-grace", "1s");
  }

  @AfterAll
  static void stopServers() throws Exception {
    group.close();
  }

  private static Person signIn(String name) throws Exception {
    return Person.signIn(group, 0, name);
  }

  private static void assertCame(PlainClient client, Person person) throws Exception {
    assertThat(client.receive()).isEqualTo("【" + person.name() + "】进入了聊天室");
  }

  private static void assertLeft(PlainClient client, Person person) throws Exception {
    assertThat(client.receive()).isEqualTo("【" + person.name() + "】离开了聊天室~");
  }

  /** Somebody else comes and leaves: nothing else was received until then. */
  private void assertNothingElse(PlainClient client, String name) throws Exception {
    Person somebody = signIn(name);
    PlainClient other = somebody.connect(1, room);
    assertCame(client, somebody);
    other.close();
    assertLeft(client, somebody);
  }

  @Test
  void memberAtAnotherServerComesAndLeaves() throws Exception {
    Person ann = signIn("Ann");
    Person bob = signIn("Bob");
    try (PlainClient here = ann.connect(0, room)) {
      assertCame(here, ann);
      try (PlainClient there = bob.connect(1, room)) {
        assertCame(there, bob);
        assertCame(here, bob);
        for (int server = 0; server < 2; server++) {
          assertThat(ann.read(server, "/api/rooms?of=" + room)).contains("\"count\":2");
          assertThat(ann.read(server, "/api/rooms/" + room + "/members?q=Bo"))
              .contains("\"name\":\"Bob\"");
        }
      }
      assertLeft(here, bob);
      assertThat(ann.read(0, "/api/rooms?of=" + room)).contains("\"count\":1");
    }
  }

  @Test
  void memberThatMovesToAnotherServerNeitherLeavesNorComes() throws Exception {
    Person ann = signIn("Anna");
    Person bob = signIn("Rob");
    try (PlainClient here = ann.connect(0, room)) {
      assertCame(here, ann);
      PlainClient there = bob.connect(1, room);
      assertCame(here, bob);
      there.close();
      try (PlainClient _ = bob.connect(2, room)) {
        assertNothingElse(here, "Zoe");
      }
      assertLeft(here, bob);
    }
  }

  @Test
  void memberAtTwoServersLeavesWithItsLastConnection() throws Exception {
    Person ann = signIn("Anne");
    Person bob = signIn("Bert");
    try (PlainClient here = ann.connect(0, room)) {
      assertCame(here, ann);
      PlainClient first = bob.connect(1, room);
      assertCame(here, bob);
      try (PlainClient _ = bob.connect(2, room)) {
        first.close();
        assertNothingElse(here, "Zack");
      }
      assertLeft(here, bob);
    }
  }

  @Test
  void membersOfAKilledServerLeaveAndComeAtAnother() throws Exception {
    Person ann = signIn("Annie");
    Person bob = signIn("Bobby");
    try (PlainClient here = ann.connect(0, room)) {
      assertCame(here, ann);
      try (PlainClient _ = bob.connect(2, room)) {
        assertCame(here, bob);
        group.server(2).process().process().kill();
        // After the lease of the server, which ends 5 s after its last renewal, and 3 s more.
        assertLeft(here, bob);
      }
      try (PlainClient _ = bob.connect(1, room)) {
        assertCame(here, bob);
      }
    } finally {
      group.server(2).process().restart();
    }
  }
}

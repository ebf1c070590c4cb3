package chat.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.app.testing.PlainClient;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes made while a server was cut off from the database hold there as soon as it is back. */
@Tag("postgres")
@Timeout(120)
@Tag("long")
class CutOffIT {
  private static final int OTHER = 0;
  private static final int CUT_OFF = 1;
  private static final int SIGNED_OUT = 4001;
  private static final int REMOVED = 4002;
  private static final int ROOM_CLOSED = 4003;
  private static final Pattern NAME = Pattern.compile("\"name\":\"([^\"]+)\"");

  private static ServerGroup group;
  private static Owner owner;
  private static int rooms;

  private final String room = "room" + ++rooms;

  @BeforeAll
  static void startServers() throws Exception {
    group = new ServerGroup(2, "--leave-grace", "1s");
    owner = Owner.of(group);
  }

  @AfterAll
  static void stopServers() throws Exception {
    group.close();
  }

  private interface Acts {
    void run() throws Exception;
  }

  /** Acts while a server is cut off, which ends when the server has noticed it. */
  private static void whileCutOff(Acts acts) throws Exception {
    group.server(CUT_OFF).link().cut();
    try {
      acts.run();
      group.server(CUT_OFF).awaitHealth(503);
    } finally {
      group.server(CUT_OFF).link().restore();
    }
    group.server(CUT_OFF).awaitHealth(200);
  }

  private static Person signIn(String name) throws Exception {
    return Person.signIn(group, OTHER, name);
  }

  private static List<String> members(int server, String room, Person reader) throws Exception {
    String members = reader.read(server, "/api/rooms/" + room + "/members?q=");
    return NAME.matcher(members)
        .results()
        .map((MatchResult name) -> name.group(1))
        .sorted()
        .toList();
  }

  /** Both servers list these members, and no others. */
  private void awaitMembers(Person reader, String... names) throws Exception {
    List<String> expected = Arrays.stream(names).sorted().toList();
    for (int server : List.of(OTHER, CUT_OFF)) {
      List<String> _ = Polling.await(() -> members(server, room, reader), expected::equals);
    }
  }

  private static void assertRefused(Person person, String room) {
    assertThatThrownBy(() -> person.connect(CUT_OFF, room))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
  }

  @Test
  void ownersActsAreCarriedOut() throws Exception {
    Person ann = signIn("Ann");
    Person ben = signIn("Ben");
    Person kim = signIn("Kim");
    Person max = signIn("Max");
    String closed = room + "-closed";
    try (PlainClient _ = ann.connect(OTHER, room);
        PlainClient banned = ben.connect(CUT_OFF, room);
        PlainClient kicked = kim.connect(CUT_OFF, room);
        PlainClient muted = max.connect(CUT_OFF, room);
        PlainClient inClosed = max.connect(CUT_OFF, closed)) {
      awaitMembers(ann, "Ann", "Ben", "Kim", "Max");
      String kimsId = owner.idOf(OTHER, kim);
      String bensId = owner.idOf(OTHER, ben);
      String maxsId = owner.idOf(OTHER, max);

      whileCutOff(() -> {
        owner.act(OTHER, "kick", "member=" + kimsId);
        owner.act(OTHER, "ban", "for=1h&member=" + bensId);
        owner.act(OTHER, "mute", "for=1h&member=" + maxsId);
        owner.act(OTHER, "close", "for=1h&room=" + closed);
      });

      assertThat(kicked.closeCode()).isEqualTo(REMOVED);
      assertThat(banned.closeCode()).isEqualTo(REMOVED);
      assertThat(inClosed.closeCode()).isEqualTo(ROOM_CLOSED);
      awaitMembers(ann, "Ann", "Max");
      assertRefused(ben, room);
      assertRefused(max, closed);
      assertMuted(muted);
      try (PlainClient again = kim.connect(CUT_OFF, room)) {
        awaitMembers(ann, "Ann", "Kim", "Max");
        again.send("only kicked");
        awaitText(again, "Kim:only kicked");
      }
    }
  }

  /** A ruling arrives with a notice, or within a second; then nothing is kept. */
  private static void assertMuted(PlainClient client) throws Exception {
    String answer = "";
    for (int tries = 0; tries < 50 && !answer.startsWith("! "); tries++) {
      client.send("muted");
      answer = client.receive();
      while (!answer.startsWith("! ") && !answer.startsWith("Max:")) {
        answer = client.receive();
      }
    }
    assertThat(answer).startsWith("! ");
  }

  private static void awaitText(PlainClient client, String text) throws Exception {
    String received = client.receive();
    while (!received.equals(text)) {
      received = client.receive();
    }
  }

  @Tag("long")
  @Test
  void memberThatHasAnotherNameLosesTheOldOne() throws Exception {
    Person ann = signIn("Anna");
    Person rob = signIn("Rob");
    try (PlainClient _ = ann.connect(OTHER, room);
        PlainClient underOldName = rob.connect(CUT_OFF, room)) {
      awaitMembers(ann, "Anna", "Rob");
      Person[] robert = new Person[1];

      whileCutOff(() -> robert[0] = rob.rename(OTHER, "Robert"));

      assertThat(underOldName.closeCode()).isEqualTo(SIGNED_OUT);
      awaitMembers(ann, "Anna");
      try (PlainClient _ = robert[0].connect(CUT_OFF, room)) {
        awaitMembers(ann, "Anna", "Robert");
        assertRefused(rob, room);
      }
    }
  }

  @Tag("long")
  @Test
  void membersThatCameAndLeftMeanwhileDidSoForAll() throws Exception {
    Person ann = signIn("Anne");
    Person bob = signIn("Bob");
    Person cat = signIn("Cat");
    Person dan = signIn("Dan");
    try (PlainClient here = ann.connect(OTHER, room);
        PlainClient there = bob.connect(CUT_OFF, room)) {
      PlainClient leavingHere = cat.connect(OTHER, room);
      PlainClient leavingThere = dan.connect(CUT_OFF, room);
      awaitMembers(ann, "Anne", "Bob", "Cat", "Dan");
      Person eve = signIn("Eve");
      PlainClient[] come = new PlainClient[1];

      whileCutOff(() -> {
        leavingHere.close();
        leavingThere.close();
        come[0] = eve.connect(OTHER, room);
        // When the lease of the server that is cut off has ended.
        List<String> _ =
            Polling.await(() -> members(OTHER, room, ann), List.of("Anne", "Eve")::equals);
      });

      try (PlainClient _ = come[0]) {
        awaitMembers(ann, "Anne", "Bob", "Eve");
        there.send("hello again");
        awaitText(here, "Bob:hello again");
        here.send("hello");
        awaitText(there, "Anne:hello");
      }
    }
  }

  @Tag("long")
  @Test
  void nameThatWasClaimedMeanwhileIsTaken() throws Exception {
    Person[] fay = new Person[1];
    whileCutOff(() -> {
      fay[0] = signIn("Fay");
      assertThat(signInStatus("Fay")).as("not known").isEqualTo(503);
    });
    assertThat(signInStatus("Fay")).isEqualTo(409);
    try (PlainClient _ = fay[0].connect(CUT_OFF, room)) {
      awaitMembers(fay[0], "Fay");
    }
  }

  private static int signInStatus(String name) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      // A server that is cut off gives up after 5 s on a connection that it has, and then on new
      // ones.
      var request =
          PlainClient.signInRequest(group.server(CUT_OFF).address(), name)
              .timeout(Duration.ofSeconds(20));
      return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
  }
}

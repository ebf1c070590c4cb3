package chat.web.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.MemoryTranscripts;
import chat.core.log.Transcript;
import chat.core.log.Transcripts;
import chat.core.name.RoomName;
import chat.web.testing.RawClient;
import chat.web.testing.RawResponse;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A member that changes its nickname has one nickname at a time, and no other member has it. */
@Tag("server")
@Timeout(60)
class NicknameChangeTest {
  private static final String CHAT_V1 = "Sec-WebSocket-Protocol: chat.v1";

  /** Signs in under another nickname, and returns the header line with the new cookie. */
  private static String rename(TestServer server, String cookie, String nickname) {
    RawResponse response =
        server.post("/login", "nickname=" + TestServer.encoded(nickname), cookie);
    assertThat(response.status()).as(response.toString()).isEqualTo(303);
    return "Cookie: " + response.cookie();
  }

  private static int statusOf(TestServer server, String path, String cookie) {
    try (RawClient socket = server.rawClient()) {
      return socket.upgrade(path, cookie, CHAT_V1).response().status();
    }
  }

  private static int signInAs(TestServer server, String nickname) {
    return server.post("/login", "nickname=" + TestServer.encoded(nickname)).status();
  }

  @Test
  void oldCookieIsRefusedAndDoesNotReleaseTheNewNickname() {
    try (TestServer server = TestServer.open()) {
      String asAnn = server.signIn("ann");
      String asBob = rename(server, asAnn, "bob");
      try (TestClient bob = server.connectAs(asBob, "/chat")) {
        bob.receiveType("welcome");

        assertThat(statusOf(server, "/chat", asAnn)).isEqualTo(409);
        assertThat(statusOf(server, "/chat/elsewhere", asAnn)).isEqualTo(409);

        assertThat(signInAs(server, "bob")).isEqualTo(409);
        bob.say("1", "still bob");
        assertThat(bob.receiveType("said")).containsEntry("text", "still bob");
      }
    }
  }

  @Test
  void signingInWithAnOldCookieClosesConnectionsOfOtherNicknames() {
    try (TestServer server = TestServer.open()) {
      String asAnn = server.signIn("ann");
      String asBob = rename(server, asAnn, "bob");
      try (TestClient bob = server.connectAs(asBob, "/chat")) {
        bob.receiveType("welcome");

        // The old cookie has the nickname that is signed in with; the open connection has another.
        assertThat(statusOf(server, "/chat", rename(server, asAnn, "ann"))).isEqualTo(101);

        assertThat(bob.awaitClose()).isEqualTo(4001);
        assertThat(statusOf(server, "/chat", asBob)).isEqualTo(409);
      }
    }
  }

  @Test
  void signingInAgainWithTheSameNicknameClosesNothing() {
    try (TestServer server = TestServer.open()) {
      String cookie = server.signIn("ann");
      try (TestClient ann = server.connectAs(cookie, "/chat")) {
        ann.receiveType("welcome");

        assertThat(rename(server, cookie, "ann")).startsWith("Cookie: ");

        ann.say("1", "still here");
        assertThat(ann.receiveType("said")).containsEntry("text", "still here");
      }
    }
  }

  @Test
  void memberThatLosesItsNicknameBeforeJoiningIsClosedUnheard() {
    var slow = new SlowRoom();
    try (TestServer server = TestServer.open(config -> config.transcripts = slow)) {
      String asAnn = server.signIn("ann");
      try (TestClient late = server.connectAs(asAnn, "/chat/slow")) {
        late.say("1", "I am ann");
        slow.awaitOpening();
        // The connection is admitted; now its member signs in as bob, and another member claims the
        // nickname.
        rename(server, asAnn, "bob");
        assertThat(signInAs(server, "ann")).isEqualTo(303);

        slow.open();

        assertThat(late.awaitClose()).isEqualTo(4001);
        assertThat(server.get("/api/rooms/slow/messages", asAnn).body()).doesNotContain("I am ann");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bad:name,400",
    "%20,400",
    "admin,400",
    "taken,409",
    "other,200",
    "ann,200",
  })
  void signInLinkReportsAnInvalidNicknameBeforeAskingASignedInMember(String nickname, int status) {
    try (TestServer server = TestServer.open()) {
      String cookie = server.signIn("ann");
      server.signIn("taken");

      RawResponse response = server.get("/login?nickname=" + nickname, cookie);

      assertThat(response.status()).isEqualTo(status);
      assertThat(response.body().contains("class=\"problem\"")).isEqualTo(status != 200);
      // The link has renamed no member.
      assertThat(statusOf(server, "/chat", cookie)).isEqualTo(101);
      assertThat(signInAs(server, "other")).isEqualTo(303);
    }
  }

  /** Logs of which one opens only when the test says so. */
  private static final class SlowRoom implements Transcripts {
    private final Transcripts logs = new MemoryTranscripts(InstantSource.system());
    private final CountDownLatch opening = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    void awaitOpening() {
      await(opening);
    }

    void open() {
      open.countDown();
    }

    @Override
    public Transcript open(RoomName name) {
      if (name.value().equals("slow")) {
        opening.countDown();
        await(open);
      }
      return logs.open(name);
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      logs.close();
    }
  }
}

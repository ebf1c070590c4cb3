package chat.web.watch;

import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.LogListener;
import chat.core.log.LogUnavailableException;
import chat.core.log.MemoryTranscripts;
import chat.core.log.Transcript;
import chat.core.log.Transcripts;
import chat.core.member.MemberStore;
import chat.core.name.RoomName;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The frames about rooms that a connection watches. */
@Tag("server")
class RoomWatchesTest {
  /** Logs that cannot be read as often as a test says. */
  private static final class FailingReader implements Transcripts {
    private final Transcripts logs = new MemoryTranscripts(InstantSource.system());
    private final AtomicInteger failures = new AtomicInteger();

    @Override
    public Transcript open(RoomName room) {
      return logs.open(room);
    }

    @Override
    public Optional<Transcript> find(RoomName room) {
      if (Thread.currentThread().getName().equals("room-watches")
          && failures.getAndDecrement() > 0) {
        throw new LogUnavailableException("by the test");
      }
      return logs.find(room);
    }

    @Override
    public MemberStore members() {
      return logs.members();
    }

    @Override
    public void onCommitted(LogListener listener) {
      logs.onCommitted(listener);
    }

    @Override
    public void close() {
      logs.close();
    }
  }

  private final FailingReader reader = new FailingReader();
  private TestServer server;
  private String ann;
  private TestClient ben;
  private TestClient benInDen;
  private TestClient watching;

  @BeforeEach
  void open() {
    server = TestServer.open(s -> s.transcripts = reader);
    ann = server.signIn("ann");
    visit(ann, "tea");
    visit(ann, "den");
    String cookie = server.signIn("ben");
    ben = connect(cookie, "tea");
    benInDen = connect(cookie, "den");
    watching = connect(ann, "lobby");
  }

  @AfterEach
  void close() {
    List.of(ben, benInDen, watching).forEach(TestClient::close);
    server.close();
  }

  private TestClient connect(String cookie, String room) {
    TestClient client = server.connectAs(cookie, "/chat/" + room);
    client.receiveType("history");
    return client;
  }

  private void visit(String cookie, String room) {
    connect(cookie, room).close();
  }

  private static void say(TestClient client, String... texts) {
    for (String text : texts) {
      client.say(text, text);
      client.receiveType("ack");
    }
  }

  private static Map<String, Object> watch(TestClient client, String... rooms) {
    client.sendJson("{'type':'watch','rooms':['" + String.join("','", rooms) + "']}");
    return room(client);
  }

  private static Map<String, Object> room(TestClient client) {
    return client.receiveType("room");
  }

  private String cursor(String room) {
    return server
        .get("/api/rooms?of=" + room, ann)
        .body()
        .replaceFirst(".*\"cursor\":\"([^\"]*)\".*", "$1")
        .strip();
  }

  @Test
  void eachWatchedRoomIsToldAtOnceAndOthersAreIgnored() {
    visit(server.signIn("cleo"), "secret");
    say(ben, "one", "two");
    assertThat(watch(watching, "tea", "secret", "nothing", "den"))
        .containsEntry("room", "tea")
        .containsEntry("cursor", cursor("tea"))
        .containsEntry("unread", 2L)
        .containsEntry("mentions", 0L);
    assertThat(room(watching)).containsEntry("room", "den").containsEntry("unread", 0L);
    try (TestClient secret = connect(server.signIn("dan"), "secret")) {
      say(secret, "hidden");
      say(ben, "three");
      assertThat(room(watching)).containsEntry("room", "tea").containsEntry("unread", 3L);
    }
  }

  @Test
  void roomsThatCannotBeReadAreToldWhenTheyCan() {
    reader.failures.set(1);
    say(ben, "one");
    assertThat(watch(watching, "tea")).containsEntry("room", "tea").containsEntry("unread", 1L);
    assertThat(reader.failures).hasNonPositiveValue();
  }

  @Test
  void messagesAreGatheredForASecond() {
    assertThat(watch(watching, "tea")).containsEntry("unread", 0L);
    say(ben, "1", "2", "3", "4", "5", "6", "7", "8");
    List<Object> unread = new ArrayList<>();
    do {
      unread.add(room(watching).get("unread"));
    } while (!unread.getLast().equals(8L));
    assertThat(unread).as("frames for 8 messages within far less than 3 s").hasSizeLessThan(5);
  }

  @Test
  void whatAnotherDeviceReadsIsTold() {
    say(ben, "one", "two");
    assertThat(watch(watching, "tea")).containsEntry("unread", 2L);
    assertThat(server.put("/api/rooms/tea/read", cursor("tea"), ann).status()).isEqualTo(204);
    assertThat(room(watching)).containsEntry("room", "tea").containsEntry("unread", 0L);
  }

  @Test
  void roomIsNotToldAnyMoreOnceItIsForgottenOrNotWatched() {
    watch(watching, "tea", "den");
    room(watching);
    assertThat(server.request("DELETE", "/api/me/rooms/tea", ann).status()).isEqualTo(204);
    // Told to the watches before the frame below.
    say(benInDen, "one");
    assertThat(room(watching)).containsEntry("room", "den");
    say(ben, "two");
    say(benInDen, "two");
    assertThat(room(watching)).containsEntry("room", "den").containsEntry("unread", 2L);
    watching.sendJson("{'type':'watch','rooms':[]}");
    visit(ann, "tea");
    assertThat(watch(watching, "tea")).containsEntry("room", "tea");
  }

  @Test
  void ofManyWatchersEachHasACountOfItsOwn() {
    List<TestClient> others = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String cookie = server.signIn("member" + i);
      others.add(connect(cookie, "tea"));
      if (i % 2 == 0) {
        say(others.getLast(), "own" + i);
      }
      watch(others.getLast(), "tea");
    }
    say(ben, "last");
    for (int i = 0; i < others.size(); i++) {
      Map<String, Object> told = room(others.get(i));
      while (!told.get("cursor").equals(cursor("tea"))) {
        told = room(others.get(i));
      }
      assertThat(told).as("member " + i).containsEntry("unread", i % 2 == 0 ? 5L : 6L);
    }
    others.forEach(TestClient::close);
  }
}

package chat.web.stream;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.RawClient;
import chat.web.testing.RawResponse;
import chat.web.testing.StreamClient;
import chat.web.testing.StreamClient.Event;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The stream of a room by HTTP. */
@Tag("server")
@Timeout(60)
class StreamTest {
  private static final String OWNER = "Authorization: Bearer " + TestServer.OWNER_KEY;
  private static final String PATH = "/api/rooms/lobby/stream";
  private static final String LINES = "Accept: text/plain";

  private final TestServer server = TestServer.open();
  private final String ann = server.signIn("Ann");

  @AfterEach
  void close() {
    server.close();
  }

  private void say(String text) {
    RawResponse response =
        server.post("/api/rooms/lobby/messages", "text=" + TestServer.encoded(text), ann);
    assertThat(response.status()).isEqualTo(201);
  }

  @Test
  void streamHasTheFramesOfAWebSocketAndCursorsAsIds() {
    try (StreamClient stream = StreamClient.open(server, PATH, ann);
        TestClient bob = server.connect("Bob", "/chat")) {
      assertThat(stream.head().header("Content-Type")).hasValue("text/event-stream");
      assertThat(stream.line()).isEqualTo("retry: 1000");
      Event welcome = stream.next().orElseThrow();
      assertThat(welcome.id()).isEmpty();
      assertThat(welcome.data()).containsEntry("type", "welcome");
      String cursor = (String) welcome.data().get("cursor");
      Event history = stream.next().orElseThrow();
      assertThat(history.id()).isEqualTo(cursor);
      assertThat(history.data()).containsEntry("type", "history");
      bob.receiveType("history");
      bob.say("a", "hello\\nthere");
      Event said = stream.frame("said");
      assertThat(said.data()).containsEntry("text", "hello\nthere").containsEntry("seq", 1L);
      assertThat(said.id()).isEqualTo(cursor.replace(".0", ".1"));
      assertThat(said.data()).isEqualTo(bob.receiveType("said"));
    }
  }

  @Test
  void clientThatComesBackMissesNothing() {
    String cursor;
    try (StreamClient stream = StreamClient.open(server, PATH, ann)) {
      stream.frame("history");
      say("one");
      cursor = stream.frame("said").id();
    }
    say("two");
    say("three");
    for (StreamClient again :
        List.of(
            StreamClient.open(server, PATH, ann, "Last-Event-ID: " + cursor),
            StreamClient.open(server, PATH + "?after=x.1", ann, "Last-Event-ID: " + cursor),
            StreamClient.open(server, PATH + "?after=" + cursor, ann))) {
      try (again) {
        assertThat(again.frame("welcome").data()).containsEntry("resumed", true);
        assertThat(again.next().orElseThrow().data()).containsEntry("text", "two");
        assertThat(again.next().orElseThrow().data()).containsEntry("text", "three");
      }
    }
  }

  @Test
  void memberOfAStreamIsPresent() {
    try (TestClient bob = server.connect("Bob", "/chat")) {
      bob.receiveType("history");
      try (StreamClient stream = StreamClient.open(server, PATH, ann)) {
        stream.frame("welcome");
        assertThat(bob.receiveContaining("\"Ann\"")).contains("\"joined\"");
      }
      assertThat(bob.receiveContaining("\"Ann\"")).contains("\"left\"");
    }
  }

  @Test
  void linesAreThoseOfThePlainDialectAndCannotBeForged() {
    try (StreamClient stream = StreamClient.open(server, PATH, ann, LINES)) {
      assertThat(stream.head().header("Content-Type")).hasValue("text/plain; charset=UTF-8");
      assertThat(stream.line()).isEqualTo("【Ann】进入了聊天室");
      say("hello\nBob:I owe you");
      assertThat(stream.line()).isEqualTo("Ann:hello");
      assertThat(stream.line()).isEqualTo("\tBob:I owe you");
    }
  }

  @Test
  void lastEventSaysWhyAndTheNextRequestGetsNoContent() {
    try (StreamClient stream = StreamClient.open(server, PATH, ann)) {
      Map<?, ?> you = (Map<?, ?>) stream.frame("welcome").data().get("you");
      server.post("/api/owner/ban", "for=1h&member=" + you.get("id"), OWNER);
      assertThat(stream.closing().data()).isEqualTo(Map.of("code", 4002L));
      assertThat(stream.next()).isEmpty();
    }
    assertThat(server.get(PATH, ann).status()).isEqualTo(403);
    RawResponse again = server.get(PATH, ann, "Last-Event-ID: x.1");
    assertThat(again.status()).isEqualTo(204);
    assertThat(again.header("Chat-Why")).hasValue("banned");
  }

  @Test
  void serverThatStopsSaysWhenToComeBack() {
    try (StreamClient stream = StreamClient.open(server, PATH, ann)) {
      stream.frame("history");
      server.chatServer().stop();
      assertThat(stream.closing().data()).containsEntry("code", 1012L).containsKey("wait");
      assertThat(stream.next()).isEmpty();
    }
  }

  @Test
  void requestsThatMayNotPassAreRefused() {
    assertThat(server.get(PATH).status()).isEqualTo(401);
    assertThat(server.get(PATH, ann, "Origin: https://evil.example").status()).isEqualTo(403);
    assertThat(server.get("/api/rooms/a.b/stream", ann).status()).isEqualTo(404);
    assertThat(server.get(PATH, "Last-Event-ID: x.1").status()).isEqualTo(204);
    assertThat(head(ann).header("Content-Type")).hasValue("text/event-stream");
    assertThat(head(ann).header("Content-Length")).isEmpty();
    assertThat(head("X: y").status()).isEqualTo(401);
    assertThat(server.connections()).isZero();
  }

  private RawResponse head(String header) {
    try (RawClient raw = server.rawClient()) {
      return raw.request("HEAD", PATH, header).responseHead();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/event-stream, text/plain;q=0.5", "*/*", "application/json"})
  void eventsAreTheDefault(String accept) {
    try (StreamClient stream = StreamClient.open(server, PATH, ann, "Accept: " + accept)) {
      assertThat(stream.head().header("Content-Type")).hasValue("text/event-stream");
    }
  }
}

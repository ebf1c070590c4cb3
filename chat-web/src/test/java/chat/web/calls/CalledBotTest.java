package chat.web.calls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.core.log.MemoryTranscripts;
import chat.core.log.Transcripts;
import chat.core.testing.Await;
import chat.web.testing.JsonText;
import chat.web.testing.RawResponse;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import chat.web.testing.WebhookReceiver;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A bot with an address, from the owner's request to its answer in the room. */
@Tag("server")
@Timeout(60)
class CalledBotTest {
  private static final String OWNER = "Authorization: Bearer " + TestServer.OWNER_KEY;
  private static final String BOTS = "/api/owner/bots";

  @TempDir Path folder;

  private final WebhookReceiver receiver = WebhookReceiver.open();
  private final TestServer server = new TestServer();

  @AfterEach
  void close() {
    server.close();
    receiver.close();
  }

  private void open() {
    server.folder = Optional.of(folder);
    server.programs.webhooksToPrivate(true);
    server.start();
  }

  private Map<String, Object> addBot(String form) {
    RawResponse response = server.post(BOTS, form, OWNER);
    assertThat(response.status()).as(response.toString()).isEqualTo(201);
    return JsonText.read(response.body());
  }

  private Map<String, Object> addBot() {
    return addBot("name=Helper&url=" + TestServer.encoded(receiver.url()));
  }

  private static byte[] text(String text) {
    return WebhookReceiver.answer(200, "{\"text\":\"" + text + "\"}");
  }

  @Test
  void mentionedBotIsToldAndItsAnswerIsSaid() {
    open();
    Map<String, Object> bot = addBot();
    assertThat(bot).containsOnlyKeys("id", "token", "secret");
    receiver.answering((request, out) -> out.write(text("at your service")));
    try (TestClient ann = server.connect("Ann", "/chat/tea")) {
      ann.receiveType("history");
      ann.say("1", "@Helper, are you there?");
      Map<String, Object> said = ann.receiveType("said");
      WebhookReceiver.Request request = receiver.next();
      assertThat(request.json()).isEqualTo(Map.of("room", "tea", "said", said));
      String timestamp = request.headers().get("x-chat-timestamp");
      assertThat(request.headers())
          .containsEntry(
              "x-chat-signature",
              CallSignature.of(
                  (String) bot.get("secret"), timestamp, request.body().getBytes(UTF_8)));
      assertThat(ann.receiveType("said"))
          .containsEntry("text", "at your service")
          .containsEntry("re", said.get("seq"))
          .containsEntry("from", Map.of("id", bot.get("id"), "name", "Helper", "bot", true));
      assertThat(server.get(BOTS, OWNER).body())
          .contains("\"url\":\"" + receiver.url() + '"')
          .doesNotContain((String) bot.get("secret"));
    }
  }

  @Test
  void answerToABotCallsItAndThatOfABotDoesNot() {
    open();
    Map<String, Object> bot = addBot();
    Map<String, Object> other = addBot("name=Other");
    receiver.answering((request, out) -> out.write(WebhookReceiver.answer(204, "")));
    String asBot = "Authorization: Bearer " + bot.get("token");
    String asOther = "Authorization: Bearer " + other.get("token");
    try (TestClient ann = server.connect("Ann", "/chat/tea");
        TestClient second = server.connectAs(asOther, "/chat/tea")) {
      ann.receiveType("history");
      server.post("/api/rooms/tea/messages", "text=a+word+from+me", asBot);
      Object seq = ann.receiveType("said").get("seq");
      second.sendJson("{'type':'say','id':'1','text':'of a bot','re':" + seq + "}");
      assertThat(ann.receiveType("said")).containsEntry("text", "of a bot");
      ann.sendJson("{'type':'say','id':'2','text':'tell me more','re':" + seq + "}");
      assertThat(((Map<?, ?>) receiver.next().json().get("said")).get("text"))
          .isEqualTo("tell me more");
      Await.until(
          "it is answered", () -> server.metric("chat_bot_calls_total{result=\"answered\"}") == 1);
      assertThat(receiver.waiting()).isZero();
    }
  }

  /** The server ends after the answer was said, and before the call is noted. */
  @Test
  void answerIsSaidOnceThoughTheCallIsRepeated() {
    server.transcripts = lasting();
    open();
    Map<String, Object> bot = addBot();
    receiver.answering((request, out) -> assertThat(request.rest().read()).isNegative());
    long seq;
    try (TestClient ann = server.connect("Ann", "/chat")) {
      ann.receiveType("history");
      ann.say("1", "@Helper");
      seq = ((Number) ann.receiveType("said").get("seq")).longValue();
      receiver.next();
      // What the server does with the answer of the call that it does not note.
      RawResponse posted =
          server.post(
              "/api/rooms/lobby/messages",
              "text=once",
              "Authorization: Bearer " + bot.get("token"),
              "Idempotency-Key: " + bot.get("id") + '.' + seq);
      assertThat(posted.status()).isEqualTo(201);
    }
    server.close();
    receiver.answering((request, out) -> out.write(text("twice")));
    server.start();
    receiver.next();
    Await.until(
        "it is answered", () -> server.metric("chat_bot_calls_total{result=\"answered\"}") == 1);
    try (TestClient ben = server.connect("Ben", "/chat")) {
      assertThat(ben.receiveType("history").get("messages").toString())
          .contains("once")
          .doesNotContain("twice");
    }
  }

  @Test
  void wordsOfBotsCallNoBotAndOthersInTheRoomDoNotWait() {
    open();
    addBot();
    Map<String, Object> other = addBot("name=Other");
    receiver.answering((request, out) -> assertThat(request.rest().read()).isNegative());
    try (TestClient ann = server.connect("Ann", "/chat")) {
      ann.receiveType("history");
      server.post(
          "/api/rooms/lobby/messages",
          "text=%40Helper+1",
          "Authorization: Bearer " + other.get("token"));
      ann.say("1", "@Helper 2");
      assertThat(((Map<?, ?>) receiver.next().json().get("said")).get("text"))
          .isEqualTo("@Helper 2");
      ann.receiveType("said");
      ann.receiveType("said");
      ann.say("2", "meanwhile");
      assertThat(ann.receiveType("said")).containsEntry("text", "meanwhile");
      assertThat(receiver.waiting()).isZero();
    }
  }

  /** A log that keeps what was said after it was closed, as one on a disk. */
  private static Transcripts lasting() {
    Transcripts memory = new MemoryTranscripts(InstantSource.system());
    return (Transcripts)
        Proxy.newProxyInstance(
            CalledBotTest.class.getClassLoader(),
            new Class<?>[] {Transcripts.class},
            (proxy, method, arguments) ->
                method.getName().equals("close") ? null : method.invoke(memory, arguments));
  }

  @Test
  void mentionIsCalledForAfterARestart() {
    server.transcripts = lasting();
    open();
    Map<String, Object> bot = addBot();
    receiver.answering((request, out) -> out.write(WebhookReceiver.answer(500, "")));
    try (TestClient ann = server.connect("Ann", "/chat")) {
      ann.receiveType("history");
      ann.say("1", "@Helper");
      receiver.next();
    }
    server.close();
    receiver.answering((request, out) -> out.write(text("here I am again")));
    server.start();
    receiver.next();
    try (TestClient ben = server.connect("Ben", "/chat")) {
      ben.receiveType("welcome");
      ben.receiveContaining("here I am again");
    }
    assertThat(server.get("/api/me/rooms", "Authorization: Bearer " + bot.get("token")).status())
        .isEqualTo(200);
  }

  @Test
  void answersThatCannotBeSaidEndTheCall() {
    open();
    addBot();
    receiver.answering((request, out) -> out.write(text("a".repeat(5_000))));
    try (TestClient ann = server.connect("Ann", "/chat")) {
      ann.receiveType("history");
      ann.say("1", "@Helper");
      receiver.next();
      Await.until(
          "it is answered", () -> server.metric("chat_bot_calls_total{result=\"answered\"}") == 1);
      assertThat(receiver.waiting()).isZero();
    }
  }

  @Test
  void revokedBotIsNotCalled() {
    open();
    Map<String, Object> bot = addBot();
    assertThat(server.request("DELETE", BOTS + '/' + bot.get("id"), OWNER).status()).isEqualTo(204);
    addBot("name=Second&url=" + TestServer.encoded(receiver.url()));
    try (TestClient ann = server.connect("Ann", "/chat")) {
      ann.receiveType("history");
      ann.say("1", "@Helper");
      ann.say("2", "@Second");
      assertThat(((Map<?, ?>) receiver.next().json().get("said")).get("text")).isEqualTo("@Second");
    }
  }

  @Test
  void privateAddressIsRefusedWithoutTheOption() {
    server.start();
    RawResponse response =
        server.post(BOTS, "name=Helper&url=" + TestServer.encoded(receiver.url()), OWNER);
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.header("Chat-Why")).hasValue("bot-url-private");
    RawResponse invalid = server.post(BOTS, "name=Helper&url=bot.example", OWNER);
    assertThat(invalid.status()).isEqualTo(400);
    assertThat(invalid.header("Chat-Why")).hasValue("bot-url");
  }

  @Test
  void secretIsKeptInTheFileOfPrograms() throws IOException {
    open();
    Map<String, Object> bot = addBot("name=My%20Helper&url=" + TestServer.encoded(receiver.url()));
    assertThat(Files.readString(folder.resolve("programs")))
        .contains((String) bot.get("secret"))
        .doesNotContain((String) bot.get("token"));
  }
}

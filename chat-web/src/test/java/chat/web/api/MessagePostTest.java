package chat.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import chat.web.testing.JsonText;
import chat.web.testing.RawClient;
import chat.web.testing.RawResponse;
import chat.web.testing.TestClient;
import chat.web.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages that are said by HTTP. */
@Tag("server")
@Timeout(60)
class MessagePostTest {
  private static final String OWNER = "Authorization: Bearer " + TestServer.OWNER_KEY;
  private static final String PATH = "/api/rooms/lobby/messages";
  private static final String JSON = "application/json";
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

  private final TestServer server =
      TestServer.open(settings -> settings.messages.perSecond(Optional.of(0.01)).burst(3));
  private final String ann = server.signIn("Ann");

  @AfterEach
  void close() {
    server.close();
  }

  private RawResponse send(String path, String type, String body, String... headers) {
    String lines = String.join("\r\n", headers);
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    try (RawClient client = server.rawClient()) {
      return client
          .send(
              "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n\r\n%s"
                  .formatted(path, type, length, lines.isEmpty() ? "X: y" : lines, body))
          .response();
    }
  }

  private RawResponse say(String type, String body, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = ann;
    return send(PATH, type, body, all);
  }

  private static void assertRefused(RawResponse response, int status, String code) {
    assertThat(response.status()).as(response.toString()).isEqualTo(status);
    assertThat(response.header("Chat-Why")).hasValue(code);
    Map<String, Object> json = JsonText.read(response.body());
    assertThat(json).containsEntry("code", code);
    assertThat((String) json.get("message")).isNotBlank();
    assertThat(response.header("Retry-After").isPresent()).isEqualTo(status == 429);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain|hello",
        "text/plain; charset=utf-8|hello",
        "application/x-www-form-urlencoded|text=hello",
        "application/json|{\"text\":\"hello\",\"unknown\":[1]}"
      })
  void messageIsSaidInEachForm(String type, String body) {
    try (TestClient bob = server.connect("Bob", "/chat")) {
      bob.receiveType("history");
      RawResponse response = say(type, body);
      assertThat(response.status()).as(response.toString()).isEqualTo(201);
      Map<String, Object> json = JsonText.read(response.body());
      Map<String, Object> said = bob.receiveType("said");
      assertThat(said).containsEntry("text", "hello").containsEntry("seq", json.get("seq"));
      assertThat((String) json.get("at")).matches(TIME).isEqualTo(said.get("at"));
      assertThat(server.get("/api/rooms/lobby/members", ann).body()).doesNotContain("Ann");
    }
  }

  @Test
  void sameKeyIsSaidOnce() {
    RawResponse first = say("text/plain", "a\r\nb", "Idempotency-Key: \"k1\"");
    assertThat(first.status()).isEqualTo(201);
    RawResponse again = say(JSON, "{\"text\":\"other\",\"id\":\"k1\"}");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(say("text/plain", "c").status()).isEqualTo(201);
    assertRefused(say("text/plain", "d"), 429, "too-fast");
    assertThat(say("text/plain", "e", "Idempotency-Key: k1").body()).isEqualTo(first.body());
    assertThat(server.get(PATH + "?limit=2", ann).body())
        .contains("\"text\":\"a\\nb\"", "\"text\":\"c\"");
  }

  @Test
  void bodiesThatAreNoMessageAreRefused() {
    assertRefused(say("text/plain", "\u200b"), 400, "empty");
    assertRefused(say("text/plain", "a\u0007"), 400, "bad-frame");
    assertRefused(say("text/plain", "x".repeat(4_097)), 413, "too-long");
    assertRefused(say("text/plain", "x".repeat(70_000)), 413, "too-long");
    assertRefused(say(JSON, "{\"text\":1}"), 400, "bad-frame");
    assertRefused(say(JSON, "{\"text\":\"a\"} x"), 400, "bad-frame");
    assertRefused(
        say(JSON, "{\"text\":\"a\",\"id\":\"b\"}", "Idempotency-Key: c"), 400, "bad-frame");
    assertRefused(say("application/x-www-form-urlencoded", "t=a"), 400, "bad-frame");
    assertRefused(say("image/png", "a"), 415, "media-type");
    assertRefused(say("text/plain; charset=gbk", "a"), 415, "media-type");
  }

  @Test
  void refusedMessagesHaveTheirCodes() {
    assertRefused(say(JSON, "{\"text\":\"a\",\"re\":9}"), 404, "no-such-message");
    String file = "{\"text\":\"a\",\"files\":[{\"id\":\"" + "a".repeat(22) + "\"}]}";
    assertRefused(say(JSON, file), 404, "no-such-file");
    assertRefused(send(PATH, "text/plain", "a"), 401, "sign-in");
    assertRefused(say("text/plain", "a", "Origin: https://evil.example"), 403, "origin");
    assertRefused(send("/api/rooms/a.b/messages", "text/plain", "a", ann), 404, "room");
    server.post("/api/owner/close", "for=1h&room=lobby", OWNER);
    assertRefused(say("text/plain", "a"), 403, "closed");
    server.post("/api/owner/open", "room=lobby", OWNER);
    server.post("/logout", "", ann);
    server.signIn("Ann");
    assertRefused(say("text/plain", "a"), 409, "name");
  }

  @Test
  void mutedMemberIsToldForHowLong() {
    String id;
    try (TestClient client = server.connectAs(ann, "/chat")) {
      id = (String) ((Map<?, ?>) client.receiveType("welcome").get("you")).get("id");
      server.post("/api/owner/mute", "for=1h&member=" + id, OWNER);
    }
    RawResponse muted = say("text/plain", "a");
    assertRefused(muted, 403, "muted");
    assertThat((Long) JsonText.read(muted.body()).get("retryAfter")).isPositive();
  }
}

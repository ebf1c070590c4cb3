package chat.web;

import chat.core.MemoryTranscripts;
import chat.core.Transcripts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/** A whole server on a free port, and the ways in. */
final class House implements AutoCloseable {
  static final byte[] KEY = "a key that only these tests have".getBytes(StandardCharsets.US_ASCII);

  private final ChatServer server;

  private House(Plan plan) {
    var settings =
        new WebSettings(
            "127.0.0.1",
            0,
            plan.origins,
            plan.guests,
            plan.messagesPerSecond,
            plan.connectionsPerAddress,
            plan.trustedProxies,
            plan.leaveGrace,
            Duration.ofMinutes(10));
    server = new ChatServer(settings, plan.transcripts, List.of(KEY));
    server.start();
  }

  /** What a test may want otherwise. */
  static final class Plan {
    Set<String> origins = Set.of();
    boolean guests;
    Optional<Double> messagesPerSecond = Optional.empty();
    // Not unlimited, so that connections are counted.
    OptionalInt connectionsPerAddress = OptionalInt.of(10_000);
    Set<String> trustedProxies = Set.of();
    Duration leaveGrace = Duration.ZERO;
    Transcripts transcripts = new MemoryTranscripts(InstantSource.system());
  }

  static House open() {
    return open(plan -> {});
  }

  static House open(Consumer<Plan> change) {
    Plan plan = new Plan();
    change.accept(plan);
    return new House(plan);
  }

  int port() {
    return server.port();
  }

  ChatServer server() {
    return server;
  }

  /** A bare socket to the server. */
  RawClient socket() {
    return RawClient.connect(port());
  }

  /** One request on a connection of its own. */
  HttpAnswer ask(String method, String path, String... headers) {
    try (RawClient client = socket()) {
      client.request(method, path, headers);
      return client.answer();
    }
  }

  HttpAnswer get(String path, String... headers) {
    return ask("GET", path, headers);
  }

  HttpAnswer post(String path, String form, String... headers) {
    try (RawClient client = socket()) {
      client.post(path, form, headers);
      return client.answer();
    }
  }

  /** Signs in, and gives the header line that says so. */
  String signIn(String nickname) {
    HttpAnswer answer = post("/login", "nickname=" + encoded(nickname));
    if (answer.status() != 303) {
      throw new AssertionError(nickname + " cannot sign in: " + answer);
    }
    return "Cookie: " + answer.cookie();
  }

  /** Somebody who is signed in and connected to a room, and speaks {@code chat.v1}. */
  TestClient enter(String nickname, String path) {
    return enterAs(signIn(nickname), path);
  }

  TestClient enterAs(String cookie, String path) {
    return TestClient.of(socket().upgraded(path, cookie, "Sec-WebSocket-Protocol: chat.v1"));
  }

  /** Somebody who speaks the plain dialect. */
  TestClient enterPlain(String nickname, String path) {
    return enterPlainAs(signIn(nickname), path);
  }

  TestClient enterPlainAs(String cookie, String path) {
    return TestClient.of(socket().upgraded(path, cookie));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** How many connections the server knows of. */
  int connections() {
    return server.connections();
  }

  @Override
  public void close() {
    server.stop();
  }
}

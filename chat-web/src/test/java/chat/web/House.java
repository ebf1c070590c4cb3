package chat.web;

import chat.core.MemoryTranscripts;
import chat.core.Transcripts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

  /** With it one is the owner. */
  static final String OWNERS_KEY = "the key that only the owner of the tests has";

  // What a test may want otherwise, before it starts.
  Set<String> origins = Set.of();
  boolean guests;
  Optional<Double> messagesPerSecond = Optional.empty();
  // Not unlimited, so that connections are counted.
  OptionalInt connectionsPerAddress = OptionalInt.of(10_000);
  Set<String> trustedProxies = Set.of();
  Duration leaveGrace = Duration.ZERO;
  Limits.Talk talk = Limits.Talk.STANDARD;
  Limits.Search search = Limits.Search.STANDARD;
  Limits.Door door = Limits.Door.STANDARD;
  Limits.Http http = Limits.Http.STANDARD;
  Optional<TlsFiles> tls = Optional.empty();
  OptionalInt httpPort = OptionalInt.empty();
  Optional<Path> folder = Optional.empty();
  Transcripts transcripts = new MemoryTranscripts(InstantSource.system());

  private ChatServer server;

  static House open() {
    return open(house -> {});
  }

  static House open(Consumer<House> change) {
    House house = new House();
    change.accept(house);
    return house.start();
  }

  /** Opens it; after it was closed once more, with what its folder keeps. */
  House start() {
    var settings =
        new WebSettings(
            "127.0.0.1",
            0,
            origins,
            guests,
            messagesPerSecond,
            connectionsPerAddress,
            trustedProxies,
            leaveGrace,
            Duration.ofMinutes(10),
            new Limits(talk, search, door, http),
            tls,
            httpPort);
    server =
        new ChatServer(
            settings,
            transcripts,
            new Keepsakes(
                List.of(KEY),
                OWNERS_KEY,
                folder.map(path -> path.resolve("bans")),
                folder.map(path -> path.resolve("slow-rooms"))));
    server.start();
    return this;
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
      return client.request(method, path, headers).answer();
    }
  }

  HttpAnswer get(String path, String... headers) {
    return ask("GET", path, headers);
  }

  HttpAnswer post(String path, String form, String... headers) {
    try (RawClient client = socket()) {
      return client.post(path, form, headers).answer();
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

  /** Somebody new with a bare socket in the lobby. */
  RawClient visitor(String nickname) {
    RawClient visitor = socket().upgraded("/chat", signIn(nickname));
    visitor.hearUntil(nickname);
    return visitor;
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A number that {@code /metrics} shows, by how its line begins. */
  long metric(String beginning) {
    return number(beginning, get("/metrics", "Authorization: Bearer " + OWNERS_KEY));
  }

  static long number(String beginning, HttpAnswer metrics) {
    return metrics
        .body()
        .lines()
        .filter(line -> line.startsWith(beginning))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  /** How often a limit was met. */
  long met(Limit limit) {
    return metric("chat_refusals_total{reason=\"" + limit.label() + "\"}");
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

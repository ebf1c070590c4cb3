package chat.web;

import chat.core.MemoryTranscripts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A server on a free port, with settings that a test chooses. */
final class OpenHouse implements AutoCloseable {
  static final String KEY = "the key that only the owner of the tests has";

  // What a test may change before it opens.
  OptionalInt perAddress = OptionalInt.empty();
  Optional<Double> rate = Optional.empty();
  Set<String> proxies = Set.of();
  boolean guests;
  Limits.Talk talk = Limits.Talk.STANDARD;
  Limits.Search search = Limits.Search.STANDARD;
  Limits.Door door = Limits.Door.STANDARD;
  Limits.Http http = Limits.Http.STANDARD;
  Optional<TlsFiles> tls = Optional.empty();
  OptionalInt httpPort = OptionalInt.empty();
  Optional<Path> folder = Optional.empty();

  private ChatServer server;

  OpenHouse open() {
    var settings =
        new WebSettings(
            "127.0.0.1",
            0,
            Set.of(),
            guests,
            rate,
            perAddress,
            proxies,
            Duration.ZERO,
            Duration.ofMinutes(10),
            new Limits(talk, search, door, http),
            tls,
            httpPort);
    server =
        new ChatServer(
            settings,
            new MemoryTranscripts(InstantSource.system()),
            new Keepsakes(
                List.of(new byte[32]),
                KEY,
                folder.map(path -> path.resolve("bans")),
                folder.map(path -> path.resolve("slow-rooms"))));
    server.start();
    return this;
  }

  ChatServer server() {
    return server;
  }

  int port() {
    return server.port();
  }

  /** Asks a question of one request and goes. */
  Stranger.Answer get(String path, String... headers) throws IOException {
    try (Stranger stranger = Stranger.at(port())) {
      return stranger.get(path, headers);
    }
  }

  Stranger.Answer post(String path, String form, String... headers) throws IOException {
    try (Stranger stranger = Stranger.at(port())) {
      return stranger.post(path, form, headers);
    }
  }

  String cookie(String nickname) throws IOException {
    return "Cookie: " + Stranger.signIn(port(), nickname);
  }

  /** Somebody new who is in the lobby. */
  Stranger visitor(String nickname) throws IOException {
    Stranger visitor = Stranger.connected(port(), "/chat", cookie(nickname));
    visitor.hearUntil(nickname);
    return visitor;
  }

  /** A number that {@code /metrics} shows, by how its line begins. */
  long metric(String beginning) throws IOException {
    return get("/metrics", "Authorization: Bearer " + KEY)
        .body()
        .lines()
        .filter(line -> line.startsWith(beginning))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  long met(Limit limit) throws IOException {
    return metric("chat_refusals_total{reason=\"" + limit.label() + "\"}");
  }

  @Override
  public void close() {
    server.stop();
  }
}

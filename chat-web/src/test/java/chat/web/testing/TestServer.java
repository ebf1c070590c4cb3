package chat.web.testing;

import chat.core.log.MemoryTranscripts;
import chat.core.log.Transcripts;
import chat.web.ChatServer;
import chat.web.ServerInternals;
import chat.web.config.AccessLimits;
import chat.web.config.HttpLimits;
import chat.web.config.ListenerSettings;
import chat.web.config.MemberSettings;
import chat.web.config.MessageLimits;
import chat.web.config.SearchLimits;
import chat.web.config.ServerSecrets;
import chat.web.config.TlsFiles;
import chat.web.config.WebSettings;
import chat.web.metrics.Limit;
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
public final class TestServer implements AutoCloseable {
  public static final byte[] KEY =
      "a key that only these tests have".getBytes(StandardCharsets.US_ASCII);

  /** With it one is the owner. */
  public static final String OWNERS_KEY = "the key that only the owner of the tests has";

  // What a test may want otherwise, before it starts.
  Set<String> origins = Set.of();
  public boolean guests;
  public Optional<Double> messagesPerSecond = Optional.empty();
  // Not unlimited, so that connections are counted.
  public OptionalInt connectionsPerAddress = OptionalInt.of(10_000);
  public Set<String> trustedProxies = Set.of();
  public Duration leaveGrace = Duration.ZERO;
  public final MessageLimits.Builder messages = new MessageLimits.Builder();
  public final SearchLimits.Builder searches = new SearchLimits.Builder();
  public final AccessLimits.Builder access = new AccessLimits.Builder();
  public final HttpLimits.Builder http = new HttpLimits.Builder();
  public Optional<TlsFiles> tls = Optional.empty();
  public OptionalInt httpPort = OptionalInt.empty();
  public Optional<Path> folder = Optional.empty();
  public Transcripts transcripts = new MemoryTranscripts(InstantSource.system());

  private ChatServer server;

  public static TestServer open() {
    return open(house -> {});
  }

  public static TestServer open(Consumer<TestServer> change) {
    TestServer house = new TestServer();
    change.accept(house);
    return house.start();
  }

  /** Opens it; after it was closed once more, with what its folder keeps. */
  public TestServer start() {
    var settings =
        new WebSettings(
            new ListenerSettings("127.0.0.1", 0, tls, httpPort, origins, trustedProxies),
            new MemberSettings.Builder().guests(guests).leaveGrace(leaveGrace).build(),
            messages.perSecond(messagesPerSecond).build(),
            searches.build(),
            access.connectionsPerAddress(connectionsPerAddress).build(),
            http.build());
    server =
        new ChatServer(
            settings,
            transcripts,
            new ServerSecrets(
                List.of(KEY),
                OWNERS_KEY,
                folder.map(path -> path.resolve("bans")),
                folder.map(path -> path.resolve("slow-rooms"))));
    server.start();
    return this;
  }

  public int port() {
    return server.port();
  }

  public ChatServer server() {
    return server;
  }

  /** The routes that the server's HTTP routing is built from. */
  public List<TestRoute> routes() {
    return ServerInternals.routes(server).stream().map(TestRoute::new).toList();
  }

  /** A bare socket to the server. */
  public RawClient socket() {
    return RawClient.connect(port());
  }

  /** One request on a connection of its own. */
  public HttpAnswer ask(String method, String path, String... headers) {
    try (RawClient client = socket()) {
      return client.request(method, path, headers).answer();
    }
  }

  public HttpAnswer get(String path, String... headers) {
    return ask("GET", path, headers);
  }

  public HttpAnswer post(String path, String form, String... headers) {
    try (RawClient client = socket()) {
      return client.post(path, form, headers).answer();
    }
  }

  /** Signs in, and gives the header line that says so. */
  public String signIn(String nickname) {
    HttpAnswer answer = post("/login", "nickname=" + encoded(nickname));
    if (answer.status() != 303) {
      throw new AssertionError(nickname + " cannot sign in: " + answer);
    }
    return "Cookie: " + answer.cookie();
  }

  /** Somebody who is signed in and connected to a room, and speaks {@code chat.v1}. */
  public TestClient enter(String nickname, String path) {
    return enterAs(signIn(nickname), path);
  }

  public TestClient enterAs(String cookie, String path) {
    return TestClient.of(socket().upgraded(path, cookie, "Sec-WebSocket-Protocol: chat.v1"));
  }

  /** Somebody who speaks the plain dialect. */
  public TestClient enterPlain(String nickname, String path) {
    return enterPlainAs(signIn(nickname), path);
  }

  public TestClient enterPlainAs(String cookie, String path) {
    return TestClient.of(socket().upgraded(path, cookie));
  }

  /** Somebody new with a bare socket in the lobby. */
  public RawClient visitor(String nickname) {
    RawClient visitor = socket().upgraded("/chat", signIn(nickname));
    visitor.hearUntil(nickname);
    return visitor;
  }

  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A number that {@code /metrics} shows, by how its line begins. */
  public long metric(String beginning) {
    return number(beginning, get("/metrics", "Authorization: Bearer " + OWNERS_KEY));
  }

  public static long number(String beginning, HttpAnswer metrics) {
    return metrics
        .body()
        .lines()
        .filter(line -> line.startsWith(beginning))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  /** How often a limit was met. */
  public long met(Limit limit) {
    return metric("chat_refusals_total{reason=\"" + limit.label() + "\"}");
  }

  /** How many connections the server knows of. */
  public int connections() {
    return ServerInternals.connections(server);
  }

  @Override
  public void close() {
    server.stop();
  }
}

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
import chat.web.session.ConnectionTimeouts;
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
  public static final String OWNER_KEY = "the key that only the owner of the tests has";

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
  public ConnectionTimeouts timeouts = ConnectionTimeouts.DEFAULTS;
  public Optional<TlsFiles> tls = Optional.empty();
  public OptionalInt httpPort = OptionalInt.empty();
  public Optional<Path> folder = Optional.empty();
  public Transcripts transcripts = new MemoryTranscripts(InstantSource.system());

  private ChatServer chatServer;

  public static TestServer open() {
    return open(server -> {});
  }

  public static TestServer open(Consumer<TestServer> change) {
    TestServer server = new TestServer();
    change.accept(server);
    return server.start();
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
    chatServer =
        ServerInternals.create(
            settings,
            transcripts,
            new ServerSecrets(
                List.of(KEY),
                OWNER_KEY,
                folder.map(path -> path.resolve("bans")),
                folder.map(path -> path.resolve("slow-rooms"))),
            timeouts);
    chatServer.start();
    return this;
  }

  public int port() {
    return chatServer.port();
  }

  public ChatServer chatServer() {
    return chatServer;
  }

  /** The routes that the server's HTTP routing is built from. */
  public List<TestRoute> routes() {
    return ServerInternals.routes(chatServer).stream().map(TestRoute::new).toList();
  }

  /** A bare socket to the server. */
  public RawClient rawClient() {
    return RawClient.connect(port());
  }

  /** One request on a connection of its own. */
  public RawResponse request(String method, String path, String... headers) {
    try (RawClient client = rawClient()) {
      return client.request(method, path, headers).response();
    }
  }

  public RawResponse get(String path, String... headers) {
    return request("GET", path, headers);
  }

  public RawResponse post(String path, String form, String... headers) {
    try (RawClient client = rawClient()) {
      return client.post(path, form, headers).response();
    }
  }

  /** Signs in, and gives the header line that says so. */
  public String signIn(String nickname) {
    RawResponse response = post("/login", "nickname=" + encoded(nickname));
    if (response.status() != 303) {
      throw new AssertionError(nickname + " cannot sign in: " + response);
    }
    return "Cookie: " + response.cookie();
  }

  /** Somebody who is signed in and connected to a room, and speaks {@code chat.v1}. */
  public TestClient connect(String nickname, String path) {
    return connectAs(signIn(nickname), path);
  }

  public TestClient connectAs(String cookie, String path) {
    return TestClient.of(rawClient().upgraded(path, cookie, "Sec-WebSocket-Protocol: chat.v1"));
  }

  /** Somebody who speaks the plain dialect. */
  public TestClient connectPlain(String nickname, String path) {
    return connectPlainAs(signIn(nickname), path);
  }

  public TestClient connectPlainAs(String cookie, String path) {
    return TestClient.of(rawClient().upgraded(path, cookie));
  }

  /** Somebody new with a bare socket in the lobby. */
  public RawClient connectRaw(String nickname) {
    RawClient client = rawClient().upgraded("/chat", signIn(nickname));
    client.receiveTextContaining(nickname);
    return client;
  }

  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A number that {@code /metrics} shows, by how its line begins. */
  public long metric(String beginning) {
    return metricValue(beginning, get("/metrics", "Authorization: Bearer " + OWNER_KEY));
  }

  public static long metricValue(String beginning, RawResponse metrics) {
    return metrics
        .body()
        .lines()
        .filter(line -> line.startsWith(beginning))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow();
  }

  /** How often a limit was met. */
  public long limitHits(Limit limit) {
    return metric("chat_refusals_total{reason=\"" + limit.label() + "\"}");
  }

  /** How many connections the server knows of. */
  public int connections() {
    return ServerInternals.connections(chatServer);
  }

  @Override
  public void close() {
    chatServer.stop();
  }
}

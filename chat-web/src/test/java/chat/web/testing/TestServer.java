package chat.web.testing;

import chat.core.log.MemoryTranscripts;
import chat.core.log.Transcripts;
import chat.files.store.DirectoryFileStore;
import chat.web.ChatServer;
import chat.web.ServerInternals;
import chat.web.config.AccessLimits;
import chat.web.config.FileLimits;
import chat.web.config.FileStorage;
import chat.web.config.HttpLimits;
import chat.web.config.ListenerSettings;
import chat.web.config.MemberSettings;
import chat.web.config.MessageLimits;
import chat.web.config.ProgramSettings;
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

/** A server on a free port, with its settings, and clients for it. */
public final class TestServer implements AutoCloseable {
  public static final byte[] KEY =
      "a key that only these tests have".getBytes(StandardCharsets.US_ASCII);

  /** The owner's key. */
  public static final String OWNER_KEY = "the key that only the owner of the tests has";

  // The settings, which a test may change before the start.
  public final MemberSettings.Builder members =
      new MemberSettings.Builder().leaveGrace(Duration.ZERO);
  // Without a rate limit, because tests send as fast as they can.
  public final MessageLimits.Builder messages =
      new MessageLimits.Builder().perSecond(Optional.empty());
  public final SearchLimits.Builder searches = new SearchLimits.Builder();
  // With a limit, because without one the server does not count connections.
  public final AccessLimits.Builder access =
      new AccessLimits.Builder().connectionsPerAddress(OptionalInt.of(10_000));
  public final FileLimits.Builder files = new FileLimits.Builder();
  public final ProgramSettings.Builder programs = new ProgramSettings.Builder();
  public final HttpLimits.Builder http = new HttpLimits.Builder();
  public ConnectionTimeouts timeouts = ConnectionTimeouts.DEFAULTS;
  public Set<String> trustedProxies = Set.of();
  public Set<String> origins = Set.of();
  public Optional<TlsFiles> tls = Optional.empty();
  public OptionalInt httpPort = OptionalInt.empty();
  public Optional<Path> folder = Optional.empty();
  public Transcripts transcripts = new MemoryTranscripts(InstantSource.system());

  public FileStorage fileStorage = temporaryFiles();

  private ChatServer chatServer;

  private static FileStorage temporaryFiles() {
    DirectoryFileStore store = DirectoryFileStore.temporary(InstantSource.system());
    return new FileStorage(store, store.temporaryFolder());
  }

  public static TestServer open() {
    return open(server -> {});
  }

  public static TestServer open(Consumer<TestServer> settings) {
    TestServer server = new TestServer();
    settings.accept(server);
    return server.start();
  }

  /** Starts the server; after a close it starts again, with the files of its folder. */
  public TestServer start() {
    var settings = settings();
    chatServer =
        ServerInternals.create(
            settings,
            transcripts,
            new ServerSecrets(
                List.of(KEY),
                OWNER_KEY,
                folder.map(path -> path.resolve("bans")),
                folder.map(path -> path.resolve("slow-rooms")),
                folder.map(path -> path.resolve("rooms-without-pins")),
                folder.map(path -> path.resolve("sign-outs")),
                folder.map(path -> path.resolve("programs"))),
            Optional.of(fileStorage),
            timeouts);
    chatServer.start();
    return this;
  }

  private WebSettings settings() {
    return new WebSettings(
        new ListenerSettings.Builder()
            .host("127.0.0.1")
            .port(0)
            .tls(tls)
            .httpPort(httpPort)
            .trustedProxies(trustedProxies)
            .origins(origins)
            .build(),
        members.build(),
        messages.build(),
        searches.build(),
        access.build(),
        files.build(),
        programs.build(),
        http.build());
  }

  /** Applies the settings as they are now, while the server runs. */
  public void reload() {
    chatServer.reload(settings());
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

  /** A client that sends raw bytes. */
  public RawClient rawClient() {
    return RawClient.connect(port());
  }

  /** Sends a request on a connection of its own. */
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

  /** Sends a text as the body of a PUT. */
  public RawResponse put(String path, String text, String... headers) {
    String lines = String.join("\r\n", headers);
    try (RawClient client = rawClient()) {
      return client
          .send(
              "PUT %s HTTP/1.1\r\nHost: localhost\r\n%s\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(path, lines, text.length(), text))
          .response();
    }
  }

  /** Signs in, and returns the header line with the cookie. */
  public String signIn(String nickname) {
    RawResponse response = post("/login", "nickname=" + encoded(nickname));
    if (response.status() != 303) {
      throw new AssertionError(nickname + " cannot sign in: " + response);
    }
    return "Cookie: " + response.cookie();
  }

  /** Signs in and connects to a room by {@code chat.v1}. */
  public TestClient connect(String nickname, String path) {
    return connectAs(signIn(nickname), path);
  }

  public TestClient connectAs(String cookie, String path) {
    return TestClient.of(rawClient().upgraded(path, cookie, "Sec-WebSocket-Protocol: chat.v1"));
  }

  /** Signs in and connects to a room by the plain dialect. */
  public TestClient connectPlain(String nickname, String path) {
    return connectPlainAs(signIn(nickname), path);
  }

  public TestClient connectPlainAs(String cookie, String path) {
    return TestClient.of(rawClient().upgraded(path, cookie));
  }

  /** Signs in and connects a raw client to the lobby, by the plain dialect. */
  public RawClient connectRaw(String nickname) {
    RawClient client = rawClient().upgraded("/chat", signIn(nickname));
    client.receiveTextContaining(nickname);
    return client;
  }

  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The value of a metric, by the beginning of its line. */
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

  /** How often a limit was reached. */
  public long limitHits(Limit limit) {
    return metric("chat_refusals_total{reason=\"" + limit.label() + "\"}");
  }

  /** The number of WebSocket connections. */
  public int connections() {
    return ServerInternals.connections(chatServer);
  }

  @Override
  public void close() {
    chatServer.stop();
  }
}

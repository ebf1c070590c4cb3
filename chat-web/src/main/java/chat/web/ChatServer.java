package chat.web;

import chat.core.cluster.Ruling;
import chat.core.log.Transcripts;
import chat.web.config.FileStorage;
import chat.web.config.ServerSecrets;
import chat.web.config.StartupException;
import chat.web.config.WebSettings;
import chat.web.files.FileService;
import chat.web.http.Route;
import chat.web.listener.ListenerSetup;
import chat.web.moderation.RulingFiles;
import chat.web.session.ConnectionTimeouts;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** The room on the web: start, drain, stop. */
public final class ChatServer {
  private static final System.Logger LOG = System.getLogger(ChatServer.class.getName());
  private static final String HTTP = "http";

  /** 5 s for the clients to receive their close frame. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final WebSettings settings;
  private final Transcripts transcripts;
  private final ServerComponents components;
  private final ServerRouting routing;
  private volatile Runnable failure = () -> {};
  private WebServer server;

  /**
   * A server that does not listen yet, with a random owner's key.
   *
   * @param transcripts the log; closed with the server
   * @param cookieKeys at least one, the newest first
   */
  public ChatServer(WebSettings settings, Transcripts transcripts, List<byte[]> cookieKeys) {
    this(settings, transcripts, ServerSecrets.temporary(cookieKeys, UUID.randomUUID().toString()));
  }

  /**
   * A server that does not listen yet, without files.
   *
   * @param transcripts the log; closed with the server
   */
  public ChatServer(WebSettings settings, Transcripts transcripts, ServerSecrets secrets) {
    this(settings, transcripts, secrets, Optional.empty());
  }

  /**
   * A server that does not listen yet.
   *
   * @param transcripts the log; closed with the server
   * @param files where the files of members are, closed with the server; empty: none can be sent
   */
  public ChatServer(
      WebSettings settings,
      Transcripts transcripts,
      ServerSecrets secrets,
      Optional<FileStorage> files) {
    this(settings, transcripts, secrets, files, ConnectionTimeouts.DEFAULTS);
  }

  /** For tests, which do not wait for the periods of production. */
  ChatServer(
      WebSettings settings,
      Transcripts transcripts,
      ServerSecrets secrets,
      Optional<FileStorage> files,
      ConnectionTimeouts timeouts) {
    this.settings = settings;
    this.transcripts = transcripts;
    components =
        new ServerComponents(
            settings,
            transcripts,
            secrets,
            files,
            timeouts,
            this::reloadCertificate,
            this::listenerEnded);
    routing = new ServerRouting(components);
  }

  /**
   * Starts to listen, once the transcripts are open.
   *
   * @throws StartupException with a sentence for the owner
   * @throws UncheckedIOException where it cannot listen
   */
  public void start() {
    tryAddress(settings.listener().port());
    settings.listener().httpPort().ifPresent(this::tryHttpPort);
    ListenerSetup.disableServiceDiscovery();
    WebServerConfig.Builder builder =
        setUp(
            WebServer.builder().host(settings.listener().host()).port(settings.listener().port()));
    components.certificate.ifPresent(files -> builder.tls(files.read()));
    settings
        .listener()
        .httpPort()
        .ifPresent(port -> builder.putSocket(HTTP, routing.redirect(port, this::port)));
    server = builder.build();
    transcripts.awaitOpen();
    components.start();
    server.start();
    if (!server.isRunning()) {
      throw new UncheckedIOException(new IOException("Helidon did not start; see above."));
    }
    components.monitor.start();
  }

  private void tryHttpPort(int port) {
    try {
      tryAddress(port);
    } catch (UncheckedIOException e) {
      throw new StartupException(
          "--http-port: cannot listen at port " + port + "; choose another.", e);
    }
  }

  // Helidon only logs why it cannot listen, and returns as if it did.
  private void tryAddress(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(settings.listener().host(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sets what is called once when a listener ends by itself, so that nobody can connect any more:
   * only a restart helps. Called before the start.
   */
  public void onFailure(Runnable callback) {
    failure = callback;
  }

  private void listenerEnded() {
    if (components.admission.isDraining()) {
      return;
    }
    try {
      LOG.log(Level.ERROR, "the listener has ended, so nobody can connect any more");
    } finally {
      failure.run();
    }
  }

  /**
   * The owner's rulings that a data directory keeps.
   *
   * @throws StartupException when a file cannot be read
   */
  public static List<Ruling> rulings(ServerSecrets secrets) {
    return new RulingFiles(secrets, InstantSource.system()).read();
  }

  /** The port that it listens at. */
  public int port() {
    return server.port();
  }

  /** The port that redirects to the one with TLS. */
  int httpPort() {
    return server.port(HTTP);
  }

  /** The number of connections that were admitted and have not ended; tests compare it. */
  int connections() {
    return components.admission.count();
  }

  /** All HTTP routes; tests attack each of them. */
  List<Route> routes() {
    return routing.routes();
  }

  /** The listener as it is in production; tests share it. */
  WebServerConfig.Builder setUp(WebServerConfig.Builder builder) {
    return routing.setUp(builder);
  }

  /**
   * Applies settings while the server runs: origins, the rate of messages, and the limits of new
   * connections, sign-ins and searches. All others stay as they are until a restart.
   */
  public void reload(WebSettings changed) {
    components.reload(changed);
  }

  private void reloadCertificate() {
    components.certificate.ifPresent(files -> files.reloadIfChanged(server::reloadTls));
  }

  /**
   * Stops: refuses new connections and messages, commits what was taken, sends 1012 to all
   * connections, waits at most 5 s until they have it, closes the log, and ends.
   */
  public void stop() {
    components.admission.drain();
    transcripts.drain();
    components.monitor.connections().forEach(connection -> connection.outbox().close(1012));
    long deadline = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
    while (!components.monitor.connections().isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    components.monitor.close();
    components.watches.close();
    components.calls.close();
    components.mentions.close();
    components.eraser.close();
    // After the clients have their close frame, because what reads the log may take seconds.
    transcripts.close();
    server.stop();
    components.files.ifPresent(FileService::close);
  }
}

package chat.web;

import chat.core.ChatRoom;
import chat.core.Nicknames;
import chat.core.Rooms;
import chat.core.log.Transcripts;
import chat.web.access.Admission;
import chat.web.access.BanPolicy;
import chat.web.access.ConnectionCounter;
import chat.web.access.Origins;
import chat.web.access.RateLimiter;
import chat.web.api.MetricsEndpoint;
import chat.web.api.Preview;
import chat.web.api.RoomApi;
import chat.web.client.RemoteClient;
import chat.web.client.TrustedProxies;
import chat.web.config.ServerSecrets;
import chat.web.config.StartupException;
import chat.web.config.WebSettings;
import chat.web.delivery.DeliverySettings;
import chat.web.delivery.RoomStreams;
import chat.web.delivery.WriterPool;
import chat.web.http.Endpoint;
import chat.web.http.HttpsRedirect;
import chat.web.http.MethodRules;
import chat.web.http.PercentDecoding;
import chat.web.http.RequestFramingFilter;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.http.SecurityHeaders;
import chat.web.identity.Identity;
import chat.web.identity.NameSkeleton;
import chat.web.identity.OwnerKey;
import chat.web.identity.SignedCookie;
import chat.web.listener.Certificate;
import chat.web.listener.ConnectionLimiter;
import chat.web.listener.ListenerSetup;
import chat.web.metrics.ServerMetrics;
import chat.web.moderation.Bans;
import chat.web.moderation.SlowRooms;
import chat.web.owner.Moderation;
import chat.web.owner.OwnerApi;
import chat.web.owner.OwnerPage;
import chat.web.pages.InviteQrCode;
import chat.web.pages.Pages;
import chat.web.pages.RoomPage;
import chat.web.pages.SignIn;
import chat.web.pages.SignInPage;
import chat.web.pages.SignOut;
import chat.web.pages.StaticFiles;
import chat.web.pages.WebAppManifest;
import chat.web.session.ChatSocket;
import chat.web.session.ChatUpgrader;
import chat.web.session.ConnectionMonitor;
import chat.web.session.ConnectionTimeouts;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.websocket.WsRouting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The room on the web: all routes on one screen; start, drain, stop. */
public final class ChatServer {
  private static final System.Logger LOG = System.getLogger(ChatServer.class.getName());
  private static final String HTTP = "http";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private final WebSettings settings;
  private final Transcripts transcripts;
  private final InstantSource steady = steadyClock();
  private final RoomStreams streams = new RoomStreams(DeliverySettings.DEFAULTS);
  private final ConnectionTimeouts timeouts;
  private final WriterPool writers = new WriterPool(DeliverySettings.DEFAULTS);
  private final ServerMetrics tally = new ServerMetrics();
  private final ConnectionMonitor watch;
  private final Rooms rooms;
  private final Nicknames nicknames;
  private final TrustedProxies proxies;
  private final Origins origins;
  private final Identity identity;
  private final BanPolicy bans;
  private final Admission door;
  private final ConnectionLimiter porch;
  private final RateLimiter arrivals;
  private final RateLimiter signIns;
  private final RateLimiter previews;
  private final RateLimiter searches;
  private final OwnerKey ownerKey;
  private final Moderation ownersHand;
  private final ListenerSetup listening;
  private final Optional<Certificate> certificate;
  private final String staticBase = StaticFiles.base();
  private final Pages pages = new Pages(staticBase);
  private WebServer server;

  /**
   * A server that does not listen yet, with an owner's key that nobody knows.
   *
   * @param transcripts where what is said is kept; closed with the server
   * @param cookieKeys at least one, the newest first
   */
  public ChatServer(WebSettings settings, Transcripts transcripts, List<byte[]> cookieKeys) {
    this(settings, transcripts, ServerSecrets.temporary(cookieKeys, UUID.randomUUID().toString()));
  }

  /**
   * A server that does not listen yet.
   *
   * @param transcripts where what is said is kept; closed with the server
   */
  public ChatServer(WebSettings settings, Transcripts transcripts, ServerSecrets keepsakes) {
    this(settings, transcripts, keepsakes, ConnectionTimeouts.DEFAULTS);
  }

  /** For tests, which do not wait for the periods of production. */
  ChatServer(
      WebSettings settings,
      Transcripts transcripts,
      ServerSecrets keepsakes,
      ConnectionTimeouts timeouts) {
    this.settings = settings;
    this.timeouts = timeouts;
    this.transcripts = transcripts;
    watch = new ConnectionMonitor(timeouts, settings.messages().writeTimeout(), this::settle);
    nicknames = new Nicknames(NameSkeleton::skeletons, settings.members().nicknameHold(), steady);
    rooms = new Rooms(transcripts, rules(settings), steady, this::furnish);
    proxies = new TrustedProxies(settings.listener().trustedProxies());
    origins = new Origins(settings.listener().origins(), proxies);
    identity = new Identity(new SignedCookie(keepsakes.cookieKeys(), InstantSource.system()));
    bans = new BanPolicy(new Bans(keepsakes.bans(), InstantSource.system()));
    OptionalInt perAddress = settings.access().connectionsPerAddress();
    OptionalInt noLimit = OptionalInt.empty();
    arrivals = new RateLimiter(noLimit, byAddress(settings.access().newConnections()), steady);
    signIns = new RateLimiter(noLimit, byAddress(settings.access().signIns()), steady);
    previews = new RateLimiter(OptionalInt.of(Preview.MAX_PER_MINUTE), noLimit, steady);
    searches =
        new RateLimiter(
            settings.searches().perMember(), byAddress(settings.searches().perAddress()), steady);
    porch = new ConnectionLimiter(settings.http(), perAddress, proxies, steady, tally);
    door =
        new Admission(
            origins,
            identity,
            bans,
            nicknames,
            rooms,
            new ConnectionCounter(perAddress),
            arrivals,
            settings.access(),
            settings.members().guests());
    ownerKey = new OwnerKey(keepsakes.ownerKey(), InstantSource.system());
    ownersHand =
        new Moderation(
            rooms, watch, bans.bans(), new SlowRooms(keepsakes.slowRooms(), rooms.speechRules()));
    listening = new ListenerSetup(settings.http(), tally);
    certificate = settings.listener().tls().map(Certificate::new);
  }

  private static Rooms.Rules rules(WebSettings settings) {
    return new Rooms.Rules(
        settings.members().leaveGrace(),
        settings.messages().perSecond(),
        settings.messages().burst(),
        settings.messages().textLength(),
        settings.access().rooms());
  }

  private void furnish(ChatRoom room) {
    room.addListener(nicknames);
    streams.add(room);
  }

  /** Who lifts the limit of connections by address lifts all limits by address. */
  private OptionalInt byAddress(OptionalInt limit) {
    return settings.access().connectionsPerAddress().isEmpty() ? OptionalInt.empty() : limit;
  }

  /** A clock that never goes back, whatever happens to the time of day. */
  private static InstantSource steadyClock() {
    long zero = System.nanoTime();
    return () -> Instant.EPOCH.plusNanos(System.nanoTime() - zero);
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
    ListenerSetup.discoverNothing();
    WebServerConfig.Builder builder =
        setUp(
            WebServer.builder().host(settings.listener().host()).port(settings.listener().port()));
    certificate.ifPresent(files -> builder.tls(files.read()));
    settings.listener().httpPort().ifPresent(port -> builder.putSocket(HTTP, toTls(port)));
    server = builder.build();
    transcripts.awaitOpen();
    server.start();
    if (!server.isRunning()) {
      throw new UncheckedIOException(new IOException("Helidon did not start; see above."));
    }
    watch.start();
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

  /** The port that it listens at. */
  public int port() {
    return server.port();
  }

  /** The port that sends everybody to the one with TLS. */
  int httpPort() {
    return server.port(HTTP);
  }

  /** How many have come in through the door and have not gone; tests compare it. */
  int connections() {
    return door.count();
  }

  /** The listener as it is in production; tests share it. */
  WebServerConfig.Builder setUp(WebServerConfig.Builder builder) {
    return listening
        .setUp(builder.shutdownHook(false).featuresDiscoverServices(false), porch)
        .addConnectionSelector(
            listening.upgrading(
                new ChatUpgrader(
                    door, porch, proxies, tally, writers, timeouts, settings.messages())))
        .addRouting(
            WsRouting.builder().endpoint("/chat", this::socket).endpoint("/chat/*", this::socket))
        .routing(routing());
  }

  private Consumer<ListenerConfig.Builder> toTls(int port) {
    var toTls = new HttpsRedirect(this::port);
    return listener ->
        listening
            .setUp(listener, porch)
            .host(settings.listener().host())
            .port(port)
            .addConnectionSelector(listening.plain())
            .routing(HttpRouting.builder().addFilter(porch.deadlines()).any(toTls));
  }

  private HttpRouting.Builder routing() {
    HttpRouting.Builder routing =
        HttpRouting.builder()
            .addFilter(porch.deadlines())
            .addFilter(new RequestFramingFilter())
            .addFilter(new SecurityHeaders(settings.listener().tls().isPresent()))
            .addFilter(new PercentDecoding())
            .addFilter(StaticFiles.cacheable(staticBase))
            .addFilter(StaticFiles.compressed(staticBase))
            .error(
                HttpException.class,
                (request, response, e) -> failed(request, response, e.status()))
            .error(Throwable.class, this::broken);
    MethodRules.add(
        routing,
        routes(),
        (request, response) -> failed(request, response, Status.METHOD_NOT_ALLOWED_405));
    return routing;
  }

  /** All HTTP routes; tests attack each of them. */
  List<Route> routes() {
    SignIn signIn = new SignIn(nicknames, rooms, identity, bans, signIns, tally);
    RoomPage roomPage = new RoomPage(pages, identity, proxies, ownerKey);
    Stream<Endpoint> endpoints =
        Stream.of(
            // First, because most requests are for these pages.
            new SignInPage(pages, signIn, roomPage, identity, origins, proxies),
            new SignOut(pages, nicknames, rooms, identity, origins, proxies),
            roomPage,
            new RoomApi(rooms, identity, proxies, bans, searches, tally),
            new Preview(origins, identity, previews, settings.messages().textLength(), tally),
            new InviteQrCode(identity, proxies),
            new OwnerApi(ownerKey, ownersHand, origins),
            new OwnerPage(pages, ownerKey, ownersHand, origins, proxies, signIns, tally),
            StaticFiles::routes,
            new WebAppManifest(staticBase),
            this::ownRoutes,
            new MetricsEndpoint(rooms, watch, porch, proxies, tally, ownerKey));
    return endpoints.flatMap(endpoint -> endpoint.routes().stream()).toList();
  }

  private List<Route> ownRoutes() {
    return List.of(
        Route.get("/chat", this::whyNot),
        Route.get("/chat/*", this::whyNot),
        Route.get("/health", this::health));
  }

  private ChatSocket socket() {
    return new ChatSocket(rooms, streams, watch, timeouts, door, porch, settings.messages(), tally);
  }

  /** A WebSocket address without Upgrade: says why it would not let in, or what is missing. */
  private void whyNot(ServerRequest request, ServerResponse response) {
    RemoteClient caller = proxies.client(request);
    switch (door.decide(request.path(), request.headers(), caller, true)) {
      case Admission.Refused refused -> {
        if (refused.isByOwner()) {
          // For the page's script, which has a sentence of its own for each.
          response.headers().set(HeaderValues.create("Chat-Why", refused.reason()));
        }
        Responses.line(
            request,
            response,
            refused.status(),
            Responses.sentence(refused.reason(), request.headers()));
      }
      case Admission.Admitted welcome -> {
        response.headers().set(HeaderValues.create("Upgrade", "websocket"));
        response.headers().set(HeaderValues.create("Connection", "Upgrade"));
        Status status = Status.UPGRADE_REQUIRED_426;
        Responses.refuse(request, response, status);
      }
    }
  }

  private void health(ServerRequest request, ServerResponse response) {
    boolean draining = door.isDraining();
    Responses.line(
        request,
        response,
        draining ? Status.SERVICE_UNAVAILABLE_503 : Status.OK_200,
        draining ? "draining" : "ok");
  }

  private void failed(ServerRequest request, ServerResponse response, Status status) {
    pages.sendError(request, response, status);
  }

  private void broken(ServerRequest request, ServerResponse response, Throwable e) {
    LOG.log(Level.ERROR, "a request failed", e);
    failed(request, response, Status.INTERNAL_SERVER_ERROR_500);
  }

  private void settle() {
    rooms.tick();
    nicknames.expire();
    arrivals.expire();
    signIns.expire();
    previews.expire();
    searches.expire();
    porch.closeExpired();
    certificate.ifPresent(files -> files.reloadIfChanged(server::reloadTls));
  }

  /**
   * Stops: lets nobody in and takes nothing more, keeps what was taken, says 1012 to everybody,
   * waits for them to have it, ends.
   */
  public void stop() {
    door.drain();
    transcripts.close();
    watch.sockets().forEach(socket -> socket.outbox().close(1012));
    long patient = System.nanoTime() + PATIENCE.toNanos();
    while (!watch.sockets().isEmpty() && System.nanoTime() < patient) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    watch.close();
    server.stop();
  }
}

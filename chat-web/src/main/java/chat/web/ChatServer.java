package chat.web;

import chat.core.Nicknames;
import chat.core.Rooms;
import chat.core.Transcripts;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
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
import java.util.concurrent.locks.LockSupport;

/** The room on the web: all routes on one screen; start, drain, stop. */
public final class ChatServer {
  private static final System.Logger LOG = System.getLogger(ChatServer.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int BURST = 5;
  private static final int LARGEST_FORM = 16 * 1024;
  private static final List<String> SPELLINGS =
      List.of("websocket", "WebSocket", "Websocket", "WEBSOCKET");

  private final WebSettings settings;
  private final Transcripts transcripts;
  private final Streams streams = new Streams();
  private final Watch watch = new Watch(this::settle);
  private final Rooms rooms;
  private final Nicknames nicknames;
  private final Identity identity;
  private final Origins origins;
  private final Doorkeeper door;
  private final String staticBase = StaticFiles.base();
  private final Pages pages = new Pages(staticBase);
  private WebServer server;

  /**
   * A server that does not listen yet.
   *
   * @param transcripts where what is said is kept; closed with the server
   * @param cookieKeys at least one, the newest first
   */
  public ChatServer(WebSettings settings, Transcripts transcripts, List<byte[]> cookieKeys) {
    this.settings = settings;
    this.transcripts = transcripts;
    InstantSource steady = steadyClock();
    nicknames = new Nicknames(Look::of, settings.nicknameHold(), steady);
    rooms =
        new Rooms(
            transcripts,
            new Rooms.Rules(settings.leaveGrace(), settings.messagesPerSecond(), BURST),
            steady,
            room -> {
              room.listen(nicknames);
              streams.furnish(room);
            });
    identity = new Identity(new SignedCookie(cookieKeys, InstantSource.system()));
    origins = new Origins(settings.origins());
    door =
        new Doorkeeper(
            origins,
            identity,
            nicknames,
            new Attendance(settings.connectionsPerAddress()),
            settings.guests());
  }

  /** A clock that never goes back, whatever happens to the time of day. */
  private static InstantSource steadyClock() {
    long zero = System.nanoTime();
    return () -> Instant.EPOCH.plusNanos(System.nanoTime() - zero);
  }

  /**
   * Starts to listen.
   *
   * @throws UncheckedIOException where it cannot
   */
  public void start() {
    tryAddress();
    server = setUp(WebServer.builder().host(settings.host()).port(settings.port())).build();
    server.start();
    if (!server.isRunning()) {
      throw new UncheckedIOException(new IOException("Helidon did not start; see above."));
    }
    watch.start();
  }

  // Helidon only logs why it cannot listen, and returns as if it did.
  private void tryAddress() {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(settings.host(), settings.port()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port that it listens at. */
  public int port() {
    return server.port();
  }

  /** How many have come in through the door and have not gone; tests compare it. */
  int connections() {
    return door.count();
  }

  /** The listener as it is in production; tests share it. */
  WebServerConfig.Builder setUp(WebServerConfig.Builder builder) {
    return builder
        .shutdownHook(false)
        // Without it an answer waits for the other side's delayed acknowledgement.
        .connectionOptions(socket -> socket.tcpNoDelay(true))
        .maxPayloadSize(LARGEST_FORM)
        .directHandlers(directHandlers())
        .protocolsDiscoverServices(false)
        .addConnectionSelector(selector())
        .addRouting(
            WsRouting.builder().endpoint("/chat", this::socket).endpoint("/chat/*", this::socket))
        .routing(routes());
  }

  private HttpRouting.Builder routes() {
    return HttpRouting.builder()
        .addFilter(new SecurityHeaders())
        .addFilter(StaticFiles.cachedForGood(staticBase))
        .register(
            "/", new SignIn(pages, identity, nicknames, rooms, origins, settings.trustedProxies()))
        .register("/api/rooms", new RoomApi(rooms, identity))
        .register(staticBase, StaticFiles.service())
        .get("/chat", this::whyNot)
        .get("/chat/*", this::whyNot)
        .get("/health", this::health)
        .error(HttpException.class, (request, response, e) -> failed(request, response, e.status()))
        .error(Throwable.class, this::broken);
  }

  private ChatSocket socket() {
    return new ChatSocket(rooms, streams, watch, door);
  }

  private Http1ConnectionSelector selector() {
    // Their listeners log headers, and with them cookies.
    var http = Http1Config.builder().receiveLog(false).sendLog(false).build();
    var selector = Http1ConnectionSelector.builder().config(http);
    SPELLINGS.forEach(
        name -> selector.addUpgrader(new ChatUpgrader(name, door, settings.trustedProxies())));
    return selector.build();
  }

  /** A WebSocket address without Upgrade: says why it would not let in, or what is missing. */
  private void whyNot(ServerRequest request, ServerResponse response) {
    var caller =
        Caller.of(
            request.remotePeer().host(),
            request.isSecure(),
            request.headers(),
            settings.trustedProxies());
    Status status =
        switch (door.judge(request.path(), request.headers(), caller, true)) {
          case Doorkeeper.Refused refused -> refused.status();
          case Doorkeeper.Welcome welcome -> Status.UPGRADE_REQUIRED_426;
        };
    if (status.equals(Status.UPGRADE_REQUIRED_426)) {
      response.headers().set(HeaderValues.create("Upgrade", "websocket"));
      response.headers().set(HeaderValues.create("Connection", "Upgrade"));
    }
    Answers.line(response, status, Doorkeeper.sentence(status, request.headers()));
  }

  private void health(ServerRequest request, ServerResponse response) {
    boolean draining = door.isDraining();
    Answers.line(
        response,
        draining ? Status.SERVICE_UNAVAILABLE_503 : Status.OK_200,
        draining ? "draining" : "ok");
  }

  private void failed(ServerRequest request, ServerResponse response, Status status) {
    Answers.error(request, response, pages, status);
  }

  private void broken(ServerRequest request, ServerResponse response, Throwable e) {
    LOG.log(Level.ERROR, "a request failed", e);
    failed(request, response, Status.INTERNAL_SERVER_ERROR_500);
  }

  /** What is wrong before there is a route: a line of text, never the message of an exception. */
  private static DirectHandlers directHandlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      handlers.addHandler(
          type,
          (request, event, status, headers, message) -> {
            String line =
                event == EventType.OTHER && message != null
                    ? message
                    : Doorkeeper.sentence(status, request.headers());
            return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, Answers.TEXT)
                .header(HeaderNames.create("X-Content-Type-Options"), "nosniff")
                .keepAlive(false)
                .entity(line + '\n')
                .build();
          });
    }
    return handlers.build();
  }

  private void settle() {
    rooms.settle();
    nicknames.settle();
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

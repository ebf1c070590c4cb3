package chat.web;

import chat.core.cluster.StoreUnavailableException;
import chat.web.api.ChatEndpoint;
import chat.web.api.ConnectionApi;
import chat.web.api.ExportPace;
import chat.web.api.FindApi;
import chat.web.api.HealthEndpoint;
import chat.web.api.HookEndpoint;
import chat.web.api.MemberApi;
import chat.web.api.MemberExport;
import chat.web.api.MemberRequests;
import chat.web.api.MentionApi;
import chat.web.api.MessageEndpoint;
import chat.web.api.MetricsCollector;
import chat.web.api.MetricsEndpoint;
import chat.web.api.OpenApiEndpoint;
import chat.web.api.Preview;
import chat.web.api.ReadTurns;
import chat.web.api.RoomApi;
import chat.web.http.Endpoint;
import chat.web.http.HttpsRedirect;
import chat.web.http.MethodRules;
import chat.web.http.PercentDecoding;
import chat.web.http.RefusalCode;
import chat.web.http.RequestFramingFilter;
import chat.web.http.Route;
import chat.web.http.SecurityHeaders;
import chat.web.listener.BodySizeFilter;
import chat.web.listener.ListenerSetup;
import chat.web.owner.OwnerApi;
import chat.web.owner.OwnerExport;
import chat.web.owner.OwnerFiles;
import chat.web.owner.OwnerPage;
import chat.web.owner.ProgramActions;
import chat.web.owner.ProgramApi;
import chat.web.pages.DeviceSignIn;
import chat.web.pages.InvitePage;
import chat.web.pages.InviteQrCode;
import chat.web.pages.Pages;
import chat.web.pages.RoomPage;
import chat.web.pages.SignIn;
import chat.web.pages.SignInPage;
import chat.web.pages.SignOut;
import chat.web.pages.StaticFiles;
import chat.web.pages.WebAppManifest;
import chat.web.stream.HttpStreams;
import chat.web.stream.StreamEndpoint;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.websocket.WsRouting;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The routes of a server, and the filters before them. */
final class ServerRouting {
  private static final System.Logger LOG = System.getLogger(ServerRouting.class.getName());

  private static final long UNLIMITED = -1;

  private final ServerComponents components;
  private final SecurityHeaders securityHeaders;
  private final ListenerSetup listener;
  private final Filter reserve;
  private final String staticBase = StaticFiles.base();
  private final Pages pages = new Pages(staticBase);

  ServerRouting(ServerComponents components) {
    this.components = components;
    securityHeaders = new SecurityHeaders(components.settings.listener().tls().isPresent());
    listener = listenerSetup(securityHeaders);
    reserve = components.connections.reserve(paths(operatorEndpoints()));
  }

  private ListenerSetup listenerSetup(SecurityHeaders headers) {
    return new ListenerSetup(
        components.settings.http(), headers, components.metrics, components.listeners);
  }

  /** Sets up the main listener: HTTP routes, and WebSockets at {@code /chat}. */
  WebServerConfig.Builder setUp(WebServerConfig.Builder builder) {
    return listener
        .setUp(builder.shutdownHook(false).featuresDiscoverServices(false), components.connections)
        // The filter below limits each path by itself.
        .maxPayloadSize(UNLIMITED)
        .addConnectionSelector(listener.upgrading(components.upgrader()))
        .addRouting(
            WsRouting.builder()
                .endpoint("/chat", components::socket)
                .endpoint("/chat/*", components::socket))
        .routing(http());
  }

  /**
   * Sets up the listener that redirects to the one with TLS.
   *
   * @param port the port to listen at
   * @param tlsPort gives the port of the main listener, once it is known
   */
  Consumer<ListenerConfig.Builder> redirect(int port, IntSupplier tlsPort) {
    var redirect = new HttpsRedirect(tlsPort);
    var withoutTls = new SecurityHeaders(false);
    var plain = listenerSetup(withoutTls);
    return builder ->
        plain
            .setUp(builder, components.connections)
            .host(components.settings.listener().host())
            .port(port)
            .addConnectionSelector(plain.plain())
            .routing(
                HttpRouting.builder()
                    .addFilter(components.connections.deadlines())
                    .addFilter(withoutTls)
                    .addFilter(new RefusalCode())
                    .addFilter(new RequestFramingFilter())
                    .addFilter(new PercentDecoding())
                    .addFilter(reserve)
                    .any(redirect));
  }

  private HttpRouting.Builder http() {
    BodySizeFilter bodySizes = bodySizes();
    HttpRouting.Builder routing =
        HttpRouting.builder()
            .addFilter(components.connections.deadlines())
            .addFilter(securityHeaders)
            .addFilter(new RefusalCode())
            .addFilter(new RequestFramingFilter())
            .addFilter(bodySizes)
            .addFilter(new PercentDecoding())
            .addFilter(reserve)
            .addFilter(StaticFiles.cacheable(staticBase))
            .addFilter(StaticFiles.compressed(staticBase))
            .error(
                BodySizeFilter.TooLargeException.class,
                (request, response, _) -> bodySizes.refuse(request, response))
            .error(
                HttpException.class,
                (request, response, e) -> pages.sendError(request, response, e.status()))
            .error(Throwable.class, this::failed);
    MethodRules.add(
        routing,
        routes(),
        (request, response) -> pages.sendError(request, response, Status.METHOD_NOT_ALLOWED_405));
    return routing;
  }

  private BodySizeFilter bodySizes() {
    return new BodySizeFilter(
        components.settings.http().formSize(),
        path -> components.files.map(files -> files.takesFiles(path)).orElse(false),
        MessageEndpoint::refuseTooLarge,
        components.metrics);
  }

  private void failed(ServerRequest request, ServerResponse response, Throwable e) {
    if (e instanceof StoreUnavailableException) {
      pages.sendError(request, response, Status.SERVICE_UNAVAILABLE_503, "not-read");
      return;
    }
    LOG.log(Level.ERROR, "a request failed", e);
    pages.sendError(request, response, Status.INTERNAL_SERVER_ERROR_500);
  }

  /** All HTTP routes; tests attack each of them. */
  List<Route> routes() {
    return Stream.of(
            pageEndpoints(),
            roomEndpoints(),
            programEndpoints(),
            fileEndpoints(),
            ownerEndpoints(),
            operatorEndpoints())
        .flatMap(endpoints -> endpoints)
        .flatMap(endpoint -> endpoint.routes().stream())
        .toList();
  }

  private static Set<String> paths(Stream<Endpoint> endpoints) {
    return endpoints
        .flatMap(endpoint -> endpoint.routes().stream())
        .map(Route::path)
        .collect(Collectors.toUnmodifiableSet());
  }

  // First, because most requests are for these pages.
  private Stream<Endpoint> pageEndpoints() {
    var signIn =
        new SignIn(
            components.nicknames,
            components.removals,
            components.identity,
            components.bans,
            components.limiters.signIns,
            components.metrics);
    var roomPage =
        new RoomPage(
            pages,
            components.identity,
            components.proxies,
            components.ownerKey,
            components.files.isPresent() && components.settings.files().enabled());
    return Stream.of(
        new SignInPage(
            pages,
            signIn,
            new InvitePage(
                pages,
                components.rooms,
                components.bans,
                components.proxies,
                components.limiters.invitations),
            roomPage,
            components.identity,
            components.origins,
            components.proxies),
        new SignOut(
            pages,
            components.identity,
            components.origins,
            components.proxies,
            components.nicknames,
            components.removals,
            components.signOuts),
        new DeviceSignIn(
            pages,
            components.deviceLinks,
            components.identity,
            components.origins,
            components.proxies,
            components.bans,
            components.nicknames,
            components.limiters.signIns,
            components.metrics),
        roomPage,
        StaticFiles::routes,
        new WebAppManifest(staticBase, components.identity, components.transcripts::members));
  }

  private Stream<Endpoint> roomEndpoints() {
    var requests = new MemberRequests(components.identity, components.metrics);
    var turns = new ReadTurns();
    var access =
        new MemberApi.Access(
            components.origins,
            components.proxies,
            components.bans,
            components.limiters.reads,
            components.limiters.memberChanges);
    return Stream.of(
        new RoomApi(
            components.rooms,
            requests,
            components.proxies,
            components.bans,
            components.limiters.searches,
            components.limiters.reads,
            turns),
        new MemberApi(components.rooms, components.transcripts::members, requests, access, turns),
        new ConnectionApi(
            requests, components.proxies, components.limiters.reads, InstantSource.system()),
        new MentionApi(components.rooms, components.transcripts::members, requests, access, turns),
        new MemberExport(
            components.rooms,
            components.transcripts::members,
            requests,
            access,
            new ExportPace(turns, ExportPace.PAUSE),
            InstantSource.system(),
            components.connections::transfer),
        new FindApi(
            components.rooms,
            components.transcripts::members,
            requests,
            access,
            components.limiters.searches),
        new Preview(
            components.origins,
            components.identity,
            components.limiters.previews,
            components.settings.messages().textLength(),
            components.metrics),
        new InviteQrCode(components.identity, components.proxies),
        new ChatEndpoint(components.admission, components.proxies, pages::sendError));
  }

  private Stream<Endpoint> programEndpoints() {
    var streams =
        new HttpStreams(
            components.roomConnections,
            components.connections,
            components.writers,
            components.settings.messages().pendingBytes(),
            components.metrics);
    return Stream.of(
        new OpenApiEndpoint(),
        new MessageEndpoint(
            components.admission, components.proxies, components.speaker, components.metrics),
        new HookEndpoint(
            components.programs,
            components.admission,
            components.proxies,
            components.speaker,
            components.settings.messages().textLength(),
            components.metrics),
        new StreamEndpoint(
            components.admission,
            components.proxies,
            components.metrics,
            streams,
            pages::sendError));
  }

  private Stream<Endpoint> fileEndpoints() {
    return components.files.stream()
        .flatMap(files ->
            files
                .endpoints(components.fileAccess(), components.connections, components.metrics)
                .stream());
  }

  private Stream<Endpoint> ownerEndpoints() {
    var files = new OwnerFiles(components.fileStore, components.moderation);
    var programs =
        new ProgramActions(
            components.programs,
            components.nicknames,
            components.removals,
            components.settings.programs().webhooksToPrivate(),
            components.calls::programsChanged);
    return Stream.of(
        // Before the next, because its paths would match.
        new ProgramApi(components.ownerKey, components.origins, programs, components.proxies),
        new OwnerExport(
            components.ownerKey,
            components.origins,
            components.rooms,
            InstantSource.system(),
            components.connections::transfer),
        new OwnerApi(components.ownerKey, components.moderation, files, components.origins),
        new OwnerPage(
            pages,
            components.ownerKey,
            components.moderation,
            files,
            programs,
            components.origins,
            components.proxies,
            components.limiters.signIns,
            components.metrics));
  }

  private Stream<Endpoint> operatorEndpoints() {
    return Stream.of(
        new HealthEndpoint(components.admission, components.monitor, components.transcripts),
        new MetricsEndpoint(
            new MetricsCollector(
                components.rooms,
                components.monitor,
                components.connections,
                components.metrics,
                components.transcripts,
                components.certificate,
                components.files),
            components.proxies,
            components.ownerKey));
  }
}

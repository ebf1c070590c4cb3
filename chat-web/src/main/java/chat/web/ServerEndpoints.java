package chat.web;

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
import chat.web.http.Route;
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
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** The HTTP endpoints of a server, made of its components. */
final class ServerEndpoints {
  private final ServerComponents components;
  private final Pages pages;
  private final String staticBase;

  /**
   * @param staticBase the path under which the static files of this build lie
   */
  ServerEndpoints(ServerComponents components, Pages pages, String staticBase) {
    this.components = components;
    this.pages = pages;
    this.staticBase = staticBase;
  }

  /** The routes of all of them. */
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

  /** Those that are served when all connections are taken, too. */
  Stream<Endpoint> operatorEndpoints() {
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

package chat.web.owner;

import chat.core.cluster.StoreUnavailableException;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.access.Origins;
import chat.web.access.RateLimiter;
import chat.web.client.RemoteClient;
import chat.web.client.TrustedProxies;
import chat.web.config.Durations;
import chat.web.http.Endpoint;
import chat.web.http.Form;
import chat.web.http.Preferences;
import chat.web.http.RefusalCode;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.identity.OwnerKey;
import chat.web.metrics.Limit;
import chat.web.metrics.ServerMetrics;
import chat.web.moderation.Bans;
import chat.web.moderation.InvalidActionException;
import chat.web.owner.ProgramActions.RefusedException;
import chat.web.pages.Pages;
import chat.web.protocol.Json;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * The owner's page: asks for the key, then shows rooms, members, bans, bots and hooks with their
 * actions. The token, secret or address of a program is in the answer to the form that makes it,
 * and nowhere later.
 */
public final class OwnerPage implements Endpoint {
  private static final String PATH = "/owner";

  private static final List<String> INTERVALS = List.of("0s", "5s", "30s", "2m");
  private static final List<String> CLOSINGS = List.of("10m", "1h", "1d", "365d");
  private static final List<String> DURATIONS = List.of("10m", "1h", "1d", "30d");

  private final Pages pages;
  private final OwnerKey key;
  private final Moderation moderation;
  private final OwnerFiles files;
  private final ProgramForms programs;
  private final Origins origins;
  private final TrustedProxies proxies;
  private final ServerMetrics metrics;
  private final RateLimiter rateLimiter;

  public OwnerPage(
      Pages pages,
      OwnerKey key,
      Moderation moderation,
      OwnerFiles files,
      ProgramActions programs,
      Origins origins,
      TrustedProxies proxies,
      RateLimiter rateLimiter,
      ServerMetrics metrics) {
    this.pages = pages;
    this.key = key;
    this.moderation = moderation;
    this.files = files;
    this.programs = new ProgramForms(programs, proxies);
    this.origins = origins;
    this.proxies = proxies;
    this.metrics = metrics;
    this.rateLimiter = rateLimiter;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/owner[/]", this::page),
        Route.post("/owner/sign-in", this::signIn),
        Route.post("/owner/sign-out", this::signOut),
        Route.post("/owner/{action}", this::run));
  }

  private void page(ServerRequest request, ServerResponse response) {
    if (key.isOwner(request.headers())) {
      show(request, response, Map.of(), "");
    } else {
      Responses.page(request, response, pages.ownerKey(Responses.preferences(request), ""));
    }
  }

  /**
   * Shows the page.
   *
   * @param created what was made, as {@link ProgramForms#run} returns it
   * @param problem the code of the reason why nothing was made, or empty
   */
  private void show(
      ServerRequest request, ServerResponse response, Map<String, String> created, String problem) {
    Preferences preferences = Responses.preferences(request);
    Function<Duration, String> words = duration -> pages.words(preferences, duration);
    Map<String, Object> values =
        Map.of(
            "rooms", rooms(words),
            "files", files(),
            "bans", bans(words),
            "bots", programs.bots(),
            "hooks", programs.hooks(),
            "created", created);
    Responses.page(request, response, pages.owner(preferences, values, problem));
  }

  private void signIn(ServerRequest request, ServerResponse response) {
    if (!isFromOurPage(request, response)) {
      return;
    }
    RemoteClient client = proxies.client(request);
    if (!rateLimiter.acquire(client).isZero()) {
      metrics.limitHit(Limit.SIGN_INS);
      askForKey(request, response, Status.TOO_MANY_REQUESTS_429, "too-many");
    } else if (key.matches(Form.of(request, response).first("key").orElse(""))) {
      response.headers().addCookie(key.cookie(client.secure()));
      Responses.seeOther(response, PATH);
    } else {
      askForKey(request, response, Status.FORBIDDEN_403, "owner-key");
    }
  }

  private void askForKey(
      ServerRequest request, ServerResponse response, Status status, String reason) {
    response.status(status);
    Responses.page(request, response, pages.ownerKey(Responses.preferences(request), reason));
  }

  private void signOut(ServerRequest request, ServerResponse response) {
    if (isFromOurPage(request, response)) {
      response.headers().addCookie(key.expiredCookie(proxies.client(request).secure()));
      Responses.seeOther(response, PATH);
    }
  }

  private void run(ServerRequest request, ServerResponse response) {
    if (!isFromOurPage(request, response)) {
      return;
    }
    if (!key.isOwner(request.headers())) {
      askForKey(request, response, Status.UNAUTHORIZED_401, "owner-key");
      return;
    }
    try {
      String action = request.path().pathParameters().get("action");
      Parameters form = Form.of(request, response);
      if (ProgramForms.contains(action)) {
        change(action, form, request, response);
        return;
      }
      moderation.run(action, form);
      Responses.seeOther(response, PATH);
    } catch (NoSuchElementException e) {
      pages.sendError(request, response, Status.NOT_FOUND_404, e.getMessage());
    } catch (InvalidActionException e) {
      pages.sendError(request, response, Status.BAD_REQUEST_400, e.getMessage());
    } catch (StoreUnavailableException e) {
      pages.sendError(request, response, Status.SERVICE_UNAVAILABLE_503, "not-kept");
    }
  }

  /** Changes the programs, and shows what was made: with a redirect, it would have to be kept. */
  private void change(
      String action, Parameters form, ServerRequest request, ServerResponse response) {
    try {
      Map<String, String> created = programs.run(action, form, request);
      if (created.isEmpty()) {
        Responses.seeOther(response, PATH);
      } else {
        response.status(Status.CREATED_201);
        show(request, response, created, "");
      }
    } catch (RefusedException e) {
      response.status(e.status());
      response.headers().set(RefusalCode.of(e.status(), e.getMessage()));
      show(request, response, Map.of(), e.getMessage());
    }
  }

  private boolean isFromOurPage(ServerRequest request, ServerResponse response) {
    boolean allowed = origins.allow(request);
    if (!allowed) {
      pages.sendError(request, response, Status.FORBIDDEN_403);
    }
    return allowed;
  }

  /** The rooms as plain values, see {@link Pages}. */
  private List<Map<String, Object>> rooms(Function<Duration, String> words) {
    return moderation.rooms().stream()
        .<Map<String, Object>>map(room ->
            Map.of(
                "name",
                room.value(),
                "count",
                moderation.count(room),
                "pause",
                inWords(moderation.pause(room), words),
                "pins",
                moderation.allowsPins(room),
                "intervals",
                choices(INTERVALS, words),
                "closings",
                choices(CLOSINGS, words),
                "members",
                members(room, words)))
        .toList();
  }

  private static String inWords(Duration duration, Function<Duration, String> words) {
    return duration.isZero() ? "" : words.apply(duration);
  }

  private static List<Map<String, String>> choices(
      List<String> durations, Function<Duration, String> words) {
    return durations.stream()
        .map(value -> Map.of("value", value, "words", words.apply(Durations.parse(value))))
        .toList();
  }

  private List<Map<String, Object>> members(RoomName room, Function<Duration, String> words) {
    return moderation.members(room).stream().map(member -> member(member, words)).toList();
  }

  private Map<String, Object> member(Member member, Function<Duration, String> words) {
    return Map.of(
        "id",
        member.id(),
        "name",
        member.name(),
        "muted",
        inWords(moderation.muted(member), words),
        "durations",
        choices(DURATIONS, words));
  }

  private List<Map<String, Object>> files() {
    return files.rows().stream().map(OwnerPage::file).toList();
  }

  private static Map<String, Object> file(OwnerFiles.Row row) {
    return Map.of(
        "room",
        row.usage().room().value(),
        "member",
        row.usage().memberId(),
        "name",
        row.name(),
        "count",
        row.usage().files(),
        "size",
        row.mebibytes());
  }

  private List<Map<String, Object>> bans(Function<Duration, String> words) {
    return moderation.bans().stream()
        .<Map<String, Object>>map(ban ->
            Map.of(
                "field",
                ban.kind() == Bans.Kind.MUTE ? "member" : ban.kind().label(),
                "target",
                ban.target(),
                "name",
                nameOf(ban),
                "until",
                Json.time(ban.until()),
                "left",
                words.apply(moderation.remaining(ban)),
                "end",
                lift(ban.kind())))
        .toList();
  }

  /** The target of a ban as people call it; empty for a member whose nickname is not known. */
  private String nameOf(Bans.Ban ban) {
    return switch (ban.kind()) {
      case MEMBER, MUTE -> moderation.nickname(ban.target()).orElse("");
      case ADDRESS, ROOM -> ban.target();
    };
  }

  /** The action that lifts a ban. */
  private static String lift(Bans.Kind kind) {
    return switch (kind) {
      case MEMBER, ADDRESS -> "unban";
      case ROOM -> "open";
      case MUTE -> "unmute";
    };
  }
}

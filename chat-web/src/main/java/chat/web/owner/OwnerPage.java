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
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.identity.OwnerKey;
import chat.web.metrics.Limit;
import chat.web.metrics.ServerMetrics;
import chat.web.moderation.Bans;
import chat.web.moderation.InvalidActionException;
import chat.web.pages.Pages;
import chat.web.protocol.Json;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** The owner's page: asks for the key, then shows rooms, members and bans with their actions. */
public final class OwnerPage implements Endpoint {
  private static final String PATH = "/owner";

  private static final List<String> INTERVALS = List.of("0s", "5s", "30s", "2m");
  private static final List<String> CLOSINGS = List.of("10m", "1h", "1d", "365d");
  private static final List<String> DURATIONS = List.of("10m", "1h", "1d", "30d");

  private final Pages pages;
  private final OwnerKey key;
  private final Moderation moderation;
  private final OwnerFiles files;
  private final Origins origins;
  private final TrustedProxies proxies;
  private final ServerMetrics metrics;
  private final RateLimiter rateLimiter;

  public OwnerPage(
      Pages pages,
      OwnerKey key,
      Moderation moderation,
      OwnerFiles files,
      Origins origins,
      TrustedProxies proxies,
      RateLimiter rateLimiter,
      ServerMetrics metrics) {
    this.pages = pages;
    this.key = key;
    this.moderation = moderation;
    this.files = files;
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
    Preferences preferences = Responses.preferences(request);
    Function<Duration, String> words = duration -> pages.words(preferences, duration);
    Responses.page(
        request,
        response,
        key.isOwner(request.headers())
            ? pages.owner(preferences, rooms(words), files(), bans(words))
            : pages.ownerKey(preferences, ""));
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
      moderation.run(request.path().pathParameters().get("action"), Form.of(request, response));
      Responses.seeOther(response, PATH);
    } catch (NoSuchElementException e) {
      pages.sendError(request, response, Status.NOT_FOUND_404, e.getMessage());
    } catch (InvalidActionException e) {
      pages.sendError(request, response, Status.BAD_REQUEST_400, e.getMessage());
    } catch (StoreUnavailableException e) {
      pages.sendError(request, response, Status.SERVICE_UNAVAILABLE_503, "not-kept");
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

package chat.web.api;

import chat.core.ChatRoom;
import chat.core.Rooms;
import chat.core.log.Cursor;
import chat.core.log.InvalidSearchException;
import chat.core.log.SearchQuery;
import chat.core.log.Transcript;
import chat.core.log.Transcript.Page;
import chat.core.log.Transcript.ReadLimit;
import chat.core.name.InvalidNameException;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.access.BanPolicy;
import chat.web.access.RateLimiter;
import chat.web.client.TrustedProxies;
import chat.web.http.Endpoint;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.identity.Identity;
import chat.web.metrics.Limit;
import chat.web.metrics.ServerMetrics;
import chat.web.protocol.Json;
import chat.web.protocol.ReplayLimits;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a page asks about a room beside the conversation, for whoever is signed in:
 *
 * <pre>
 * GET /api/rooms/{room}/messages?before=SEQ&limit=N   older messages, newest last
 *     {"cursor":"E.S","messages":[Message…],"more":B}
 * GET /api/rooms/{room}/search?q=TEXT&before=SEQ&limit=N   those in which all words of TEXT occur
 *     {"cursor":"E.S","messages":[Message…],"more":B}
 * GET /api/rooms/{room}/members?q=TEXT   at most 20 of those present who may be meant
 *     {"members":[{"id","name"}…]}
 * GET /api/rooms?of=ROOM@CURSOR&of=…   how rooms stand, see {@link RoomSummaries}
 *     {"rooms":[{"room","cursor","count","unread"}…]}
 * </pre>
 *
 * N is 1 to 200, clamped. {@code 400} where a number, a cursor or TEXT (one to ten words, at most
 * 200 characters) is none, {@code 401} without a sign-in, {@code 403} where the owner keeps
 * somebody out, {@code 404} for what is no room's name, {@code 429} with {@code Retry-After} for
 * who searches too often.
 */
public final class RoomApi implements Endpoint {
  private static final int MOST_MESSAGES = 200;
  private static final int MOST_MEANT = 20;

  private final Rooms rooms;
  private final Identity identity;
  private final TrustedProxies proxies;
  private final BanPolicy bans;
  private final ServerMetrics metrics;
  private final RateLimiter searches;
  private final RoomSummaries standings;
  private final Pinyin pinyin = new Pinyin();

  public RoomApi(
      Rooms rooms,
      Identity identity,
      TrustedProxies proxies,
      BanPolicy bans,
      RateLimiter searches,
      ServerMetrics metrics) {
    this.rooms = rooms;
    this.identity = identity;
    this.proxies = proxies;
    this.bans = bans;
    this.metrics = metrics;
    this.searches = searches;
    this.standings = new RoomSummaries(rooms, proxies, bans);
  }

  /** Answers a question about a room. */
  private interface Question {
    byte[] answer(RoomName room, ServerRequest request);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/rooms[/]", signedIn(this::summaries)),
        Route.get("/api/rooms/{room}/messages", inRoom(this::messages)),
        Route.get("/api/rooms/{room}/search", signedIn(this::search)),
        Route.get("/api/rooms/{room}/members", inRoom(this::members)));
  }

  private void summaries(Member member, ServerRequest request, ServerResponse response) {
    Responses.json(request, response, standings.of(member, request));
  }

  /** What is done for somebody who is signed in. */
  private interface Act {
    void of(Member member, ServerRequest request, ServerResponse response);
  }

  private Handler signedIn(Act act) {
    return (request, response) -> {
      Optional<Member> member = identity.of(request.headers());
      if (member.isEmpty()) {
        Responses.refuse(request, response, Status.UNAUTHORIZED_401);
        return;
      }
      try {
        act.of(member.get(), request, response);
      } catch (InvalidNameException e) {
        Responses.refuse(request, response, Status.NOT_FOUND_404);
      } catch (InvalidSearchException e) {
        Responses.refuse(request, response, Status.BAD_REQUEST_400, "search-" + e.reason().code());
      } catch (IllegalArgumentException e) {
        Responses.refuse(request, response, Status.BAD_REQUEST_400);
      }
    };
  }

  private Handler inRoom(Question question) {
    return signedIn((member, request, response) -> answer(question, member, request, response));
  }

  private void answer(
      Question question, Member member, ServerRequest request, ServerResponse response) {
    RoomName room = new RoomName(request.path().pathParameters().get("room"));
    if (bans.ban(member, proxies.client(request), room).isPresent()) {
      Responses.refuse(request, response, Status.FORBIDDEN_403);
    } else {
      Responses.json(request, response, question.answer(room, request));
    }
  }

  private byte[] messages(RoomName room, ServerRequest request) {
    long before = before(request);
    ReadLimit reach = reach(request);
    return rooms.read(room, log -> page(log, log.before(before, reach)));
  }

  private void search(Member member, ServerRequest request, ServerResponse response) {
    Duration wait = searches.acquire(member, proxies.client(request));
    if (wait.isZero()) {
      answer(this::found, member, request, response);
      return;
    }
    metrics.met(Limit.SEARCHES);
    // In whole seconds, after which it may be done.
    response.headers().set(HeaderNames.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
    Responses.refuse(request, response, Status.TOO_MANY_REQUESTS_429, "searches");
  }

  private byte[] found(RoomName room, ServerRequest request) {
    SearchQuery words = SearchQuery.of(parameter(request, "q"));
    long before = before(request);
    ReadLimit reach = reach(request);
    return rooms.read(room, log -> page(log, log.search(words, before, reach)));
  }

  private static byte[] page(Transcript log, Page page) {
    return ReplayLimits.truncate(page, fitting -> written(log.epoch(), fitting));
  }

  private static byte[] written(String epoch, Page page) {
    return Json.object(json -> {
      json.writeStringField("cursor", new Cursor(epoch, page.asOf()).toString());
      Json.messages(json, page.messages());
      json.writeBooleanField("more", page.more());
    });
  }

  private byte[] members(RoomName room, ServerRequest request) {
    String typed = parameter(request, "q");
    List<Member> meant =
        rooms.find(room).map(ChatRoom::members).orElse(List.of()).stream()
            .filter(pinyin.meantBy(typed))
            .limit(MOST_MEANT)
            .toList();
    return Json.object(json -> Json.members(json, "members", meant));
  }

  private static long before(ServerRequest request) {
    return number(request, "before", Long.MAX_VALUE);
  }

  private static ReadLimit reach(ServerRequest request) {
    long limit = number(request, "limit", ReplayLimits.HISTORY_MESSAGES);
    return new ReadLimit(Math.clamp(limit, 1, MOST_MESSAGES), ReplayLimits.MAX_BYTES);
  }

  private static long number(ServerRequest request, String name, long otherwise) {
    return request.query().first(name).map(Long::parseLong).orElse(otherwise);
  }

  private static String parameter(ServerRequest request, String name) {
    return request.query().first(name).orElse("");
  }
}

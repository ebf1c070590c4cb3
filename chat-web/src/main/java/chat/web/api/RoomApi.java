package chat.web.api;

import chat.core.Rooms;
import chat.core.log.Cursor;
import chat.core.log.Transcript.Page;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.access.BanPolicy;
import chat.web.access.RateLimiter;
import chat.web.client.TrustedProxies;
import chat.web.http.Endpoint;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.metrics.Limit;
import chat.web.protocol.Json;
import chat.web.protocol.ReplayLimits;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;

/**
 * The HTTP API of rooms, for members:
 *
 * <pre>
 * GET /api/rooms/{room}/messages?before=SEQ&limit=N   older messages, newest last
 *     {"cursor":"E.S","messages":[Message…],"more":B}
 *     with re=SEQ answers to a message only, with pinned=1 pinned messages only
 * GET /api/rooms/{room}/search?q=TEXT&before=SEQ&limit=N   messages with all words of TEXT
 *     {"cursor":"E.S","messages":[Message…],"more":B}
 * GET /api/rooms/{room}/members?q=TEXT   at most 20 of the members present
 *     {"members":[{"id","name"}…]}
 * GET /api/rooms?of=ROOM@CURSOR&of=…   summaries of rooms, see {@link RoomSummaries}
 *     {"rooms":[{"room","cursor","count","unread"}…]}
 * </pre>
 *
 * N is 1 to 200, clamped. {@code 400} for an invalid number, cursor or TEXT (one to ten words, at
 * most 200 characters), {@code 401} without a cookie, {@code 403} for a banned member, {@code 404}
 * for an invalid room name, {@code 429} with {@code Retry-After} for too many reads or searches.
 */
public final class RoomApi implements Endpoint {
  /** 300 of each member, because a page that scrolls back reads some a second, for a while. */
  public static final int MAX_READS_PER_MINUTE = 300;

  private static final int MAX_MEMBERS = 20;

  private final Rooms rooms;
  private final MemberRequests requests;
  private final TrustedProxies proxies;
  private final BanPolicy bans;
  private final RateLimiter searchLimiter;
  private final RateLimiter readLimiter;
  private final ReadTurns reads;
  private final MemberTurns searches = new MemberTurns();
  private final RoomSummaries summaries;
  private final PinyinMatcher names = new PinyinMatcher();

  public RoomApi(
      Rooms rooms,
      MemberRequests requests,
      TrustedProxies proxies,
      BanPolicy bans,
      RateLimiter searchLimiter,
      RateLimiter readLimiter,
      ReadTurns reads) {
    this.rooms = rooms;
    this.requests = requests;
    this.proxies = proxies;
    this.bans = bans;
    this.reads = reads;
    this.searchLimiter = searchLimiter;
    this.readLimiter = readLimiter;
    this.summaries = new RoomSummaries(rooms, proxies, bans);
  }

  /** Reads something of a room, as JSON. */
  private interface RoomQuery {
    byte[] json(RoomName room, ServerRequest request);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/rooms[/]", requests.signedIn(this::summaries)),
        Route.get("/api/rooms/{room}/messages", inRoom(this::messages)),
        Route.get("/api/rooms/{room}/search", requests.signedIn(this::search)),
        Route.get("/api/rooms/{room}/members", inRoom(this::members)));
  }

  private void summaries(Member member, ServerRequest request, ServerResponse response) {
    if (mayRead(member, request, response)) {
      Responses.json(request, response, reads.run(member, () -> summaries.json(member, request)));
    }
  }

  private Handler inRoom(RoomQuery query) {
    return requests.signedIn((member, request, response) -> {
      if (mayRead(member, request, response)) {
        answer(
            (room, r) -> reads.run(member, () -> query.json(room, r)), member, request, response);
      }
    });
  }

  private boolean mayRead(Member member, ServerRequest request, ServerResponse response) {
    Duration wait = readLimiter.acquire(member);
    if (!wait.isZero()) {
      requests.tooMany(Limit.READS, "reads", wait, request, response);
    }
    return wait.isZero();
  }

  private void answer(
      RoomQuery query, Member member, ServerRequest request, ServerResponse response) {
    RoomName room = new RoomName(request.path().pathParameters().get("room"));
    if (bans.ban(member, proxies.client(request), room).isPresent()) {
      Responses.refuse(request, response, Status.FORBIDDEN_403);
    } else {
      Responses.json(request, response, query.json(room, request));
    }
  }

  private byte[] messages(RoomName room, ServerRequest request) {
    return page(room, MessageQuery.of(request));
  }

  private void search(Member member, ServerRequest request, ServerResponse response) {
    Duration wait = searchLimiter.acquire(member, proxies.client(request));
    if (wait.isZero()) {
      answer(
          (room, r) -> searches.run(member, () -> page(room, MessageQuery.ofSearch(r))),
          member,
          request,
          response);
      return;
    }
    requests.tooMany(Limit.SEARCHES, "searches", wait, request, response);
  }

  private byte[] page(RoomName room, MessageQuery query) {
    return rooms.read(
        room,
        log -> ReplayLimits.truncate(query.read(log), truncated -> json(log.epoch(), truncated)));
  }

  private static byte[] json(String epoch, Page page) {
    return Json.object(json -> {
      json.writeStringField("cursor", new Cursor(epoch, page.asOf()).toString());
      Json.messages(json, page.messages());
      json.writeBooleanField("more", page.more());
    });
  }

  private byte[] members(RoomName room, ServerRequest request) {
    String typed = request.query().first("q").orElse("");
    List<Member> matching =
        rooms.members(room, Integer.MAX_VALUE).stream()
            .filter(names.matching(typed))
            .limit(MAX_MEMBERS)
            .toList();
    return Json.object(json -> Json.members(json, "members", matching));
  }
}

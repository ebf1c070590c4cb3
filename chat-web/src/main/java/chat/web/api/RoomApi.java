package chat.web.api;

import chat.core.Rooms;
import chat.core.log.Cursor;
import chat.core.log.InvalidSearchException;
import chat.core.log.Transcript.Page;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

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

  /** 1 at a time, so that the log has a reader left for those who join. */
  private static final int MAX_CONCURRENT_READS = 1;

  /** 2 ms: most reads take 1 ms, so that a longer one shows a busy machine. */
  private static final long QUICK_READ_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** The pause after a read that is not quick: 16 times as long as the read. */
  private static final int READ_PAUSES = 16;

  /** 60 ms at most, because all readers wait for it. */
  private static final long MAX_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(60);

  private static final int MAX_MEMBERS = 20;

  private final Rooms rooms;
  private final Identity identity;
  private final TrustedProxies proxies;
  private final BanPolicy bans;
  private final ServerMetrics metrics;
  private final RateLimiter searchLimiter;
  private final RateLimiter readLimiter;
  private final MemberTurns reads = new MemberTurns();
  private final MemberTurns searches = new MemberTurns();
  private final Semaphore reading = new Semaphore(MAX_CONCURRENT_READS, true);
  private final RoomSummaries summaries;
  private final PinyinMatcher names = new PinyinMatcher();

  public RoomApi(
      Rooms rooms,
      Identity identity,
      TrustedProxies proxies,
      BanPolicy bans,
      RateLimiter searchLimiter,
      RateLimiter readLimiter,
      ServerMetrics metrics) {
    this.rooms = rooms;
    this.identity = identity;
    this.proxies = proxies;
    this.bans = bans;
    this.metrics = metrics;
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
        Route.get("/api/rooms[/]", signedIn(this::summaries)),
        Route.get("/api/rooms/{room}/messages", inRoom(this::messages)),
        Route.get("/api/rooms/{room}/search", signedIn(this::search)),
        Route.get("/api/rooms/{room}/members", inRoom(this::members)));
  }

  private void summaries(Member member, ServerRequest request, ServerResponse response) {
    if (mayRead(member, request, response)) {
      Responses.json(request, response, oneAtATime(member, () -> summaries.json(member, request)));
    }
  }

  /** Handles a member's request. */
  private interface MemberHandler {
    void handle(Member member, ServerRequest request, ServerResponse response);
  }

  private Handler signedIn(MemberHandler handler) {
    return (request, response) -> {
      Optional<Member> member = identity.member(request.headers());
      if (member.isEmpty()) {
        Responses.refuse(request, response, Status.UNAUTHORIZED_401);
        return;
      }
      try {
        handler.handle(member.get(), request, response);
      } catch (InvalidNameException e) {
        Responses.refuse(request, response, Status.NOT_FOUND_404);
      } catch (InvalidSearchException e) {
        Responses.refuse(request, response, Status.BAD_REQUEST_400, "search-" + e.reason().code());
      } catch (IllegalArgumentException e) {
        Responses.refuse(request, response, Status.BAD_REQUEST_400);
      }
    };
  }

  private Handler inRoom(RoomQuery query) {
    return signedIn((member, request, response) -> {
      if (mayRead(member, request, response)) {
        answer(
            (room, r) -> oneAtATime(member, () -> query.json(room, r)), member, request, response);
      }
    });
  }

  private boolean mayRead(Member member, ServerRequest request, ServerResponse response) {
    Duration wait = readLimiter.acquire(member);
    if (!wait.isZero()) {
      tooMany(Limit.READS, "reads", wait, request, response);
    }
    return wait.isZero();
  }

  /**
   * Runs a read when its turn has come: one of each member waits for it. On a busy machine the next
   * one begins after a pause, because 16 clients that read without one delayed those who join from
   * 25 to 60 ms.
   */
  private byte[] oneAtATime(Member member, Supplier<byte[]> read) {
    return reads.run(member, () -> oneAtATime(read));
  }

  private byte[] oneAtATime(Supplier<byte[]> read) {
    reading.acquireUninterruptibly();
    long begun = System.nanoTime();
    try {
      return read.get();
    } finally {
      endTurn(System.nanoTime() - begun);
    }
  }

  private void endTurn(long took) {
    if (took <= QUICK_READ_NANOS) {
      reading.release();
    } else {
      long pause = Math.min(READ_PAUSES * took, MAX_PAUSE_NANOS);
      CompletableFuture.delayedExecutor(pause, TimeUnit.NANOSECONDS, Runnable::run)
          .execute(reading::release);
    }
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
    tooMany(Limit.SEARCHES, "searches", wait, request, response);
  }

  private void tooMany(
      Limit limit, String reason, Duration wait, ServerRequest request, ServerResponse response) {
    metrics.limitHit(limit);
    // Rounded up to whole seconds, so that the next attempt succeeds.
    response.headers().set(HeaderNames.RETRY_AFTER, Long.toString(wait.toSeconds() + 1));
    Responses.refuse(request, response, Status.TOO_MANY_REQUESTS_429, reason);
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

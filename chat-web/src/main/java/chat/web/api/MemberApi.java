package chat.web.api;

import chat.core.Rooms;
import chat.core.log.Cursor;
import chat.core.log.Entry;
import chat.core.log.Transcript;
import chat.core.log.Transcript.ReadLimit;
import chat.core.member.MemberStore;
import chat.core.member.OpenedRoom;
import chat.core.member.ReadPosition;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.access.BanPolicy;
import chat.web.access.Origins;
import chat.web.access.RateLimiter;
import chat.web.client.TrustedProxies;
import chat.web.http.Endpoint;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.metrics.Limit;
import chat.web.protocol.Json;
import com.fasterxml.jackson.core.JsonGenerator;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The HTTP API of what is kept for a member:
 *
 * <pre>
 * GET /api/me/rooms   the rooms that it opened, the latest entry first
 *     {"rooms":[{"room","cursor"?,"read"?,"unread","mentions","at"?}…]}
 * DELETE /api/me/rooms/{room}   forgets a room until it is opened again
 * PUT /api/rooms/{room}/read   with a cursor as the body: how far it has read
 * </pre>
 *
 * Rooms that a ban keeps the member out of are left out, and {@code 403} for changes. What a member
 * changes in a room that it has not opened is ignored, so that no answer tells which rooms exist.
 */
public final class MemberApi implements Endpoint {
  /** 300 of each member, because several devices say every second how far they have read. */
  public static final int MAX_CHANGES_PER_MINUTE = 300;

  private final Rooms rooms;
  private final Supplier<MemberStore> members;
  private final MemberRequests requests;
  private final Access access;
  private final ReadTurns turns;

  /**
   * Who may do what, and how often.
   *
   * @param reads limits requests that read the log
   * @param changes limits requests that change something
   */
  public record Access(
      Origins origins,
      TrustedProxies proxies,
      BanPolicy bans,
      RateLimiter reads,
      RateLimiter changes) {
    /** Whether a ban keeps a member out of a room. */
    boolean isBanned(Member member, RoomName room, ServerRequest request) {
      return bans.ban(member, proxies.client(request), room).isPresent();
    }
  }

  /**
   * @param members gives the store, once it is open
   */
  public MemberApi(
      Rooms rooms,
      Supplier<MemberStore> members,
      MemberRequests requests,
      Access access,
      ReadTurns turns) {
    this.rooms = rooms;
    this.members = members;
    this.requests = requests;
    this.access = access;
    this.turns = turns;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/me/rooms", requests.signedIn(this::rooms)),
        Route.delete("/api/me/rooms/{room}", changing(this::forget)),
        Route.put("/api/rooms/{room}/read", changing(this::read)));
  }

  /** Changes something that is kept for a member in a room. */
  private interface Change {
    void run(Member member, RoomName room, ServerRequest request);
  }

  private Handler changing(Change change) {
    Handler handler =
        requests.signedIn((member, request, response) -> change(change, member, request, response));
    return (request, response) -> {
      if (access.origins.allow(request)) {
        handler.handle(request, response);
      } else {
        Responses.refuse(request, response, Status.FORBIDDEN_403);
      }
    };
  }

  private void change(
      Change change, Member member, ServerRequest request, ServerResponse response) {
    Duration wait = access.changes.acquire(member);
    if (!wait.isZero()) {
      requests.tooMany(Limit.READS, "reads", wait, request, response);
      return;
    }
    var room = new RoomName(request.path().pathParameters().get("room"));
    if (access.isBanned(member, room, request)) {
      Responses.refuse(request, response, Status.FORBIDDEN_403);
      return;
    }
    change.run(member, room, request);
    response.status(Status.NO_CONTENT_204).send();
  }

  private void forget(Member member, RoomName room, ServerRequest request) {
    members.get().forget(member.id(), room);
  }

  private void read(Member member, RoomName room, ServerRequest request) {
    String text = request.content().hasEntity() ? request.content().as(String.class) : "";
    Cursor cursor =
        Cursor.parse(text.strip()).orElseThrow(() -> new IllegalArgumentException("no cursor"));
    boolean isPresent =
        rooms.transcript(room).map(log -> log.epoch().equals(cursor.epoch())).orElse(false);
    if (isPresent) {
      members.get().read(member.id(), room, new ReadPosition(cursor.epoch(), cursor.seq()));
    }
  }

  private void rooms(Member member, ServerRequest request, ServerResponse response) {
    Duration wait = access.reads.acquire(member);
    if (!wait.isZero()) {
      requests.tooMany(Limit.READS, "reads", wait, request, response);
      return;
    }
    List<OpenedRoom> opened =
        members.get().rooms(member.id()).stream()
            .filter(room -> !access.isBanned(member, room.room(), request))
            .toList();
    Responses.json(request, response, turns.run(member, () -> json(member, opened)));
  }

  private byte[] json(Member member, List<OpenedRoom> opened) {
    List<Summary> summaries =
        opened.stream()
            .map(room -> summary(member, room))
            .sorted(
                Comparator.comparing(
                    Summary::at,
                    Comparator.comparing(at -> at.orElse(Instant.MIN), Comparator.reverseOrder())))
            .toList();
    return Json.object(json -> {
      json.writeArrayFieldStart("rooms");
      for (Summary summary : summaries) {
        summary.write(json);
      }
      json.writeEndArray();
    });
  }

  /**
   * A room as it stands for a member.
   *
   * @param at the time of its last entry
   */
  private record Summary(
      RoomName room,
      Optional<Cursor> cursor,
      Optional<Cursor> read,
      int unread,
      int mentions,
      Optional<Instant> at) {
    void write(JsonGenerator json) throws IOException {
      json.writeStartObject();
      json.writeStringField("room", room.value());
      if (cursor.isPresent()) {
        json.writeStringField("cursor", cursor.get().toString());
      }
      if (read.isPresent()) {
        json.writeStringField("read", read.get().toString());
      }
      json.writeNumberField("unread", unread);
      json.writeNumberField("mentions", mentions);
      if (at.isPresent()) {
        json.writeStringField("at", Json.time(at.get()));
      }
      json.writeEndObject();
    }
  }

  private Summary summary(Member member, OpenedRoom opened) {
    Optional<Transcript> found = rooms.transcript(opened.room());
    if (found.isEmpty()) {
      return new Summary(opened.room(), Optional.empty(), Optional.empty(), 0, 0, Optional.empty());
    }
    Transcript log = found.get();
    Optional<Cursor> read =
        opened
            .read()
            .filter(position -> position.epoch().equals(log.epoch()))
            .map(position -> new Cursor(position.epoch(), position.seq()));
    Transcript.Unread unread =
        log.unread(read.map(Cursor::seq).orElse(0L), member.id(), RoomSummaries.MAX_UNREAD);
    return new Summary(
        opened.room(),
        Optional.of(new Cursor(log.epoch(), unread.asOf())),
        read,
        unread.count(),
        opened.mentions(),
        timeOf(log, unread.asOf()));
  }

  private static Optional<Instant> timeOf(Transcript log, long seq) {
    return seq == 0
        ? Optional.empty()
        : log.after(seq - 1, seq, new ReadLimit(1, Integer.MAX_VALUE)).stream()
            .flatMap(List::stream)
            .map(Entry::at)
            .findFirst();
  }
}

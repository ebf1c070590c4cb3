package chat.web.api;

import chat.core.Rooms;
import chat.core.log.Message;
import chat.core.log.Transcript;
import chat.core.log.Transcript.ReadLimit;
import chat.core.member.MemberStore;
import chat.core.member.Mention;
import chat.core.member.OpenedRoom;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.http.Endpoint;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.metrics.Limit;
import chat.web.protocol.Json;
import com.fasterxml.jackson.core.JsonGenerator;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The messages that mention a member, in all rooms that it has opened, the newest first:
 *
 * <pre>
 * GET /api/mentions?before=TOKEN&limit=N
 *     {"mentions":[{"no","new":B,"room","message":Message}…],"more":B,"next"?:TOKEN}
 * </pre>
 *
 * N is 1 to 50, clamped. New is what comes after the member's read position of the room. A message
 * that was deleted since, or is in a room that a ban keeps the member out of, is left out, so that
 * a page may have fewer.
 */
public final class MentionApi implements Endpoint {
  /** 50 of them, because each is a read of the log. */
  private static final int MAX_MENTIONS = 50;

  private final Rooms rooms;
  private final Supplier<MemberStore> members;
  private final MemberRequests requests;
  private final MemberApi.Access access;
  private final ReadTurns turns;

  /**
   * @param members gives the store, once it is open
   */
  public MentionApi(
      Rooms rooms,
      Supplier<MemberStore> members,
      MemberRequests requests,
      MemberApi.Access access,
      ReadTurns turns) {
    this.rooms = rooms;
    this.members = members;
    this.requests = requests;
    this.access = access;
    this.turns = turns;
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/api/mentions", requests.signedIn(this::mentions)));
  }

  private void mentions(Member member, ServerRequest request, ServerResponse response) {
    Duration wait = access.reads().acquire(member);
    if (!wait.isZero()) {
      requests.tooMany(Limit.READS, "reads", wait, request, response);
      return;
    }
    long before = number(request, "before", Long.MAX_VALUE);
    int limit = Math.clamp(number(request, "limit", MAX_MENTIONS), 1, MAX_MENTIONS);
    Responses.json(
        request, response, turns.run(member, () -> json(member, before, limit, request)));
  }

  private static long number(ServerRequest request, String name, long defaultValue) {
    return request.query().first(name).map(Long::parseLong).orElse(defaultValue);
  }

  private byte[] json(Member member, long before, int limit, ServerRequest request) {
    List<Mention> found = members.get().mentions(member.id(), before, limit + 1);
    List<Mention> page = found.subList(0, Math.min(limit, found.size()));
    Map<RoomName, OpenedRoom> opened =
        members.get().rooms(member.id()).stream()
            .collect(Collectors.toMap(OpenedRoom::room, Function.identity()));
    List<Listed> listed =
        page.stream()
            .filter(mention -> !access.isBanned(member, mention.room(), request))
            .map(mention -> listed(mention, opened.get(mention.room())))
            .flatMap(Optional::stream)
            .toList();
    boolean more = found.size() > limit;
    return Json.object(json -> {
      json.writeArrayFieldStart("mentions");
      for (Listed each : listed) {
        each.write(json);
      }
      json.writeEndArray();
      json.writeBooleanField("more", more);
      if (more) {
        json.writeStringField("next", Long.toString(page.getLast().no()));
      }
    });
  }

  /**
   * A mention as it is listed.
   *
   * @param no as of {@link Mention}
   * @param isNew whether it comes after what the member has read of the room
   */
  private record Listed(long no, boolean isNew, RoomMessage message) {
    void write(JsonGenerator json) throws IOException {
      json.writeStartObject();
      json.writeNumberField("no", no);
      json.writeBooleanField("new", isNew);
      message.writeFields(json);
      json.writeEndObject();
    }
  }

  /**
   * @param room null where the member has forgotten it meanwhile
   */
  private Optional<Listed> listed(Mention mention, OpenedRoom room) {
    boolean isNew = room != null && room.isUnread(mention.message());
    return rooms
        .transcript(mention.room())
        .filter(log -> log.epoch().equals(mention.message().epoch()))
        .flatMap(log -> message(log, mention.message().seq()))
        .map(message -> new RoomMessage(mention.room(), message))
        .map(message -> new Listed(mention.no(), isNew, message));
  }

  private static Optional<Message> message(Transcript log, long seq) {
    return log.before(seq + 1, new ReadLimit(1, Integer.MAX_VALUE)).messages().stream()
        .filter(message -> message.seq() == seq && !message.deleted())
        .findFirst();
  }
}

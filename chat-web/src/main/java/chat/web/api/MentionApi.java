package chat.web.api;

import chat.core.Rooms;
import chat.core.log.Message;
import chat.core.log.Transcript;
import chat.core.log.Transcript.ReadLimit;
import chat.core.member.MemberStore;
import chat.core.member.Mention;
import chat.core.name.Member;
import chat.web.http.Endpoint;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.metrics.Limit;
import chat.web.protocol.Json;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The messages that mention a member, in all rooms that it has opened, the newest first:
 *
 * <pre>
 * GET /api/mentions?before=TOKEN&limit=N
 *     {"mentions":[{"room","message":Message}…],"more":B,"next"?:TOKEN}
 * </pre>
 *
 * N is 1 to 50, clamped. A message that was deleted since, or is in a room that a ban keeps the
 * member out of, is left out, so that a page may have fewer.
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
    List<RoomMessage> messages =
        page.stream()
            .filter(mention -> !access.isBanned(member, mention.room(), request))
            .map(this::message)
            .flatMap(Optional::stream)
            .toList();
    boolean more = found.size() > limit;
    return Json.object(json -> {
      RoomMessage.write(json, "mentions", messages);
      json.writeBooleanField("more", more);
      if (more) {
        json.writeStringField("next", Long.toString(page.getLast().no()));
      }
    });
  }

  private Optional<RoomMessage> message(Mention mention) {
    return rooms
        .transcript(mention.room())
        .filter(log -> log.epoch().equals(mention.message().epoch()))
        .flatMap(log -> message(log, mention.message().seq()))
        .map(message -> new RoomMessage(mention.room(), message));
  }

  private static Optional<Message> message(Transcript log, long seq) {
    return log.before(seq + 1, new ReadLimit(1, Integer.MAX_VALUE)).messages().stream()
        .filter(message -> message.seq() == seq && !message.deleted())
        .findFirst();
  }
}

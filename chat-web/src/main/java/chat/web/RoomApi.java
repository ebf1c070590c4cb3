package chat.web;

import chat.core.BadName;
import chat.core.Cursor;
import chat.core.Member;
import chat.core.RoomName;
import chat.core.Rooms;
import chat.core.Transcript;
import chat.core.Transcript.Page;
import chat.core.Transcript.Reach;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/** Older messages, for whoever is signed in. */
final class RoomApi implements HttpService {
  private static final int MOST_MESSAGES = 200;

  private final Rooms rooms;
  private final Threshold threshold;

  RoomApi(Rooms rooms, Threshold threshold) {
    this.rooms = rooms;
    this.threshold = threshold;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/{room}/messages", this::messages);
  }

  private void messages(ServerRequest request, ServerResponse response) {
    Optional<Member> member = threshold.member(request);
    if (member.isEmpty()) {
      refuse(request, response, Status.UNAUTHORIZED_401);
      return;
    }
    try {
      RoomName room = new RoomName(request.path().pathParameters().get("room"));
      if (threshold.keepsOut(member.get(), threshold.caller(request), room).isPresent()) {
        refuse(request, response, Status.FORBIDDEN_403);
        return;
      }
      long before = number(request, "before", Long.MAX_VALUE);
      int limit = Math.clamp(number(request, "limit", Replay.HISTORY_MESSAGES), 1, MOST_MESSAGES);
      Answers.json(response, rooms.read(room, log -> page(log, before, limit)));
    } catch (BadName e) {
      refuse(request, response, Status.NOT_FOUND_404);
    } catch (NumberFormatException e) {
      refuse(request, response, Status.BAD_REQUEST_400);
    }
  }

  private static byte[] page(Transcript log, long before, int limit) {
    Page page = log.before(before, new Reach(limit, Replay.LARGEST));
    return Replay.within(page, fitting -> written(log.epoch(), fitting));
  }

  private static byte[] written(String epoch, Page page) {
    return Json.object(json -> {
      json.writeStringField("cursor", new Cursor(epoch, page.standing()).toString());
      Json.messages(json, page.messages());
      json.writeBooleanField("more", page.more());
    });
  }

  private static long number(ServerRequest request, String name, long otherwise) {
    return request.query().first(name).map(Long::parseLong).orElse(otherwise);
  }

  private static void refuse(ServerRequest request, ServerResponse response, Status status) {
    Answers.line(response, status, Doorkeeper.sentence(status, request.headers()));
  }
}

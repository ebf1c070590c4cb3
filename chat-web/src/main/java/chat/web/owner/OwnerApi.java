package chat.web.owner;

import chat.core.cluster.StoreUnavailableException;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.access.Origins;
import chat.web.http.Endpoint;
import chat.web.http.Form;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.identity.OwnerKey;
import chat.web.moderation.Bans;
import chat.web.moderation.InvalidActionException;
import chat.web.protocol.Json;
import com.fasterxml.jackson.core.JsonGenerator;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The owner's HTTP API, for scripts with the key and for pages with the owner's cookie:
 *
 * <pre>
 * GET  /api/owner            the open rooms, their members, the bans, and the 50 members and rooms
 *                            whose files take the most, as JSON
 * POST /api/owner/kick       member=ID
 * POST /api/owner/ban        member=ID | address=ADDRESS[/BITS] | address-of=ID, for=TIME
 * POST /api/owner/unban      member=ID | address=ADDRESS[/BITS]
 * POST /api/owner/mute       member=ID, for=TIME
 * POST /api/owner/unmute     member=ID
 * POST /api/owner/delete     room=NAME, seq=SEQ | member=ID[, room=NAME]
 * POST /api/owner/pin        room=NAME, seq=SEQ
 * POST /api/owner/unpin      room=NAME, seq=SEQ
 * POST /api/owner/pins-off   room=NAME: no member may pin there
 * POST /api/owner/pins-on    room=NAME
 * POST /api/owner/slow       room=NAME, for=TIME: slow mode, one message of each member in TIME; 0s ends it
 * POST /api/owner/close      room=NAME, for=TIME
 * POST /api/owner/open       room=NAME
 * </pre>
 *
 * Fields are sent as a form; TIME is {@code 30s}, {@code 10m}, {@code 1h} or {@code 7d}. The status
 * is {@code 204}, {@code 400} for invalid fields, {@code 401} without the key, {@code 404} where
 * nobody or nothing is concerned, {@code 503} where the log keeps nothing.
 */
public final class OwnerApi implements Endpoint {
  private final OwnerAccess access;
  private final Moderation moderation;
  private final OwnerFiles files;

  public OwnerApi(OwnerKey key, Moderation moderation, OwnerFiles files, Origins origins) {
    access = new OwnerAccess(key, origins);
    this.moderation = moderation;
    this.files = files;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/api/owner[/]", access.only(this::overview)),
        Route.post("/api/owner/{action}", access.only(this::run)));
  }

  private void run(ServerRequest request, ServerResponse response) {
    try {
      moderation.run(request.path().pathParameters().get("action"), Form.of(request, response));
      response.status(Status.NO_CONTENT_204).send();
    } catch (NoSuchElementException e) {
      Responses.refuse(request, response, Status.NOT_FOUND_404, e.getMessage());
    } catch (InvalidActionException e) {
      Responses.refuse(request, response, Status.BAD_REQUEST_400, e.getMessage());
    } catch (StoreUnavailableException e) {
      Responses.refuse(request, response, Status.SERVICE_UNAVAILABLE_503, "not-kept");
    }
  }

  private void overview(ServerRequest request, ServerResponse response) {
    Responses.json(request, response, Json.object(this::overview));
  }

  private void files(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("files");
    for (OwnerFiles.Row row : files.rows()) {
      json.writeStartObject();
      json.writeStringField("room", row.usage().room().value());
      json.writeStringField("member", row.usage().memberId());
      json.writeStringField("name", row.name());
      json.writeNumberField("count", row.usage().files());
      json.writeNumberField("size", row.usage().size());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void overview(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("rooms");
    for (RoomName room : moderation.rooms()) {
      json.writeStartObject();
      json.writeStringField("name", room.value());
      json.writeNumberField("count", moderation.count(room));
      json.writeNumberField("pause", moderation.pause(room).toSeconds());
      json.writeBooleanField("pins", moderation.allowsPins(room));
      json.writeArrayFieldStart("members");
      for (Member member : moderation.members(room)) {
        member(json, member);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("bans");
    for (Bans.Ban ban : moderation.bans()) {
      json.writeStartObject();
      json.writeStringField(ban.kind().label(), ban.target());
      json.writeStringField("until", Json.time(ban.until()));
      json.writeEndObject();
    }
    json.writeEndArray();
    files(json);
  }

  private void member(JsonGenerator json, Member member) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", member.id());
    json.writeStringField("name", member.name());
    json.writeNumberField("muted", moderation.muted(member).toSeconds());
    json.writeEndObject();
  }
}

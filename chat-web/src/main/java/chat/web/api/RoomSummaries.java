package chat.web.api;

import chat.core.Rooms;
import chat.core.log.Cursor;
import chat.core.log.Transcript;
import chat.core.log.Transcript.Unread;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.access.BanPolicy;
import chat.web.client.RemoteClient;
import chat.web.client.TrustedProxies;
import chat.web.protocol.Json;
import com.fasterxml.jackson.core.JsonGenerator;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Summaries of rooms for a member: the members present, and the messages of others after a cursor.
 * Only rooms that the request names are summarised, because a room's name is its secret, and no
 * room is opened. A room that is named twice counts once; rooms that a ban keeps the member out of
 * are left out.
 *
 * <p>{@code unread} counts up to {@value #MAX_UNREAD}; without a cursor, or with one of another
 * epoch, the whole room is unread. {@code cursor} is the room's last entry; a room that does not
 * exist has none.
 */
final class RoomSummaries {
  /** The most rooms in one request. */
  static final int MAX_ROOMS = 50;

  static final int MAX_UNREAD = 100;

  private final Rooms rooms;
  private final TrustedProxies proxies;
  private final BanPolicy bans;

  RoomSummaries(Rooms rooms, TrustedProxies proxies, BanPolicy bans) {
    this.rooms = rooms;
    this.proxies = proxies;
    this.bans = bans;
  }

  /** A room, and the last entry that the client has read. */
  private record ReadPosition(RoomName room, Optional<Cursor> cursor) {
    static ReadPosition of(String parameter) {
      String[] parts = parameter.split("@", 2);
      Optional<Cursor> cursor = parts.length == 1 ? Optional.empty() : Cursor.parse(parts[1]);
      if (parts.length == 2 && cursor.isEmpty()) {
        throw new IllegalArgumentException("no cursor: " + parts[1]);
      }
      return new ReadPosition(new RoomName(parts[0]), cursor);
    }

    /** The last sequence number that was read; 0 for none. */
    long seq(Transcript log) {
      return cursor.filter(read -> read.epoch().equals(log.epoch())).map(Cursor::seq).orElse(0L);
    }
  }

  byte[] json(Member member, ServerRequest request) {
    List<String> parameters =
        request.query().contains("of") ? request.query().all("of") : List.of();
    if (parameters.size() > MAX_ROOMS) {
      throw new IllegalArgumentException("at most " + MAX_ROOMS + " rooms");
    }
    RemoteClient client = proxies.client(request);
    Map<RoomName, ReadPosition> positions = new LinkedHashMap<>();
    parameters.stream()
        .map(ReadPosition::of)
        .filter(position -> bans.ban(member, client, position.room()).isEmpty())
        .forEach(position -> positions.putIfAbsent(position.room(), position));
    return Json.object(json -> {
      json.writeArrayFieldStart("rooms");
      for (ReadPosition position : positions.values()) {
        json.writeStartObject();
        summary(json, position, member);
        json.writeEndObject();
      }
      json.writeEndArray();
    });
  }

  private void summary(JsonGenerator json, ReadPosition position, Member member)
      throws IOException {
    json.writeStringField("room", position.room().value());
    Optional<Transcript> log = rooms.transcript(position.room());
    int unread = 0;
    if (log.isPresent()) {
      Unread found = log.get().unread(position.seq(log.get()), member.id(), MAX_UNREAD);
      unread = found.count();
      json.writeStringField("cursor", new Cursor(log.get().epoch(), found.asOf()).toString());
    }
    json.writeNumberField("count", rooms.present(position.room()));
    json.writeNumberField("unread", unread);
  }
}

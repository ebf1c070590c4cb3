package chat.web.api;

import chat.core.ChatRoom;
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
import java.util.List;
import java.util.Optional;

/**
 * How the rooms that somebody knows stand: how many are present, and how much was said by others
 * since. Only what was asked for is told, as a room's name is its secret, and nothing is opened.
 * Rooms that the owner keeps the asker out of are left out.
 *
 * <p>{@code unread} counts to 100 and no further; without a cursor, or with one whose numbering is
 * over, all of the room is unread. {@code cursor} is where the room stands; it is left out where
 * nothing was ever said and nobody is.
 */
final class RoomSummaries {
  /** In one request. */
  static final int MOST_ROOMS = 50;

  static final int MOST_UNREAD = 100;

  private final Rooms rooms;
  private final TrustedProxies proxies;
  private final BanPolicy bans;

  RoomSummaries(Rooms rooms, TrustedProxies proxies, BanPolicy bans) {
    this.rooms = rooms;
    this.proxies = proxies;
    this.bans = bans;
  }

  /** A room, and how far somebody has read it. */
  private record Asked(RoomName room, Optional<Cursor> cursor) {
    static Asked of(String written) {
      String[] parts = written.split("@", 2);
      Optional<Cursor> cursor = parts.length == 1 ? Optional.empty() : Cursor.parse(parts[1]);
      if (parts.length == 2 && cursor.isEmpty()) {
        throw new IllegalArgumentException("no cursor: " + parts[1]);
      }
      return new Asked(new RoomName(parts[0]), cursor);
    }

    /** From where on nothing is read. */
    long seen(Transcript log) {
      return cursor.filter(c -> c.epoch().equals(log.epoch())).map(Cursor::seq).orElse(0L);
    }
  }

  byte[] of(Member member, ServerRequest request) {
    List<String> written = request.query().contains("of") ? request.query().all("of") : List.of();
    if (written.size() > MOST_ROOMS) {
      throw new IllegalArgumentException("at most " + MOST_ROOMS + " rooms");
    }
    RemoteClient caller = proxies.client(request);
    List<Asked> asked =
        written.stream()
            .map(Asked::of)
            .filter(each -> bans.ban(member, caller, each.room()).isEmpty())
            .toList();
    return Json.object(json -> {
      json.writeArrayFieldStart("rooms");
      for (Asked each : asked) {
        json.writeStartObject();
        standing(json, each, member);
        json.writeEndObject();
      }
      json.writeEndArray();
    });
  }

  private void standing(JsonGenerator json, Asked asked, Member member) throws IOException {
    json.writeStringField("room", asked.room().value());
    Optional<Transcript> log = rooms.transcript(asked.room());
    int unread = 0;
    if (log.isPresent()) {
      Unread found = log.get().unread(asked.seen(log.get()), member.id(), MOST_UNREAD);
      unread = found.count();
      json.writeStringField("cursor", new Cursor(log.get().epoch(), found.asOf()).toString());
    }
    json.writeNumberField("count", rooms.find(asked.room()).map(ChatRoom::count).orElse(0));
    json.writeNumberField("unread", unread);
  }
}

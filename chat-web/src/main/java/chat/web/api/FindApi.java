package chat.web.api;

import chat.core.Rooms;
import chat.core.log.SearchQuery;
import chat.core.log.Transcript;
import chat.core.log.Transcript.ReadLimit;
import chat.core.member.MemberStore;
import chat.core.member.OpenedRoom;
import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.access.RateLimiter;
import chat.web.http.Endpoint;
import chat.web.http.Responses;
import chat.web.http.Route;
import chat.web.metrics.Limit;
import chat.web.protocol.Json;
import chat.web.protocol.ReplayLimits;
import com.fasterxml.jackson.core.JsonGenerator;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Finds rooms, people and messages in all rooms that a member has opened, and in no other:
 *
 * <pre>
 * GET /api/find?q=TEXT
 *     {"rooms":[R…],"people":[{"id","name","room"}…],"messages":[{"room","message":Message}…]}
 * </pre>
 *
 * At most 20 of each. Rooms and people are found by a part of the name, or by the beginning of its
 * pinyin; people are those who are present now. Messages are found as by a search in each room, the
 * room where the member was last first, for at most 1 s. Limits and errors are those of a search.
 */
public final class FindApi implements Endpoint {
  private static final int MAX_FOUND = 20;

  /** 1 s, after which no further room is searched. */
  private static final long MAX_NANOS = Duration.ofSeconds(1).toNanos();

  private final Rooms rooms;
  private final Supplier<MemberStore> members;
  private final MemberRequests requests;
  private final MemberApi.Access access;
  private final RateLimiter searchLimiter;
  private final MemberTurns turns = new MemberTurns();
  private final PinyinMatcher names = new PinyinMatcher();

  /**
   * @param members gives the store, once it is open
   */
  public FindApi(
      Rooms rooms,
      Supplier<MemberStore> members,
      MemberRequests requests,
      MemberApi.Access access,
      RateLimiter searchLimiter) {
    this.rooms = rooms;
    this.members = members;
    this.requests = requests;
    this.access = access;
    this.searchLimiter = searchLimiter;
  }

  /** A member in a room where it is present. */
  private record Person(Member member, RoomName room) {
    void write(JsonGenerator json) throws IOException {
      json.writeStartObject();
      json.writeStringField("id", member.id());
      json.writeStringField("name", member.name());
      json.writeStringField("room", room.value());
      json.writeEndObject();
    }
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.get("/api/find", requests.signedIn(this::find)));
  }

  private void find(Member member, ServerRequest request, ServerResponse response) {
    Duration wait = searchLimiter.acquire(member, access.proxies().client(request));
    if (!wait.isZero()) {
      requests.tooMany(Limit.SEARCHES, "searches", wait, request, response);
      return;
    }
    String typed = request.query().first("q").orElse("");
    SearchQuery query = SearchQuery.of(typed);
    List<RoomName> opened =
        members.get().rooms(member.id()).stream()
            .map(OpenedRoom::room)
            .filter(room -> !access.isBanned(member, room, request))
            .toList();
    Responses.json(request, response, turns.run(member, () -> json(member, typed, query, opened)));
  }

  private byte[] json(Member member, String typed, SearchQuery query, List<RoomName> opened) {
    Predicate<String> isNamed = names.matchingName(typed);
    List<RoomName> named =
        opened.stream().filter(room -> isNamed.test(room.value())).limit(MAX_FOUND).toList();
    List<Person> people = people(member, isNamed, opened);
    List<RoomMessage> messages = messages(query, opened);
    return Json.object(json -> {
      json.writeArrayFieldStart("rooms");
      for (RoomName room : named) {
        json.writeString(room.value());
      }
      json.writeEndArray();
      json.writeArrayFieldStart("people");
      for (Person person : people) {
        person.write(json);
      }
      json.writeEndArray();
      RoomMessage.write(json, "messages", messages);
    });
  }

  /** Each once, in the first of the rooms; without the member itself. */
  private List<Person> people(Member self, Predicate<String> isNamed, List<RoomName> opened) {
    Set<String> seen = new HashSet<>(Set.of(self.id()));
    return opened.stream()
        .flatMap(room ->
            rooms.members(room, Integer.MAX_VALUE).stream()
                .filter(member -> isNamed.test(member.name()) && seen.add(member.id()))
                .map(member -> new Person(member, room)))
        .limit(MAX_FOUND)
        .toList();
  }

  /** The newest first. */
  private List<RoomMessage> messages(SearchQuery query, List<RoomName> opened) {
    long begun = System.nanoTime();
    List<RoomMessage> found = new ArrayList<>();
    for (RoomName room : opened) {
      if (found.size() >= MAX_FOUND || System.nanoTime() - begun > MAX_NANOS) {
        break;
      }
      var limit = new ReadLimit(MAX_FOUND - found.size(), ReplayLimits.MAX_BYTES);
      Optional<Transcript> log = rooms.transcript(room);
      log.map(each -> each.search(query, Long.MAX_VALUE, limit).messages())
          .orElse(List.of())
          .forEach(message -> found.add(new RoomMessage(room, message)));
    }
    Comparator<RoomMessage> byTime = Comparator.comparing(each -> each.message().at());
    return found.stream().sorted(byTime.reversed()).toList();
  }
}

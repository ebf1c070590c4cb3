package chat.web.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.core.ChatRoom;
import chat.core.log.Cursor;
import chat.core.log.Entry;
import chat.core.log.Refusal;
import chat.core.log.Transcript.Page;
import chat.core.name.Member;
import chat.core.name.RoomName;
import com.fasterxml.jackson.core.io.SerializedString;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The dialect {@code chat.v1}: one JSON object in each text frame. */
public final class JsonDialect implements Dialect {
  static final String SUBPROTOCOL = "chat.v1";
  private static final byte[] HEARTBEAT =
      Json.object(json -> json.writeStringField("type", "beat"));

  /** A welcome lists at most this many of the members present. */
  static final int MEMBERS_LISTED = 200;

  private volatile EncodedMembers lastMembers = new EncodedMembers(List.of());

  /** A list of members as JSON, encoded once for all who get the same list. */
  private static final class EncodedMembers {
    private final List<Member> members;
    private final SerializedString json;

    EncodedMembers(List<Member> members) {
      this.members = members;
      json = new SerializedString(new String(Json.members(members), UTF_8));
    }
  }

  @Override
  public Dialect common() {
    return this;
  }

  @Override
  public Optional<String> subprotocol() {
    return Optional.of(SUBPROTOCOL);
  }

  @Override
  public Command command(String text) {
    return new JsonCommand(text).read();
  }

  @Override
  public List<byte[]> entry(Entry entry) {
    return List.of(Json.object(json -> Json.entry(json, entry)));
  }

  @Override
  public Optional<byte[]> joined(Member member, int count) {
    return memberEvent("joined", member, count);
  }

  @Override
  public Optional<byte[]> left(Member member, int count) {
    return memberEvent("left", member, count);
  }

  private static Optional<byte[]> memberEvent(String type, Member member, int count) {
    return object(
        type,
        json -> {
          Json.member(json, "member", member);
          json.writeNumberField("count", count);
        });
  }

  @Override
  public Optional<byte[]> presence(Collection<Member> joined, Collection<Member> left, int count) {
    return object(
        "presence",
        json -> {
          Json.members(json, "joined", joined);
          Json.members(json, "left", left);
          json.writeNumberField("count", count);
        });
  }

  @Override
  public Optional<byte[]> typing(Member member) {
    return object("typing", json -> Json.member(json, "member", member));
  }

  @Override
  public Optional<byte[]> room(RoomName room, Cursor cursor, int unread, int mentions) {
    return object(
        "room",
        json -> {
          json.writeStringField("room", room.value());
          json.writeStringField("cursor", cursor.toString());
          json.writeNumberField("unread", unread);
          json.writeNumberField("mentions", mentions);
        });
  }

  @Override
  public Optional<byte[]> ack(String id, long seq) {
    return object(
        "ack",
        json -> {
          json.writeStringField("id", id);
          json.writeNumberField("seq", seq);
        });
  }

  @Override
  public Optional<byte[]> refused(Optional<String> id, Refusal refusal, String sentence) {
    return object(
        "refused",
        json -> {
          if (id.isPresent()) {
            json.writeStringField("id", id.get());
          }
          json.writeStringField("code", refusal.code().text());
          json.writeStringField("message", sentence);
          if (!refusal.retryAfter().isZero()) {
            json.writeNumberField("retryAfter", refusal.retryAfter().toMillis());
          }
        });
  }

  @Override
  public Optional<byte[]> beat() {
    return Optional.of(HEARTBEAT);
  }

  @Override
  public Optional<byte[]> state(MemberState state) {
    return object(
        "state",
        json -> {
          if (state.mutedUntil().isPresent()) {
            json.writeStringField("mutedUntil", Json.time(state.mutedUntil().get()));
          }
          if (!state.slow().isZero()) {
            json.writeNumberField("slow", state.slow().toMillis());
          }
          if (state.closedUntil().isPresent()) {
            json.writeStringField("closedUntil", Json.time(state.closedUntil().get()));
          }
          json.writeStringField("log", state.logAway() ? "away" : "ok");
        });
  }

  @Override
  public Optional<byte[]> welcome(Welcome welcome) {
    ChatRoom room = welcome.room();
    return object(
        "welcome",
        json -> {
          json.writeStringField("room", room.name().value());
          Json.member(json, "you", welcome.you());
          json.writeStringField(
              "cursor", new Cursor(room.transcript().epoch(), welcome.last()).toString());
          json.writeBooleanField("resumed", welcome.resumed());
          json.writeFieldName("members");
          json.writeRawValue(members(room.members(MEMBERS_LISTED)));
          json.writeNumberField("count", room.count());
          json.writeObjectFieldStart("limits");
          json.writeNumberField("text", welcome.limits().textLength());
          json.writeNumberField("frame", welcome.limits().messageSize());
          json.writeNumberField("resume", ReplayLimits.RESUMED_ENTRIES);
          json.writeNumberField("history", ReplayLimits.HISTORY_MESSAGES);
          Optional<Duration> retention = welcome.limits().retention().of(room.name());
          if (retention.isPresent()) {
            json.writeNumberField("retention", retention.get().toSeconds());
          }
          json.writeEndObject();
        });
  }

  // The same list, not an equal one: to compare 200 members would cost as much as to encode them.
  @SuppressWarnings("ReferenceEquality")
  private SerializedString members(List<Member> members) {
    EncodedMembers encoded = lastMembers;
    if (encoded.members != members) {
      encoded = new EncodedMembers(members);
      lastMembers = encoded;
    }
    return encoded.json;
  }

  @Override
  public Optional<byte[]> history(Page page) {
    return object(
        "history",
        json -> {
          Json.messages(json, page.messages());
          json.writeBooleanField("more", page.more());
        });
  }

  private static Optional<byte[]> object(String type, Json.Body body) {
    return Optional.of(
        Json.object(json -> {
          json.writeStringField("type", type);
          body.writeTo(json);
        }));
  }
}

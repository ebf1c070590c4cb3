package chat.postgres.presence;

import chat.core.name.Member;
import chat.core.name.RoomName;

/** A member in a room, whatever its name. */
record PresenceKey(RoomName room, String memberId) {
  static PresenceKey of(RoomName room, Member member) {
    return new PresenceKey(room, member.id());
  }
}

package chat.postgres.member;

import chat.core.member.ReadPosition;
import chat.core.name.RoomName;
import java.util.Comparator;
import java.util.Optional;

/**
 * A change of a member in a room, since it was last written.
 *
 * @param name the key of its name, if it has opened the room
 * @param read how far it has read
 * @param at when it was there, in milliseconds since 1970
 */
record MemberChange(Optional<String> name, Optional<ReadPosition> read, long at) {
  /** The place of a change. Sorted, so that two servers lock the rows in one order. */
  record Key(String memberId, RoomName room) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::memberId).thenComparing(key -> key.room.value());

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  MemberChange then(MemberChange next) {
    return new MemberChange(
        next.name.or(() -> name),
        next.read.map(to -> read.map(from -> from.advancedTo(to)).orElse(to)).or(() -> read),
        Math.max(at, next.at));
  }
}

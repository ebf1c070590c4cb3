package chat.core.member;

import chat.core.name.Member;
import chat.core.name.RoomName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The messages that bots are to be called for. Each bot has a queue, which is kept as the mentions
 * of a member that nobody is: so they are kept with the position up to which mentions were found, a
 * crash loses none of them, and what was called is a read position. At most {@link #MAX_WAITING} of
 * a bot wait, in at most {@link MemberStore#MAX_ROOMS} rooms; beyond that the oldest go. Safe for
 * many threads.
 */
public final class CallQueue {
  /** 1,000, as many mentions of a member as are kept. */
  public static final int MAX_WAITING = 1_000;

  private static final String SUFFIX = "/calls";

  private final MemberStore members;

  public CallQueue(MemberStore members) {
    this.members = members;
  }

  /** A message that a bot is to be called for. */
  public record WaitingCall(RoomName room, ReadPosition message) {}

  /** The member whose mentions are the queue of a bot. */
  public static Member of(String botId) {
    // Longer than a nickname, so that no message mentions it.
    return new Member(botId + SUFFIX, "the queue of calls of " + botId);
  }

  /** The bot whose queue a member is. */
  public static Optional<String> botOf(String memberId) {
    return memberId.endsWith(SUFFIX)
        ? Optional.of(memberId.substring(0, memberId.length() - SUFFIX.length()))
        : Optional.empty();
  }

  /**
   * The calls that wait for a bot, the oldest first.
   *
   * @throws chat.core.cluster.StoreUnavailableException when it cannot be read now
   */
  public List<WaitingCall> waiting(String botId) {
    String id = of(botId).id();
    Map<RoomName, OpenedRoom> rooms = new HashMap<>();
    members.rooms(id).stream()
        .filter(room -> room.mentions() > 0)
        .forEach(room -> rooms.put(room.room(), room));
    if (rooms.isEmpty()) {
      return List.of();
    }
    return members.mentions(id, Long.MAX_VALUE, MAX_WAITING).reversed().stream()
        .filter(mention -> waits(mention, rooms.get(mention.room())))
        .map(mention -> new WaitingCall(mention.room(), mention.message()))
        .toList();
  }

  private static boolean waits(Mention mention, OpenedRoom room) {
    return room != null && room.isUnread(mention.message());
  }

  /** Notes that a bot was called for all messages of a room up to one. Returns at once. */
  public void done(String botId, RoomName room, ReadPosition message) {
    members.read(of(botId).id(), room, message);
  }

  /** Forgets what waits for a bot, which was revoked. */
  public void clear(String botId) {
    String id = of(botId).id();
    members.rooms(id).forEach(room -> members.forget(id, room.room()));
  }
}

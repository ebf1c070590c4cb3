package chat.core.member;

import chat.core.name.RoomName;
import java.util.List;
import java.util.Optional;

/** Takes over what another store keeps for members, a part at a time. */
public interface MemberImport {
  /** Adds visits of members to rooms. */
  void addVisits(List<Visit> visits);

  /** Adds mentions, in the order in which they were kept. */
  void addMentions(List<Mentioned> mentions);

  /** Adds up to where the mentions of rooms are kept. */
  void addMentionedUpTo(List<RoomPosition> rooms);

  /**
   * A member's visit to a room.
   *
   * @param nameKey the key of the member's name at its latest visit
   * @param at when it was last there, in milliseconds since 1970
   * @param read how far it has read
   */
  record Visit(
      String memberId, RoomName room, String nameKey, long at, Optional<ReadPosition> read) {}

  /**
   * A message that mentions a member.
   *
   * @param no grows with each mention that is kept
   */
  record Mentioned(long no, String memberId, RoomName room, ReadPosition message) {}

  /** A position in a room. */
  record RoomPosition(RoomName room, ReadPosition position) {}
}

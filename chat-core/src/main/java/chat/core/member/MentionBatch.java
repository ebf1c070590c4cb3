package chat.core.member;

import chat.core.name.RoomName;
import java.util.List;
import java.util.Set;

/**
 * The mentions in the next entries of a room.
 *
 * @param upTo the last of these entries
 * @param added in messages that were said or edited
 * @param deleted the numbers of messages that were deleted, whose mentions go
 */
public record MentionBatch(
    RoomName room, ReadPosition upTo, List<Mentioned> added, Set<Long> deleted) {
  public MentionBatch {
    added = List.copyOf(added);
    deleted = Set.copyOf(deleted);
  }

  /**
   * A member that a message mentions.
   *
   * @param message the number of the message
   */
  public record Mentioned(long message, String memberId) {}
}

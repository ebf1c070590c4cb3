package chat.core.member;

import chat.core.name.RoomName;
import java.util.Optional;

/**
 * A room that a member has opened and not forgotten.
 *
 * @param read how far the member has read; empty until its client has said so
 * @param mentions how many mentions of the member come after that, at most {@link
 *     MemberStore#MAX_COUNTED}
 */
public record OpenedRoom(RoomName room, Optional<ReadPosition> read, int mentions) {
  /** Whether a message comes after what the member has read. */
  public boolean isUnread(ReadPosition message) {
    return read.map(position -> !position.advancedTo(message).equals(position)).orElse(true);
  }
}

package chat.core.cluster;

import chat.core.name.Member;
import chat.core.name.RoomName;
import java.util.List;
import java.util.Optional;

/**
 * The servers that share one database, seen by one of them. All methods are safe for many threads.
 */
public interface Cluster {
  /** This server has no others. */
  Cluster ALONE = new Cluster() {};

  /**
   * Opens this server's part of a room. The listener is notified of the members present at other
   * servers before this returns, and of every change from then on. Does not wait for the database.
   */
  default ClusterRoom open(RoomName room, ClusterRoomListener listener) {
    return ClusterRoom.ALONE;
  }

  /** How many members are present in a room at other servers, each counted once. */
  default int count(RoomName room) {
    return 0;
  }

  /** The rooms in which a member is present at another server. */
  default List<RoomName> rooms() {
    return List.of();
  }

  /** The members present in a room at other servers, each once. */
  default List<Member> members(RoomName room) {
    return List.of();
  }

  /** The member with this id, if it is present in any room at another server. */
  default Optional<Member> find(String memberId) {
    return Optional.empty();
  }
}

package chat.core.cluster;

import chat.core.name.Member;
import chat.core.name.RoomName;

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

  /** Whether a member is present in any room at another server. */
  default boolean isElsewhere(Member member) {
    return false;
  }
}

package chat.core.cluster;

import chat.core.name.Member;

/**
 * This server's part of a room, through which the other servers are told what happens here. All
 * methods return at once, so that they may be called under the room's lock.
 */
public interface ClusterRoom {
  /** The part of a server that has no others. */
  ClusterRoom ALONE = new ClusterRoom() {};

  /** Called when a member is present at this server, and was not before. */
  default void entered(Member member) {}

  /** Called when a member is not present at this server any more, after its grace. */
  default void exited(Member member) {}

  /** Called when a member of this server is writing. Others may not hear of it. */
  default void typing(Member member) {}

  /** Ends the notifications. No member is present at this server. */
  default void close() {}
}

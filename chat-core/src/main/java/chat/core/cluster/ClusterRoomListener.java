package chat.core.cluster;

import chat.core.name.Member;

/**
 * A listener to what happens in a room at other servers. Never called by two threads at once; a
 * call may be repeated.
 */
public interface ClusterRoomListener {
  /** Called when a member is present at another server. */
  void entered(Member member);

  /** Called when a member is not present at any other server any more. */
  void exited(Member member);

  /** Called when a member is writing at another server. */
  void typing(Member member);
}

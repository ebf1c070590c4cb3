package chat.core.log;

import chat.core.name.RoomName;

/** A listener to the commits in all rooms. */
@FunctionalInterface
public interface LogListener {
  /** A listener that does nothing. */
  LogListener NONE = (room, last, here) -> {};

  /**
   * Called after entries of a room were committed, and must not block. A call about another server
   * may be late or lost.
   *
   * @param last the number of the last entry
   * @param here whether this server has committed them
   */
  void committed(RoomName room, long last, boolean here);
}

package chat.core.log;

import chat.core.name.RoomName;

/** A listener to the commits in all rooms, open or not. Its methods must not block. */
public interface LogListener {
  /** A listener that does nothing. */
  LogListener NONE = (room, entry) -> {};

  /** Called after this server has committed an entry. */
  void committed(RoomName room, Entry entry);

  /** Called after another server has committed entries of a room; may be late or not called. */
  default void committedElsewhere(RoomName room) {}
}

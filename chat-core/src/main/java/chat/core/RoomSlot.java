package chat.core;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The place of an open room in {@link Rooms}; without a room while it is being opened. */
final class RoomSlot {
  private final ReentrantLock opening = new ReentrantLock();
  private volatile ChatRoom room;
  // Guarded by the lock: a room whose opening failed is no longer in the map.
  private boolean failed;

  /** The room, unless it is still being opened. Never waits. */
  Optional<ChatRoom> room() {
    return Optional.ofNullable(room);
  }

  /**
   * The room, opened by the first caller; the others wait for it.
   *
   * @throws IllegalStateException when the first caller could not open it
   */
  ChatRoom room(Supplier<ChatRoom> opener) {
    ChatRoom known = room;
    return known != null ? known : openOnce(opener);
  }

  private ChatRoom openOnce(Supplier<ChatRoom> opener) {
    opening.lock();
    try {
      if (failed) {
        throw new IllegalStateException("the room could not be opened");
      }
      if (room == null) {
        failed = true;
        room = opener.get();
        failed = false;
      }
      return room;
    } finally {
      opening.unlock();
    }
  }

  /** Closes the room if no member is present; a room that is being opened stays. */
  boolean closeIfEmpty() {
    ChatRoom known = room;
    return known != null && known.closeIfEmpty();
  }
}

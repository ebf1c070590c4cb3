package chat.core;

import chat.core.log.Entry;
import chat.core.name.Member;

/**
 * A listener to the events of a room. All listeners are called in the same order, under the room's
 * lock: a listener must not block. An exception is logged and does not reach the others; one of
 * {@link #broadcast} ends all connections, which come back and then miss nothing.
 */
public interface RoomListener {
  /** Called when a member's first connection has joined; {@code count} members are present now. */
  default void joined(Member member, int count) {}

  /** Called when a member's last connection has left and the grace is over. */
  default void left(Member member, int count) {}

  /** Called when an entry was kept. */
  default void broadcast(Entry entry) {}

  /** Called when a member is writing. */
  default void typing(Member member) {}

  /** Called several times a second, for listeners that batch events. */
  default void tick() {}

  /** Called without the lock after one or several of the other events: time to wake readers. */
  default void flushed() {}

  /** Called when the room is closed, as the last event. */
  default void closed() {}
}

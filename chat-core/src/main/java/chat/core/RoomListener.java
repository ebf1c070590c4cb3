package chat.core;

import chat.core.log.Entry;
import chat.core.name.Member;

/**
 * What a room tells. All of it is told in one order, the same for each listener, under the room's
 * lock: a listener must not block, and what it throws is logged and harms nobody else.
 */
public interface RoomListener {
  /** A member came: its first connection. {@code count} are present now. */
  default void joined(Member member, int count) {}

  /** A member left: its last connection is gone, and the grace is over. */
  default void left(Member member, int count) {}

  /** An entry was kept. */
  default void broadcast(Entry entry) {}

  /** A member is writing. */
  default void typing(Member member) {}

  /**
   * Some time has passed: told several times a second, for what is gathered before it is passed on.
   */
  default void tick() {}

  /** Something of the above was told, and the lock is free again: time to wake who waits. */
  default void flushed() {}

  /** The room is closed: nothing more is told. */
  default void closed() {}
}

package chat.core;

/** Who takes a seat: what the room tells to one connection alone. */
public interface RoomClient {
  /**
   * The seat is taken. Called under the room's lock before anybody hears of it, so that the
   * occupant's position in what the room tells and {@code last}, the last entry that was heard, are
   * of one moment. Must not block.
   */
  void joined(ChatRoom room, long last);

  /** The seat is taken away; the occupant ends its connection, which leaves. Must not block. */
  void removed(RemovalReason why);

  /** Why a connection has to go. */
  enum RemovalReason {
    SIGNED_OUT,
    REMOVED,
    ROOM_CLOSED
  }
}

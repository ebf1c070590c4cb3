package chat.core;

/** The owner of a seat: what a room notifies one connection alone of. */
public interface RoomClient {
  /** A client that is notified of nothing. */
  RoomClient NONE =
      new RoomClient() {
        @Override
        public void joined(ChatRoom room, long last) {}

        @Override
        public void removed(RemovalReason reason) {}
      };

  /**
   * Called when the seat is taken, under the room's lock and before any listener is notified: the
   * client's position among the room's events and {@code last}, the last entry that was broadcast,
   * are of the same moment. Must not block.
   */
  void joined(ChatRoom room, long last);

  /**
   * Called when the seat was taken away; the client closes its connection, which leaves. Must not
   * block.
   */
  void removed(RemovalReason reason);

  /** Why a seat was taken away. */
  enum RemovalReason {
    SIGNED_OUT,
    REMOVED,
    ROOM_CLOSED,
    /** The client may come back at once, and then has what it missed. */
    STREAM_ENDED
  }
}

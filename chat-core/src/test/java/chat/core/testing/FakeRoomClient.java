package chat.core.testing;

import chat.core.ChatRoom;
import chat.core.RoomClient;
import java.util.ArrayList;
import java.util.List;

/** A client that records how it joined and why it was removed. */
public final class FakeRoomClient implements RoomClient {
  private ChatRoom room;
  private long last = -1;
  private final List<RemovalReason> removals = new ArrayList<>();

  @Override
  public void joined(ChatRoom newRoom, long newLast) {
    room = newRoom;
    last = newLast;
  }

  @Override
  public void removed(RemovalReason reason) {
    removals.add(reason);
  }

  public ChatRoom room() {
    return room;
  }

  public long last() {
    return last;
  }

  public List<RemovalReason> removals() {
    return List.copyOf(removals);
  }
}

package chat.core.testing;

import chat.core.ChatRoom;
import chat.core.RoomClient;
import java.util.ArrayList;
import java.util.List;

/** An occupant that remembers how it was seated and why it had to go. */
public final class FakeRoomClient implements RoomClient {
  private ChatRoom room;
  private long last = -1;
  private final List<RemovalReason> dismissals = new ArrayList<>();

  @Override
  public void joined(ChatRoom newRoom, long lastHeard) {
    room = newRoom;
    last = lastHeard;
  }

  @Override
  public void removed(RemovalReason why) {
    dismissals.add(why);
  }

  public ChatRoom room() {
    return room;
  }

  public long last() {
    return last;
  }

  public List<RemovalReason> dismissals() {
    return List.copyOf(dismissals);
  }
}

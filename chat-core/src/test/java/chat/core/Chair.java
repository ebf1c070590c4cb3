package chat.core;

import java.util.ArrayList;
import java.util.List;

/** An occupant that remembers how it was seated and why it had to go. */
final class Chair implements Occupant {
  private ChatRoom room;
  private long last = -1;
  private final List<Dismissal> dismissals = new ArrayList<>();

  @Override
  public void seated(ChatRoom newRoom, long lastHeard) {
    room = newRoom;
    last = lastHeard;
  }

  @Override
  public void dismissed(Dismissal why) {
    dismissals.add(why);
  }

  ChatRoom room() {
    return room;
  }

  long last() {
    return last;
  }

  List<Dismissal> dismissals() {
    return List.copyOf(dismissals);
  }
}

package chat.web.watch;

import chat.core.member.OpenedRoom;
import java.util.Optional;

/** A room that one connection watches: what is kept for the member, and what was sent. */
final class WatchedRoom {
  private OpenedRoom opened;
  private Optional<RoomState> sent = Optional.empty();
  private long sentAt;

  WatchedRoom(OpenedRoom opened) {
    this.opened = opened;
  }

  OpenedRoom opened() {
    return opened;
  }

  void update(OpenedRoom newer) {
    opened = newer;
  }

  /** Has the next state sent, though it may be the same. */
  void repeat() {
    sent = Optional.empty();
  }

  boolean isSent(RoomState state) {
    return sent.isPresent() && sent.get().equals(state);
  }

  boolean wasSentAfter(long time) {
    return sentAt - time > 0;
  }

  void sent(RoomState state, long now) {
    sent = Optional.of(state);
    sentAt = now;
  }
}

package chat.web.watch;

import chat.core.name.Member;
import chat.core.name.RoomName;
import chat.web.client.RemoteClient;
import chat.web.delivery.Outbox;
import chat.web.protocol.Dialect;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A connection that watches rooms. All but {@link #want} is for the thread of the watches. */
public final class RoomWatcher {
  private final Member member;
  private final RemoteClient client;
  private final Dialect dialect;
  private final Outbox outbox;
  final Map<RoomName, WatchedRoom> watched = new HashMap<>();
  private volatile List<RoomName> wanted = List.of();
  private volatile boolean ended;

  public RoomWatcher(Member member, RemoteClient client, Dialect dialect, Outbox outbox) {
    this.member = member;
    this.client = client;
    this.dialect = dialect;
    this.outbox = outbox;
  }

  Member member() {
    return member;
  }

  RemoteClient client() {
    return client;
  }

  void want(List<RoomName> rooms) {
    wanted = rooms;
  }

  List<RoomName> wanted() {
    return wanted;
  }

  void end() {
    ended = true;
  }

  boolean hasEnded() {
    return ended;
  }

  void send(RoomName room, RoomState state) {
    dialect
        .room(room, state.cursor(), state.unread(), state.mentions())
        .ifPresent(outbox::offerText);
  }
}

package chat.web.delivery;

import chat.core.ChatRoom;
import chat.core.RoomListener;
import chat.core.name.RoomName;
import chat.web.protocol.Dialect;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The streams of all open rooms, one for each dialect; in the plain dialect one for each origin at
 * which the server is reached.
 */
public final class RoomStreams {
  /** 8 streams for a room, because a client may name any origin. */
  private static final int MAX_STREAMS = 8;

  private final Map<RoomName, Map<Dialect, RoomStream>> open = new ConcurrentHashMap<>();
  private final DeliverySettings settings;

  public RoomStreams(DeliverySettings settings) {
    this.settings = settings;
  }

  /** Adds the streams of a newly opened room, and removes them when it is closed. */
  public void add(ChatRoom room) {
    Map<Dialect, RoomStream> streams = new ConcurrentHashMap<>();
    Dialect.ALL.forEach(dialect -> streams.put(dialect, newStream(room, dialect)));
    open.put(room.name(), streams);
    room.addListener(
        new RoomListener() {
          @Override
          public void closed() {
            open.remove(room.name(), streams);
          }
        });
  }

  private RoomStream newStream(ChatRoom room, Dialect dialect) {
    var stream = new RoomStream(dialect, settings);
    room.addListener(stream);
    return stream;
  }

  /** The stream of an open room; its first reader has it begin. Called under the room's lock. */
  public RoomStream of(ChatRoom room, Dialect dialect) {
    Map<Dialect, RoomStream> streams = open.get(room.name());
    RoomStream known = streams.get(dialect);
    if (known != null) {
      return known;
    }
    return streams.size() < MAX_STREAMS
        ? streams.computeIfAbsent(dialect, first -> newStream(room, first))
        : streams.get(dialect.common());
  }
}

package chat.web.delivery;

import chat.core.ChatRoom;
import chat.core.RoomListener;
import chat.core.name.RoomName;
import chat.web.protocol.Dialect;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The streams of all open rooms, one for each dialect and format; in the plain dialect one for each
 * origin at which the server is reached.
 */
public final class RoomStreams {
  /** 8 streams for a room, because a client may name any origin. */
  private static final int MAX_STREAMS = 8;

  private final Map<RoomName, Map<Key, RoomStream>> open = new ConcurrentHashMap<>();
  private final DeliverySettings settings;

  private record Key(Dialect dialect, StreamFormat format) {}

  public RoomStreams(DeliverySettings settings) {
    this.settings = settings;
  }

  /** Adds the streams of a newly opened room, and removes them when it is closed. */
  public void add(ChatRoom room) {
    Map<Key, RoomStream> streams = new ConcurrentHashMap<>();
    for (Dialect dialect : Dialect.ALL) {
      Key key = new Key(dialect, StreamFormat.WEB_SOCKET);
      streams.put(key, newStream(room, key));
    }
    open.put(room.name(), streams);
    room.addListener(
        new RoomListener() {
          @Override
          public void closed() {
            open.remove(room.name(), streams);
          }
        });
  }

  /** Forgets the frames of a room's past, because texts in them were erased without an entry. */
  public void erased(RoomName room) {
    open.getOrDefault(room, Map.of()).values().forEach(stream -> stream.replay().clear());
  }

  private RoomStream newStream(ChatRoom room, Key key) {
    Framing framing = key.format.framing(room.transcript().epoch());
    var stream = new RoomStream(key.dialect, framing, settings);
    room.addListener(stream);
    return stream;
  }

  /** The stream of an open room; its first reader has it begin. Called under the room's lock. */
  public RoomStream of(ChatRoom room, Dialect dialect, StreamFormat format) {
    Map<Key, RoomStream> streams = open.get(room.name());
    Key key = new Key(dialect, format);
    RoomStream known = streams.get(key);
    if (known != null) {
      return known;
    }
    Key chosen = streams.size() < MAX_STREAMS ? key : new Key(dialect.common(), format);
    return streams.computeIfAbsent(chosen, first -> newStream(room, first));
  }
}

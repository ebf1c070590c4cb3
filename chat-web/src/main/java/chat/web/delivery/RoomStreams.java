package chat.web.delivery;

import chat.core.ChatRoom;
import chat.core.RoomListener;
import chat.core.name.RoomName;
import chat.web.protocol.Dialect;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The streams of all open rooms, one for each dialect. */
public final class RoomStreams {
  private final Map<RoomName, Map<Dialect, RoomStream>> open = new ConcurrentHashMap<>();
  private final DeliverySettings settings;

  public RoomStreams(DeliverySettings settings) {
    this.settings = settings;
  }

  /** Adds the streams of a newly opened room, and removes them when it is closed. */
  public void add(ChatRoom room) {
    Map<Dialect, RoomStream> streams =
        Dialect.ALL.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    dialect -> dialect, dialect -> new RoomStream(dialect, settings)));
    streams.values().forEach(room::addListener);
    open.put(room.name(), streams);
    room.addListener(
        new RoomListener() {
          @Override
          public void closed() {
            open.remove(room.name(), streams);
          }
        });
  }

  /** The stream of an open room. */
  public RoomStream of(ChatRoom room, Dialect dialect) {
    return open.get(room.name()).get(dialect);
  }
}

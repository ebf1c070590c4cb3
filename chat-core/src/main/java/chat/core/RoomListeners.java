package chat.core;

import chat.core.log.Entry;
import chat.core.name.RoomName;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The listeners of one room. A listener that throws keeps no other from being notified. */
final class RoomListeners {
  private static final System.Logger LOG = System.getLogger(RoomListeners.class.getName());

  private final RoomName room;
  private final List<RoomListener> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean ended;

  RoomListeners(RoomName room) {
    this.room = room;
  }

  void add(RoomListener listener) {
    listeners.add(listener);
  }

  void notify(Consumer<RoomListener> event) {
    if (!ended) {
      int ignored = countFailures(event);
    }
  }

  /** Ends all notifications but that of the closing. */
  void end() {
    ended = true;
  }

  void closed() {
    int ignored = countFailures(RoomListener::closed);
  }

  /** Notifies all of an entry; returns false when any of them failed, and so misses it. */
  boolean broadcast(Entry entry) {
    return ended || countFailures(listener -> listener.broadcast(entry)) == 0;
  }

  private int countFailures(Consumer<RoomListener> event) {
    int failures = 0;
    for (RoomListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (Throwable e) {
        // Even an Error: the other listeners would miss an entry.
        LOG.log(Level.ERROR, "a listener of room " + room + " failed", e);
        failures++;
      }
    }
    return failures;
  }
}

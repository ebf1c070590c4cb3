package chat.postgres.presence;

import chat.core.cluster.ClusterRoomListener;
import chat.core.name.Member;
import chat.core.name.RoomName;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * The members present at other servers, and the listeners of the rooms that are open here. The lock
 * is held while a listener is called, which takes the lock of its room; nothing here is called
 * under the lock of a room.
 */
final class RemotePresences {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<RoomName, ClusterRoomListener> listeners = new HashMap<>();
  // By room, then member id, then server.
  private final Map<RoomName, Map<String, Map<String, Member>>> rooms = new HashMap<>();

  /** Sets the listener of a room, and notifies it of the members that are present elsewhere. */
  void open(RoomName room, ClusterRoomListener listener) {
    lock.lock();
    try {
      listeners.put(room, listener);
      members(room).forEach(listener::entered);
    } finally {
      lock.unlock();
    }
  }

  /** Removes the listener of a room, unless the room was opened anew. */
  void close(RoomName room, ClusterRoomListener listener) {
    lock.lock();
    try {
      listeners.remove(room, listener);
    } finally {
      lock.unlock();
    }
  }

  void typing(RoomName room, Member member) {
    lock.lock();
    try {
      ClusterRoomListener listener = listeners.get(room);
      if (listener != null) {
        listener.typing(member);
      }
    } finally {
      lock.unlock();
    }
  }

  int count(RoomName room) {
    lock.lock();
    try {
      return rooms.getOrDefault(room, Map.of()).size();
    } finally {
      lock.unlock();
    }
  }

  List<RoomName> rooms() {
    lock.lock();
    try {
      return List.copyOf(rooms.keySet());
    } finally {
      lock.unlock();
    }
  }

  /** The members of a room; one with two names for a moment is there once. */
  List<Member> present(RoomName room) {
    lock.lock();
    try {
      return rooms.getOrDefault(room, Map.of()).values().stream()
          .map(servers -> servers.values().iterator().next())
          .toList();
    } finally {
      lock.unlock();
    }
  }

  Optional<Member> find(String memberId) {
    lock.lock();
    try {
      return rooms.values().stream()
          .map(members -> members.getOrDefault(memberId, Map.of()))
          .flatMap(servers -> servers.values().stream())
          .findAny();
    } finally {
      lock.unlock();
    }
  }

  private Set<Member> members(RoomName room) {
    return rooms.getOrDefault(room, Map.of()).values().stream()
        .map(Map::values)
        .flatMap(Collection::stream)
        .collect(Collectors.toSet());
  }

  /** Applies changes of one server, in their order. */
  void apply(String server, List<LocalPresences.Change> changes) {
    lock.lock();
    try {
      changes.forEach(change -> apply(server, change));
    } finally {
      lock.unlock();
    }
  }

  /** Replaces all that is known of a server. */
  void replace(String server, List<LocalPresences.Change> present) {
    lock.lock();
    try {
      Set<PresenceKey> kept =
          present.stream()
              .map(each -> PresenceKey.of(each.room(), each.member()))
              .collect(Collectors.toSet());
      of(server)
          .forEach((key, member) -> {
            if (!kept.contains(key)) {
              apply(server, new LocalPresences.Change(key.room(), member, false));
            }
          });
      present.forEach(change -> apply(server, change));
    } finally {
      lock.unlock();
    }
  }

  private Map<PresenceKey, Member> of(String server) {
    Map<PresenceKey, Member> found = new LinkedHashMap<>();
    rooms.forEach((room, members) ->
        members.forEach((id, servers) -> {
          Member member = servers.get(server);
          if (member != null) {
            found.put(new PresenceKey(room, id), member);
          }
        }));
    return found;
  }

  private void apply(String server, LocalPresences.Change change) {
    Member member = change.member();
    Map<String, Map<String, Member>> inRoom =
        rooms.computeIfAbsent(change.room(), room -> new HashMap<>());
    Map<String, Member> servers = inRoom.computeIfAbsent(member.id(), id -> new HashMap<>(2));
    Set<Member> before = Set.copyOf(servers.values());
    if (change.present()) {
      servers.put(server, member);
    } else {
      servers.remove(server);
    }
    Set<Member> after = Set.copyOf(servers.values());
    if (servers.isEmpty()) {
      inRoom.remove(member.id());
    }
    if (inRoom.isEmpty()) {
      rooms.remove(change.room());
    }
    notify(change.room(), before, after);
  }

  /** First those who are gone: a member that is renamed has left under its old name. */
  private void notify(RoomName room, Set<Member> before, Set<Member> after) {
    ClusterRoomListener listener = listeners.get(room);
    if (listener != null) {
      before.stream().filter(member -> !after.contains(member)).forEach(listener::exited);
      after.stream().filter(member -> !before.contains(member)).forEach(listener::entered);
    }
  }
}

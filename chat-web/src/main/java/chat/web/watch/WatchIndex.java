package chat.web.watch;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The watchers by what they watch. Changed by one thread, and read by any.
 *
 * @param <K> a room, or the id of a member
 */
final class WatchIndex<K> {
  private final Map<K, Set<RoomWatcher>> watchers = new ConcurrentHashMap<>();

  void add(K key, RoomWatcher watcher) {
    watchers.computeIfAbsent(key, first -> ConcurrentHashMap.newKeySet()).add(watcher);
  }

  void remove(K key, RoomWatcher watcher) {
    watchers.computeIfPresent(
        key,
        (same, all) -> {
          all.remove(watcher);
          return all.isEmpty() ? null : all;
        });
  }

  Set<RoomWatcher> get(K key) {
    return watchers.getOrDefault(key, Set.of());
  }

  boolean contains(K key) {
    return watchers.containsKey(key);
  }

  boolean isEmpty() {
    return watchers.isEmpty();
  }

  /** The number of keys. */
  int size() {
    return watchers.size();
  }
}

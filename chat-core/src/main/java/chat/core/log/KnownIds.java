package chat.core.log;

import java.util.HashMap;
import java.util.Map;

/**
 * The numbers of a room's entries by their author and the author's own id. For one thread at a
 * time.
 *
 * <p>A map of maps, because a key of both would be one more object for each message, which every
 * collection of garbage copies.
 */
final class KnownIds {
  private final Map<String, Map<String, Long>> byMember = new HashMap<>();

  /** The number of the entry of a draft that was kept before; null where there is none. */
  Long find(Draft draft) {
    Map<String, Long> ids = draft.id().isEmpty() ? null : byMember.get(draft.by().id());
    return ids == null ? null : ids.get(draft.id());
  }

  /** Adds an entry, if it has an id. */
  void add(Entry entry) {
    if (!entry.id().isEmpty()) {
      byMember.computeIfAbsent(entry.by().id(), _ -> new HashMap<>()).put(entry.id(), entry.seq());
    }
  }

  /** Removes an entry that is kept no longer. */
  void remove(Entry entry) {
    Map<String, Long> ids = byMember.get(entry.by().id());
    if (ids != null && ids.remove(entry.id()) != null && ids.isEmpty()) {
      byMember.remove(entry.by().id());
    }
  }
}

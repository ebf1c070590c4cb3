package chat.postgres.presence;

import chat.core.name.Member;
import chat.core.name.RoomName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The members present at this server, and those changes that are not in the database yet. Changed
 * under the locks of rooms, so nothing here waits.
 */
final class LocalPresences {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<PresenceKey, Member> present = new HashMap<>();
  private final Map<PresenceKey, Change> unsaved = new LinkedHashMap<>();
  private boolean frozen;

  /** A member that is present, or is not any more. */
  record Change(RoomName room, Member member, boolean present) {}

  void entered(RoomName room, Member member) {
    lock.lock();
    try {
      present.put(PresenceKey.of(room, member), member);
      add(new Change(room, member, true));
    } finally {
      lock.unlock();
    }
  }

  void exited(RoomName room, Member member) {
    lock.lock();
    try {
      present.remove(PresenceKey.of(room, member));
      add(new Change(room, member, false));
    } finally {
      lock.unlock();
    }
  }

  private void add(Change change) {
    if (!frozen) {
      unsaved.put(PresenceKey.of(change.room, change.member), change);
    }
  }

  /** Ignores all further changes: those who lose this server are not said to leave. */
  void freeze() {
    lock.lock();
    try {
      frozen = true;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the changes since the last call. */
  List<Change> takeUnsaved() {
    lock.lock();
    try {
      List<Change> changes = new ArrayList<>(unsaved.values());
      unsaved.clear();
      return changes;
    } finally {
      lock.unlock();
    }
  }

  /** Gives changes back that could not be saved; a later change of the same member counts. */
  void giveBack(List<Change> changes) {
    lock.lock();
    try {
      changes.forEach(
          change -> unsaved.putIfAbsent(PresenceKey.of(change.room, change.member), change));
    } finally {
      lock.unlock();
    }
  }

  /** Takes everybody who is present, because the database has lost or may not have got it. */
  List<Change> takeAll() {
    lock.lock();
    try {
      present.forEach((key, member) -> add(new Change(key.room(), member, true)));
      return takeUnsaved();
    } finally {
      lock.unlock();
    }
  }
}

package chat.web.delivery;

import chat.core.name.Member;
import chat.web.protocol.Dialect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Batches joins and leaves of a large room into one presence event a second: sent one by one, their
 * number would grow with the square of the room. Used under the room's lock only.
 */
final class PresenceBatch {
  /** Rooms with more members than this batch their joins and leaves. */
  static final int LARGE_ROOM = 1_000;

  /** A batch names at most this many members; the count is always right. */
  static final int MAX_NAMES = 50;

  private final long interval;
  // True for a member that joined, false for one that left.
  private final Map<Member, Boolean> joined = new LinkedHashMap<>();
  private boolean changed;
  private int count;
  private long takenAt;

  PresenceBatch(Duration interval) {
    this.interval = interval.toNanos();
    takenAt = System.nanoTime() - this.interval;
  }

  void add(Member member, boolean hasJoined, int newCount) {
    changed = true;
    count = newCount;
    // A member that joined and left within the period is listed once, as it is now.
    joined.remove(member);
    if (joined.size() < MAX_NAMES) {
      joined.put(member, hasJoined);
    }
  }

  void clear() {
    changed = false;
    joined.clear();
  }

  boolean isDue() {
    return changed && System.nanoTime() - takenAt >= interval;
  }

  /** Takes the batch out as one encoded event; empty if nothing has changed. */
  Optional<byte[]> take(Dialect dialect) {
    if (!changed) {
      return Optional.empty();
    }
    List<Member> newcomers = new ArrayList<>();
    List<Member> leavers = new ArrayList<>();
    joined.forEach((member, hasJoined) -> (hasJoined ? newcomers : leavers).add(member));
    clear();
    takenAt = System.nanoTime();
    return dialect.presence(newcomers, leavers, count);
  }
}

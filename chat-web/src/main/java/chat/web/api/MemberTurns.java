package chat.web.api;

import chat.core.name.Member;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Runs the work of each member in turn, so that a member who asks for much at once waits for
 * itself, and not others for all of it. Safe for many threads.
 */
final class MemberTurns {
  private final Map<String, Turn> turns = new ConcurrentHashMap<>();

  private static final class Turn {
    // Fair: first come, first served.
    private final ReentrantLock lock = new ReentrantLock(true);
    // Guarded by the entry of the map.
    private int users;
  }

  /** Runs work of a member after what it asked for before. */
  <T> T run(Member member, Supplier<T> work) {
    Turn turn = enter(member.id());
    turn.lock.lock();
    try {
      return work.get();
    } finally {
      turn.lock.unlock();
      leave(member.id());
    }
  }

  private Turn enter(String member) {
    return turns.compute(
        member,
        (id, known) -> {
          Turn turn = known == null ? new Turn() : known;
          turn.users++;
          return turn;
        });
  }

  private void leave(String member) {
    turns.computeIfPresent(
        member,
        (id, turn) -> {
          turn.users--;
          return turn.users == 0 ? null : turn;
        });
  }

  /** The number of members whose work runs or waits. */
  int size() {
    return turns.size();
  }
}

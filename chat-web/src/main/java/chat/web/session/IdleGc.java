package chat.web.session;

import java.time.Duration;

/**
 * Runs one garbage collection after 1,000 connections opened or closed and 3 s of quiet, because
 * the garbage of a sign-in is several times its live memory, and an idle server would not collect
 * it. So memory follows the connections, up and down.
 */
final class IdleGc {
  /** The change in connections since the last collection that is worth a pause. */
  static final int MIN_CHANGE = 1_000;

  /** The change in connections between two checks that still counts as quiet. */
  static final int QUIET_CHANGE = 50;

  static final Duration QUIET_TIME = Duration.ofSeconds(3);

  private final Runnable collector;
  private int collectedAt;
  private int lastSeen;
  private long changedAt;

  IdleGc(Runnable collector) {
    this.collector = collector;
  }

  /** Called at each check by the monitor's thread. {@code now} is of {@link System#nanoTime}. */
  void check(int connections, long now) {
    if (Math.abs(connections - lastSeen) > QUIET_CHANGE) {
      lastSeen = connections;
      changedAt = now;
    } else if (Math.abs(connections - collectedAt) >= MIN_CHANGE
        && now - changedAt > QUIET_TIME.toNanos()) {
      collectedAt = connections;
      collector.run();
    }
  }
}

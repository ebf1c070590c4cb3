package chat.web.session;

import java.time.Duration;

/**
 * Lets the collector run once after many connections have come or gone and it is calm again: what
 * they left behind when they signed in is several times what they keep, and nothing would collect
 * it while nobody talks. So memory follows the connections, up and down. Only the watch uses it.
 */
final class IdleGc {
  /** So many that what they leave is worth a pause. */
  private static final int MANY = 1_000;

  /** So few that they do not disturb the calm. */
  private static final int FEW = 50;

  private static final long CALM = Duration.ofSeconds(3).toNanos();

  private final Runnable collector;
  private int collectedAt;
  private int lastSeen;
  private long changedAt;

  IdleGc(Runnable collector) {
    this.collector = collector;
  }

  /** Looks at how many connections there are now. */
  void look(int connections, long now) {
    if (Math.abs(connections - lastSeen) > FEW) {
      lastSeen = connections;
      changedAt = now;
    } else if (Math.abs(connections - collectedAt) >= MANY && now - changedAt > CALM) {
      collectedAt = connections;
      collector.run();
    }
  }
}

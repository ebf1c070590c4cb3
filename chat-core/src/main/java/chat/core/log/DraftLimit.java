package chat.core.log;

import java.time.Duration;

/**
 * A limit to the drafts of one member in one room, over all servers of a log. Each server judges
 * the drafts of its own clients before, so a log of one server ignores it.
 *
 * @param tokenInterval in which the member's token bucket gains a token; zero without a rate
 * @param burst how many tokens the bucket holds
 * @param pause between two messages; zero without slow mode
 */
public record DraftLimit(Duration tokenInterval, int burst, Duration pause) {
  public static final DraftLimit NONE = new DraftLimit(Duration.ZERO, 1, Duration.ZERO);

  public DraftLimit {
    if (tokenInterval.isNegative() || burst < 1 || pause.isNegative()) {
      throw new IllegalArgumentException("no limit: " + tokenInterval + " " + burst + " " + pause);
    }
  }

  /** A limit of the rate alone. */
  public static DraftLimit ofRate(double perSecond, int burst) {
    return new DraftLimit(Duration.ofNanos(Math.round(1e9 / perSecond)), burst, Duration.ZERO);
  }

  /** The same limit with the pause of slow mode. */
  public DraftLimit withPause(Duration time) {
    return time.isZero() ? this : new DraftLimit(tokenInterval, burst, time);
  }
}

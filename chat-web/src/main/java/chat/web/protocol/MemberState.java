package chat.web.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What holds for one member in one room at present.
 *
 * @param mutedUntil empty for a member that is not muted
 * @param slow the interval between two messages of a member; zero without slow mode
 * @param closedUntil empty for a room that is not closed
 * @param logAway whether the database of the log is away, so that messages wait
 */
public record MemberState(
    Optional<Instant> mutedUntil, Duration slow, Optional<Instant> closedUntil, boolean logAway) {
  public static final MemberState UNRESTRICTED =
      new MemberState(Optional.empty(), Duration.ZERO, Optional.empty(), false);

  /** 1 s, because times of a database are converted anew, and differ a little, at each reading. */
  private static final Duration TOLERANCE = Duration.ofSeconds(1);

  /** Whether a client need not be notified of the difference. */
  public boolean isLike(MemberState other) {
    return areLike(mutedUntil, other.mutedUntil)
        && slow.equals(other.slow)
        && areLike(closedUntil, other.closedUntil)
        && logAway == other.logAway;
  }

  private static boolean areLike(Optional<Instant> a, Optional<Instant> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.equals(b);
    }
    return Duration.between(a.get(), b.get()).abs().compareTo(TOLERANCE) < 0;
  }
}

package chat.core.log;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The rule for the times of a room's entries, which both logs follow. */
public final class EntryClock {
  /** 2 days, because a wrong hour, time zone or day is within them, and order matters more. */
  public static final Duration MAX_AHEAD = Duration.ofDays(2);

  private EntryClock() {}

  /**
   * The time of the next entry, in whole milliseconds. It is not before the last one, unless the
   * clock was set back by more than {@link #MAX_AHEAD}: a jump of the clock must not stay with a
   * room for good.
   *
   * @param last the time of the last entry
   * @param now the time of the clock
   */
  public static Instant next(Instant last, Instant now) {
    Instant time = now.truncatedTo(ChronoUnit.MILLIS);
    if (time.equals(last)) {
      // One object for all entries of a millisecond.
      return last;
    }
    return time.isBefore(last) && !last.isAfter(time.plus(MAX_AHEAD)) ? last : time;
  }
}

package chat.sqlite.search;

import java.time.Duration;

/**
 * The pauses before the next attempts to build the index: none after a first failure, which a new
 * index mends; then twice as long after each, because a second failure, as on a full disk, has a
 * reason that has to be mended first.
 */
final class RetryPauses {
  /** No pause is doubled more often, so that the sum stays a number. */
  private static final int MAX_DOUBLINGS = 30;

  private final Duration first;
  private final Duration longest;
  private int failures;

  RetryPauses(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
  }

  /**
   * The pause after a failure.
   *
   * @param ran how long the index was in use; one that was for longer than the longest pause fails
   *     for the first time
   */
  Duration next(Duration ran) {
    failures = ran.compareTo(longest) > 0 ? 1 : failures + 1;
    if (failures == 1) {
      return Duration.ZERO;
    }
    Duration pause = first.multipliedBy(1L << Math.min(failures - 2, MAX_DOUBLINGS));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}

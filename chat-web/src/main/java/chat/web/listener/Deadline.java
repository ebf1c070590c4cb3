package chat.web.listener;

import chat.web.metrics.Limit;
import java.time.Duration;
import java.time.Instant;

/**
 * The time at which a connection is aborted.
 *
 * @param limit that it hits then
 * @param timeout from the beginning of the deadline
 * @param extensions the number of times that it was extended
 */
record Deadline(Instant time, Limit limit, Duration timeout, int extensions) {
  /**
   * 5 extensions, each of the whole timeout, because a server that is later than that is helped by
   * fewer connections.
   */
  static final int MAX_EXTENSIONS = 5;

  static Deadline after(Duration timeout, Instant now, Limit limit) {
    return new Deadline(now.plus(timeout), limit, timeout, 0);
  }

  /** Whether it ends a wait for the head of a request, and was not extended too often. */
  boolean mayBeExtended() {
    return (limit == Limit.HEAD_TIME || limit == Limit.KEEP_ALIVE) && extensions < MAX_EXTENSIONS;
  }

  Deadline extended(Instant now) {
    return new Deadline(now.plus(timeout), limit, timeout, extensions + 1);
  }
}

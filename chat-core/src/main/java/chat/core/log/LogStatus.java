package chat.core.log;

import java.time.Duration;
import java.util.Optional;

/**
 * The state of the logs at one moment, for the health check and the metrics. Its sentences contain
 * no path, because anybody may read them.
 *
 * @param ended the part that must run and has ended; only a restart helps
 * @param problem why nothing that is said now would be kept
 * @param statistics empty for logs that are kept nowhere
 */
public record LogStatus(
    Optional<String> ended, Optional<String> problem, Optional<Statistics> statistics) {
  /** Of logs without a part that could fail. */
  public static final LogStatus HEALTHY =
      new LogStatus(Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Counters and sizes of a durable log.
   *
   * @param commits how many commits took effect
   * @param commitTime the sum of the times that they took
   * @param notKept how many drafts were refused because they could not be kept
   * @param waiting how many drafts wait for the next commit
   * @param failedReads how many reads failed
   * @param databaseBytes the size of the database
   * @param journalBytes the size of its journal
   * @param freeBytes the free space of its disk
   * @param roomsToIndex how many rooms have entries that the search index does not have yet
   */
  public record Statistics(
      long commits,
      Duration commitTime,
      long notKept,
      int waiting,
      long failedReads,
      long databaseBytes,
      long journalBytes,
      long freeBytes,
      int roomsToIndex) {}
}

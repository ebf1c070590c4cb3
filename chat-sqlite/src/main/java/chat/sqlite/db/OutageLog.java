package chat.sqlite.db;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Logs the beginning and the end of an outage, one line each. The same reason is logged once a
 * minute at most, because on a full disk short messages are kept and long ones are not. Safe for
 * many threads.
 */
public final class OutageLog {
  private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

  private final System.Logger log;
  private final Level level;
  private final String failing;
  private final String working;
  // Read without the lock: most calls find nothing to be done.
  private volatile boolean logged;
  // At most one for each of the few reasons.
  private final Map<String, Long> loggedAt = new HashMap<>();

  /**
   * @param level of the line at the beginning
   * @param failing the line at the beginning, before the reason
   * @param working the line at the end
   */
  public OutageLog(System.Logger log, Level level, String failing, String working) {
    this.log = log;
    this.level = level;
    this.failing = failing;
    this.working = working;
  }

  /**
   * Logs a failure with its message, unless it is known already. A stack trace is logged only of
   * what is not expected of a disk.
   *
   * @param now of {@link System#nanoTime}
   */
  public synchronized void failed(Throwable e, long now) {
    String reason = FailureReason.of(e).text();
    Long before = loggedAt.get(reason);
    if (!logged && (before == null || now - before > INTERVAL)) {
      loggedAt.put(reason, now);
      logged = true;
      log.log(level, failing + ": " + e.getMessage(), isOfADisk(e) ? null : e);
    }
  }

  private static boolean isOfADisk(Throwable e) {
    return e instanceof SQLException || e instanceof IOException;
  }

  /** Logs that it works again, if the failure was logged. */
  public void succeeded() {
    if (logged) {
      logEnd();
    }
  }

  private synchronized void logEnd() {
    if (logged) {
      logged = false;
      log.log(Level.INFO, working);
    }
  }
}

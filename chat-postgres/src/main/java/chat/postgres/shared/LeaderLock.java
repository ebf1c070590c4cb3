package chat.postgres.shared;

import chat.postgres.notice.NoticeHandler;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * The lock of the one server that leads: an advisory lock of the session that listens to notices.
 * The database gives it back when that session ends, however it ends. It is tried once a second.
 */
final class LeaderLock implements NoticeHandler {
  /** Two numbers of our own: "chat", and which lock; those from 0 on are of transactions. */
  private static final String TRY = "SELECT pg_try_advisory_lock(1667785076, 1000)";

  /** 3 s without a comparison: by then the session may have ended. */
  private static final long VALID_NANOS = Duration.ofSeconds(3).toNanos();

  // The session that has the lock; used by the thread that handles notices only.
  private Connection holder;
  private volatile long validUntil = System.nanoTime();

  /** Whether this server leads. */
  boolean isHeld() {
    return System.nanoTime() - validUntil < 0;
  }

  @Override
  public void notice(String server, String[] fields) {}

  @Override
  public void compare(Connection connection) throws SQLException {
    long begun = System.nanoTime();
    // Once for each session, because it would have to be unlocked as often.
    if (!connection.equals(holder)) {
      holder = tryLock(connection) ? connection : null;
    }
    validUntil = holder == null ? begun : begun + VALID_NANOS;
  }

  private static boolean tryLock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(TRY)) {
      row.next();
      return row.getBoolean(1);
    }
  }
}

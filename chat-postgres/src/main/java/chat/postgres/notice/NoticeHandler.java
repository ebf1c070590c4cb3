package chat.postgres.notice;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Handles the notices of other servers. A notice may be lost, late, repeated, or about what is not
 * so any more; therefore the comparison with the database decides. Both methods are called by one
 * thread, which handles all notices; they return early.
 */
public interface NoticeHandler {
  /**
   * Called for each line of a notice of another server.
   *
   * @param server the id of that server
   * @param fields the kind, and what belongs to it
   */
  void notice(String server, String[] fields);

  /**
   * Called when this server has begun to listen, again after each failure, and once a second:
   * compares what this server has been notified of with what is in the database.
   *
   * @param connection commits each statement; the handler does not close it
   */
  void compare(Connection connection) throws SQLException;
}

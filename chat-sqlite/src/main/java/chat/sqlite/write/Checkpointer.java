package chat.sqlite.write;

import chat.sqlite.db.Database;
import chat.sqlite.queue.GatheringQueue;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Copies the journal into the database beside the commits, so that little is left to copy when the
 * committer starts the journal anew (which only the committer can do, because it alone knows that
 * nothing is written).
 *
 * <p>After the deletion of a message it also empties the journal, which still has the text.
 */
public class Checkpointer implements Runnable {
  private static final System.Logger LOG = System.getLogger(Checkpointer.class.getName());

  private final Database database;
  private final Settings settings;
  private final GatheringQueue<Reason> queue = GatheringQueue.unbounded(new LinkedHashSet<>());
  // Since the last reason to copy; used by the committer only.
  private int commits;

  /**
   * When to copy.
   *
   * @param commits after so many commits
   * @param pause the time after each copy; it waits for the disk, as the commits do, which come
   *     first
   */
  public record Settings(int commits, Duration pause) {
    public static final Settings DEFAULTS = new Settings(64, Duration.ofMillis(250));
  }

  private enum Reason {
    COMMITS,
    ERASURE
  }

  public Checkpointer(Database database, Settings settings) {
    this.database = database;
    this.settings = settings;
  }

  /**
   * Called by the committer after each commit.
   *
   * @param erasing whether a text was removed from the log
   */
  void committed(boolean erasing) {
    commits++;
    if (erasing) {
      request(Reason.ERASURE);
    } else if (commits >= settings.commits()) {
      request(Reason.COMMITS);
    }
  }

  /** Called by any thread after a text was removed from the log. */
  public void erased() {
    // Refused only once it is closed.
    boolean _ = queue.offer(Reason.ERASURE);
  }

  private void request(Reason reason) {
    commits = 0;
    // Refused only once it is closed.
    boolean _ = queue.offer(reason);
  }

  public void close() {
    queue.close();
  }

  @Override
  public void run() {
    List<Reason> reasons = queue.take(GatheringQueue.Limit.NONE);
    while (!reasons.isEmpty() && !queue.isClosed()) {
      copy(reasons.contains(Reason.ERASURE));
      queue.pause(settings.pause());
      reasons = queue.take(GatheringQueue.Limit.NONE);
    }
  }

  private void copy(boolean erasing) {
    boolean done = false;
    try (Connection connection = database.openCheckpointer();
        Statement statement = connection.createStatement()) {
      checkpoint(statement, "PASSIVE");
      done = !erasing || checkpoint(statement, "TRUNCATE");
    } catch (SQLException e) {
      // The committer copies the journal at the latest when it has grown long.
      LOG.log(Level.DEBUG, "the journal could not be copied", e);
    }
    if (erasing && !done) {
      boolean _ = queue.offer(Reason.ERASURE);
    }
  }

  /** Returns false when it could not be finished, because another connection reads or writes. */
  private static boolean checkpoint(Statement statement, String mode) throws SQLException {
    try (var row = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
      return row.next() && row.getInt(1) == 0;
    }
  }
}

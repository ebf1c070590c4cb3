package chat.sqlite.db;

import chat.core.log.Cursor;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The epoch of the database, and how many entries it has. The numbering goes on where the rollback
 * guard matches the database. Where it does not, because an older copy was restored or the journal
 * was lost, sequence numbers could be given a second time, so the database gets a new epoch:
 * clients then read everything anew instead of missing something.
 *
 * <p>The database gets the new epoch before the guard does: after a crash between the two they
 * differ, and the next start begins another epoch, of which no client has seen a number.
 */
public final class Incarnation {
  private static final System.Logger LOG = System.getLogger(Incarnation.class.getName());

  private final String epoch;
  private final String before;
  private final RollbackGuard guard;
  // Changed by the committer only.
  private long entries;

  private Incarnation(String epoch, String before, long entries, RollbackGuard guard) {
    this.epoch = epoch;
    this.before = before;
    this.entries = entries;
    this.guard = guard;
  }

  private record LogRow(String epoch, long entries) {}

  /** How many entries a database of any version says that it has. */
  public static long entries(Connection connection) throws SQLException {
    return new PreparedQuery(connection, "SELECT entries FROM log")
        .queryOne(log -> log.getLong(1))
        .orElse(0L);
  }

  /**
   * Writes the guard of a copy, so that the copy has the numbering of the original when it is
   * opened beside this guard.
   *
   * @return how many entries the copy has
   */
  public static long adopt(Database copy, Connection connection, RollbackGuard guard)
      throws SQLException, IOException {
    LogRow row = row(connection);
    guard.begin(row.epoch(), row.entries(), copy.file());
    return row.entries();
  }

  private static LogRow row(Connection connection) throws SQLException {
    return new PreparedQuery(connection, "SELECT epoch, entries FROM log")
        .queryOne(log -> new LogRow(log.getString(1), log.getLong(2)))
        .orElseThrow(() -> new SQLException("the table log is empty"));
  }

  /** Continues the numbering of the database, or begins a new one. */
  public static Incarnation open(Database database, Connection connection, RollbackGuard guard)
      throws SQLException, IOException {
    LogRow row = row(connection);
    String epoch = row.epoch();
    if (!guard.matches(epoch, row.entries(), database.file())) {
      epoch = Cursor.newEpoch();
      new PreparedQuery(connection, "UPDATE log SET epoch = ?").update(epoch);
      if (row.entries() > 0) {
        LOG.log(
            Level.WARNING,
            "the log is not the one that was here last; its {0} entries get a new numbering",
            row.entries());
      }
    }
    connection.commit();
    guard.begin(epoch, row.entries(), database.file());
    return new Incarnation(epoch, row.epoch(), row.entries(), guard);
  }

  public String epoch() {
    return epoch;
  }

  /** The epoch that the database had before; empty: it is the same. */
  public Optional<String> epochBefore() {
    return Optional.of(before).filter(name -> !name.isEmpty() && !name.equals(epoch));
  }

  /** How many entries are committed. */
  public long entries() {
    return entries;
  }

  /**
   * Checks that the database is still the file that was opened.
   *
   * @throws LogStateException when it was deleted, moved or replaced
   */
  public void checkFile() throws LogStateException {
    guard.checkFile();
  }

  /** Counts entries that were committed. */
  public void committed(int more) {
    entries += more;
    try {
      guard.advance(entries);
    } catch (IOException e) {
      // The guard has a smaller number then: a copy that is a little older could go unnoticed.
      LOG.log(Level.WARNING, "the mark beside the log cannot be written", e);
    }
  }
}
